// An ask is kept once, with its papers, messages and audit entry, whoever asked.
import type { Knex } from 'knex';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, isDuplicate } from '../database.ts';
import type { Portal } from '../portal.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import type { Asked } from './forms.ts';
import type { Way } from './kinds.ts';
import { tellAccount, tellPerson } from './tell.ts';

export type Means = Pick<Portal, 'db' | 'texts' | 'vault'>;

/** Keeps what was uploaded with the ask, in its transaction. */
export type KeepPapers = (
  trx: Knex.Transaction,
  ask: { id: number; applicantId: number | null },
) => Promise<void>;

export interface Act {
  by: Reader;
  at: Date;
  keepPapers: KeepPapers;
}

/** Expected refusals; their texts are `representations.refused.<reason>`. */
export type AskResult = { done: true; id: number } | { done: false; reason: AskRefusal };
export type AskRefusal =
  | 'oneself'
  | 'already-asked'
  | 'not-in-office'
  | 'no-such-account'
  | 'own-case';

export interface Kept extends Act {
  asked: Asked;
  way: Way;
  subject: string;
  applicant: Person | null;
  helperId: number | null;
  reason?: string;
}

/** Keeps an ask. The same form again leads to the same ask. */
export async function keepAsk(means: Means, kept: Kept): Promise<AskResult> {
  const { by, asked } = kept;
  try {
    return await inTransaction(means.db, async (trx) => {
      const before: { id: number } | undefined = await trx('representation_asks')
        .where({ creation_key: asked.key, asked_by: by.accountId })
        .first('id');
      return { done: true, id: before?.id ?? (await insertAsk(trx, means, kept)) };
    });
  } catch (error) {
    // The same form twice at once leads to the same ask.
    const known: { id: number; creation_key: string } | undefined = isDuplicate(error)
      ? await means.db
          .write('representation_asks')
          .where({ creation_key: asked.key, asked_by: by.accountId })
          .first('id')
      : undefined;
    if (known) return { done: true, id: known.id };
    if (isDuplicate(error, 'subject_lookup') || isDuplicate(error, 'one_waiting_ask')) {
      return { done: false, reason: 'already-asked' };
    }
    throw error;
  }
}

async function insertAsk(
  trx: Knex.Transaction,
  { texts, vault }: Means,
  { by, at, asked, way, subject, applicant, helperId, reason, keepPapers }: Kept,
): Promise<number> {
  const day = dayOf(at);
  const due = lastDayOf(await termOn(trx, 'representation_check', day), day, await holidaysOf(trx));
  const [row]: { id: number }[] = await trx('representation_asks')
    .insert({
      way,
      asked_by: by.accountId,
      applicant_id: applicant?.id ?? null,
      account_id: helperId,
      subject_lookup: vault.fingerprint(`represent.${subject}`),
      subject_last4: subject.slice(-4),
      kind: asked.kind,
      scope: asked.scope,
      receives_messages: asked.receivesMessages,
      proof: asked.proof,
      valid_from: asked.from,
      valid_until: asked.until,
      state: 'waiting',
      office_id: applicant && helperId ? applicant.office_id : null,
      asked_at: at.toISOString(),
      due_on: due,
      ...(way === 'applicant' ? { consent: 'yes', consent_at: at.toISOString() } : {}),
      creation_key: asked.key,
    })
    .returning('id');
  const { id } = row!;
  await keepPapers(trx, { id, applicantId: applicant?.id ?? null });

  const source = `ask.${id}`;
  const values = { kind: asked.kind, who: by.name };
  // Whoever asked is told the same, whether the other side is known or not.
  await tellAccount(
    trx,
    texts,
    way === 'office' ? null : by.accountId,
    {
      kind: 'representation.asked',
      source,
      applicantId: way === 'applicant' ? applicant!.id : null,
      values: (_, format) => ({ date: format.date(due) }),
    },
    at,
  );
  if (applicant && helperId && way !== 'applicant') {
    const helper: { given_name: string; family_name: string } = await trx('accounts')
      .where({ id: helperId })
      .first('given_name', 'family_name');
    await tellPerson(
      trx,
      texts,
      { id: applicant.id, accountId: applicant.account_id },
      {
        kind: 'representation.wished',
        source,
        values: (lang) => ({
          helper: `${helper.given_name} ${helper.family_name}`,
          kind: texts[lang](`representations.kind.${asked.kind}`),
          scope: texts[lang](`representations.scope.${asked.scope}`),
        }),
      },
      at,
    );
  }
  if (applicant && helperId && way !== 'helper') {
    await tellAccount(
      trx,
      texts,
      helperId,
      {
        kind: 'representation.appointed',
        source,
        applicantId: null,
        values: (lang, format) => ({
          person: `${applicant.given_name} ${applicant.family_name}`,
          scope: texts[lang](`representations.scope.${asked.scope}`),
          date: format.date(due),
        }),
      },
      at,
    );
  }
  await recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole:
      way === 'office'
        ? leadingRole(by.roles)
        : way === 'applicant'
          ? 'applicant'
          : 'representative',
    action: 'representation.asked',
    objectKind: 'representation_ask',
    objectId: id,
    applicantId: applicant?.id ?? null,
    fields: ['kind', 'scope', 'receives_messages', 'proof', 'valid_from', 'valid_until'],
    detail: `${values.kind}, ${asked.scope}, account ${helperId ?? '?'}`,
    reason: reason ?? null,
  });
  return id;
}

/** What an ask needs of a person. */
export const PERSON = ['id', 'account_id', 'office_id', 'given_name', 'family_name', 'born_on'];

export interface Person {
  id: number;
  account_id: number | null;
  office_id: number;
  given_name: string;
  family_name: string;
  born_on: string;
}
