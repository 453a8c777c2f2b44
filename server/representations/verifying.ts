// The office verifies what was asked: it confirms all of it or less, or refuses with a reason and a plain sentence.
import type { Knex } from 'knex';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { isInvolved } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import { guarded, lockedAsk } from './answering.ts';
import type { Ask } from './ask-store.ts';
import { lastDayByAge } from './coming-of-age.ts';
import type { Means } from './keep-ask.ts';
import type { Refusal, Terms } from './kinds.ts';
import { narrowed, type NotNarrower } from './narrowing.ts';
import { tellAccount, tellPerson } from './tell.ts';

interface Act {
  by: Reader;
  at: Date;
  id: number;
  version: number;
}

/** Expected refusals; their texts are `representations.refused.<reason>`. */
export type Verified = { done: true } | { done: false; reason: NotVerified };
export type NotVerified = NotNarrower | 'own-case' | 'entered-yourself' | 'of-age';

/** Confirms: from now on it holds, in the scope and dates given. @throws NotFound, Conflict */
export async function acceptAsk(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  { by, at, id, version, terms }: Act & { terms: Terms },
): Promise<Verified> {
  return inTransaction(db, async (trx) => {
    const ask = await askOfOffice(trx, id, by);
    const barred = await whyNot(trx, ask, by, at);
    if (barred) return { done: false, reason: barred };
    const { applicant, helper } = ask;
    const last = lastDayByAge(ask.kind, applicant.bornOn);
    if (last !== null && last < dayOf(at)) return { done: false, reason: 'of-age' };
    const checked = narrowed(ask, terms, { kind: ask.kind, bornOn: applicant.bornOn });
    if ('refused' in checked) return { done: false, reason: checked.refused };
    if (ask.state === 'accepted') return { done: true }; // the same button again
    await guarded(trx, ask, version, {
      state: 'accepted',
      decided_by: by.accountId,
      decided_at: at.toISOString(),
    });
    const held = checked.terms;
    const [row]: { id: number }[] = await trx('representations')
      .insert({
        applicant_id: applicant.id,
        account_id: helper.accountId,
        kind: ask.kind,
        scope: held.scope,
        receives_messages: held.receivesMessages,
        proof: ask.proof,
        valid_from: held.from,
        valid_until: held.until,
        verified_by: by.accountId,
        verified_at: at.toISOString(),
        ask_id: id,
      })
      .returning('id');
    await trx('account_roles')
      .insert({
        account_id: helper.accountId,
        role: 'representative',
        granted_by: by.accountId,
        granted_at: at.toISOString(),
      })
      .onConflict(['account_id', 'role'])
      .ignore();
    const source = `representation.${row!.id}`;
    const said = (lang: keyof typeof texts) => ({
      scope: texts[lang](`representations.scope.${held.scope}`),
      person: applicant.name,
      helper: helper.name,
    });
    await tellAccount(
      trx,
      texts,
      helper.accountId,
      {
        kind: 'representation.accepted_helper',
        source,
        applicantId: applicant.id,
        values: (lang, format) => ({ ...said(lang), date: format.date(held.from) }),
      },
      at,
    );
    await tellPerson(
      trx,
      texts,
      { id: applicant.id, accountId: applicant.accountId },
      {
        kind: 'representation.accepted_person',
        source,
        values: (lang, format) => ({ ...said(lang), date: format.date(held.from) }),
      },
      at,
    );
    await recordAudit(trx, {
      ...decided(ask, { by, at }),
      action: 'representation.accepted',
      fields: ['scope', 'receives_messages', 'valid_from', 'valid_until'],
      detail: `${ask.kind}, ${held.scope}, account ${helper.accountId}`,
    });
    return { done: true };
  });
}

/** Refuses, and tells both sides why. @throws NotFound, Conflict */
export async function refuseAsk(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  { by, at, id, version, reason, explanation }: Act & { reason: Refusal; explanation: string },
): Promise<Verified> {
  return inTransaction(db, async (trx) => {
    const ask = await askOfOffice(trx, id, by);
    const barred = await whyNot(trx, ask, by, at);
    if (barred) return { done: false, reason: barred };
    if (ask.state === 'refused') return { done: true };
    await guarded(trx, ask, version, {
      state: 'refused',
      reason,
      explanation,
      decided_by: by.accountId,
      decided_at: at.toISOString(),
    });
    const telling = (lang: keyof typeof texts) => ({
      person: ask.applicant.name,
      helper: ask.helper.name,
      why: texts[lang](`representations.refusal.${reason}`),
      explanation,
    });
    const source = `ask.${id}`;
    await tellAccount(
      trx,
      texts,
      ask.helper.accountId,
      {
        kind: 'representation.refused_helper',
        source,
        applicantId: null,
        values: telling,
      },
      at,
    );
    const { id: applicantId, accountId } = ask.applicant;
    await tellPerson(
      trx,
      texts,
      { id: applicantId, accountId },
      { kind: 'representation.refused_person', source, values: telling },
      at,
    );
    await recordAudit(trx, {
      ...decided(ask, { by, at }),
      action: 'representation.refused',
      reason,
      detail: `${ask.kind}, account ${ask.helper.accountId}`,
    });
    return { done: true };
  });
}

type Known = Ask & { applicant: NonNullable<Ask['applicant']>; helper: NonNullable<Ask['helper']> };

/** Why this caseworker must leave it to a colleague; null when they may decide. */
export async function whyNot(
  db: Knex,
  ask: Ask,
  by: Reader,
  at: Date,
): Promise<'own-case' | 'entered-yourself' | null> {
  if (ask.askedBy.accountId === by.accountId && ask.way === 'office') return 'entered-yourself';
  const own = [ask.helper?.accountId, ask.askedBy.accountId].includes(by.accountId);
  if (own || (await isInvolved(db, by, ask.applicant!.id, dayOf(at)))) return 'own-case';
  return null;
}

/** Says whether an office may see an ask: it is about one of its people, and both sides are known. */
export function belongsToOffice(ask: Ask | null, by: Reader): ask is Known {
  return (
    ask?.applicant !== null &&
    ask?.applicant !== undefined &&
    ask.helper !== null &&
    ask.applicant.officeId === by.officeId
  );
}

async function askOfOffice(trx: Knex.Transaction, id: number, by: Reader): Promise<Known> {
  const ask = await lockedAsk(trx, id);
  if (!belongsToOffice(ask, by)) throw new NotFound();
  return ask;
}

function decided(ask: Known, { by, at }: { by: Reader; at: Date }) {
  return {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    objectKind: 'representation_ask',
    objectId: ask.id,
    applicantId: ask.applicant.id,
  };
}
