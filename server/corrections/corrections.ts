// The face of corrections: a person says which record is wrong; the office asks, corrects or explains.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { familyOf, isInvolved } from '../applicants/access.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { storeUploads, type Upload } from '../documents/documents.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { TextValues } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Filing, Settling } from './forms.ts';
import { findCorrection, OPEN, type Correction } from './store.ts';

export { runCorrections } from './by-date.ts';

export type Means = Pick<Portal, 'config' | 'db' | 'texts'>;

/** Files a correction; the same key again gives the same one. @throws Conflict */
export async function fileCorrection(
  { config, db, texts }: Means,
  order: { by: Reader; as: string; at: Date; filing: Filing; files: readonly Upload[] },
): Promise<number> {
  const { by, as, at, filing } = order;
  const day = dayOf(at);
  const applicantId = Number(filing.person);
  return inTransaction(db, async (trx) => {
    const person: { office_id: number } = await trx('applicants')
      .where({ id: applicantId })
      .forUpdate()
      .first('office_id');
    const before: { id: number; filed_by: number } | undefined = await trx('corrections')
      .where({ creation_key: filing.key })
      .first('id', 'filed_by');
    if (before && before.filed_by !== by.accountId) throw new Conflict();
    if (before) return before.id;
    const due = lastDayOf(await termOn(trx, 'correction', day), day, await holidaysOf(trx));
    const request: { id: number } | undefined =
      filing.request === null
        ? undefined
        : await trx('requests').where({ reference: filing.request }).first('id');
    const [row]: { id: number }[] = await trx('corrections')
      .insert({
        applicant_id: applicantId,
        office_id: person.office_id,
        record: filing.record,
        request_id: request?.id ?? null,
        entitlement_id: filing.line === null ? null : Number(filing.line),
        wrong: filing.wrong,
        correct: filing.correct,
        filed_by: by.accountId,
        filed_as: as,
        filed_at: at.toISOString(),
        due_on: due,
        state: 'received',
        creation_key: filing.key,
      })
      .returning('id');
    const { id } = row!;
    await storeUploads(
      trx,
      { config },
      { files: order.files, subject: { kind: 'correction', id }, applicantId, by, at },
    );
    const correction = (await findCorrection(trx, id))!;
    await tellPerson(trx, texts, correction, {
      kind: 'correction.received',
      at,
      values: (_, format) => ({ date: format.date(due) }),
    });
    await write(trx, { by, at, correction, action: 'correction.filed' });
    return id;
  });
}

interface Order {
  by: Reader;
  at: Date;
  id: number;
  version: number;
}

/** The caseworker has asked the register that holds the record. @throws NotFound, Forbidden, Conflict */
export function askRegister(means: Means, order: Order & { note: string }): Promise<void> {
  return byOffice(means, order, 'correction.asked', {
    done: ({ askedNote }) => askedNote === order.note,
    set: { state: 'asked', asked_at: order.at.toISOString(), asked_note: order.note },
    kind: 'correction.asked',
  });
}

/** The request goes on meanwhile with what the person says. @throws NotFound, Forbidden, Conflict */
export function goOnMeanwhile(means: Means, order: Order): Promise<void> {
  return byOffice(means, order, 'correction.interim', {
    done: ({ interimAt }) => interimAt !== null,
    set: { interim_by: order.by.accountId, interim_at: order.at.toISOString() },
    kind: 'correction.interim',
    needsRequest: true,
  });
}

/** Ends a correction; what the portal itself holds is changed in the same act. @throws NotFound, Forbidden, Conflict */
export function settleCorrection(
  means: Means,
  order: Order & { settling: Settling },
): Promise<void> {
  const { by, at, settling } = order;
  const { outcome, explanation, set } = settling;
  const fields = Object.keys(set);
  return byOffice(means, order, `correction.${outcome}`, {
    done: (now) => now.state === outcome && now.explanation === explanation,
    set: {
      state: outcome,
      explanation,
      decided_by: by.accountId,
      decided_at: at.toISOString(),
    },
    kind: `correction.${outcome}`,
    fields,
    also: async (trx, { applicantId }) => {
      if (!fields.length) return;
      await trx('applicants')
        .where({ id: applicantId })
        .update({ ...set, version: trx.raw('version + 1') });
    },
  });
}

/** The person takes it back. @throws NotFound, Conflict */
export async function withdrawCorrection(
  { db }: Pick<Means, 'db'>,
  { by, at, id, version }: Order,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const correction = await findCorrection(trx, id);
    if (!correction) throw new NotFound();
    if (correction.state === 'withdrawn') return;
    const changed = await trx('corrections')
      .where({ id, version })
      .whereIn('state', [...OPEN])
      .update({ state: 'withdrawn', version: version + 1 });
    if (changed !== 1) throw new Conflict();
    await write(trx, { by, at, correction, action: 'correction.withdrawn' });
  });
}

// An act of the office: on an open correction of a person who is not the caseworker's own.
async function byOffice(
  { db, texts }: Means,
  { by, at, id, version }: Order,
  action: string,
  change: {
    /** The same form has done it. */
    done(now: Correction): boolean;
    set: Record<string, string | number>;
    kind: string;
    fields?: string[];
    needsRequest?: boolean;
    also?(trx: Knex.Transaction, correction: Correction): Promise<void>;
  },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('corrections').where({ id }).forUpdate().first('id');
    const correction = await findCorrection(trx, id);
    if (!correction || correction.officeId !== by.officeId) throw new NotFound();
    if (await isInvolved(trx, by, correction.applicantId, dayOf(at))) {
      throw new Forbidden('requests.refused.own-case');
    }
    if (change.done(correction)) return;
    if (change.needsRequest && !correction.request) throw new Conflict();
    const changed = await trx('corrections')
      .where({ id, version })
      .whereIn('state', [...OPEN])
      .update({ ...change.set, version: version + 1 });
    if (changed !== 1) throw new Conflict();
    await change.also?.(trx, correction);
    const { explanation = '' } = change.set;
    await tellPerson(trx, texts, correction, {
      kind: change.kind,
      at,
      values: (_, format) => ({ explanation, date: format.date(correction.dueOn) }),
    });
    await write(trx, {
      by,
      at,
      correction,
      action,
      ...(change.fields && { fields: change.fields }),
    });
  });
}

async function tellPerson(
  trx: Knex.Transaction,
  texts: Portal['texts'],
  correction: Correction,
  {
    kind,
    at,
    values,
  }: { kind: string; at: Date; values: (lang: Lang, format: Format) => TextValues },
): Promise<void> {
  await sendMessage(
    trx,
    texts,
    await familyOf(trx, correction.applicantId, dayOf(at)),
    {
      kind,
      sourceKey: `correction.${correction.id}.${kind}`,
      applicantId: correction.applicantId,
      requestId: correction.request?.id ?? null,
      values: (lang, format) => ({
        record: texts[lang](`corrections.record.${correction.record}`),
        office: correction.office.names[lang],
        phone: correction.office.phone,
        ...values(lang, format),
      }),
    },
    at,
  );
}

async function write(
  trx: Knex.Transaction,
  entry: { by: Reader; at: Date; correction: Correction; action: string; fields?: string[] },
): Promise<void> {
  await recordAudit(trx, {
    at: entry.at,
    actorId: entry.by.accountId,
    actorRole: leadingRole(entry.by.roles),
    action: entry.action,
    objectKind: 'correction',
    objectId: entry.correction.id,
    applicantId: entry.correction.applicantId,
    ...(entry.fields && { fields: entry.fields }),
  });
}
