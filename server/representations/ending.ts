// How a representation ends before its last day: by the person, by the helper, or by the office. From the next request
// of the helper's session on it is gone.
import type { Knex } from 'knex';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { isInvolved } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { isOfAge } from './coming-of-age.ts';
import type { Means } from './keep-ask.ts';
import type { EndReason } from './kinds.ts';
import { findRepresentation, type Representation } from './store.ts';
import { tellAccount, tellPerson } from './tell.ts';

interface Act {
  by: Reader;
  at: Date;
  id: number;
}

/**
 * The person ends it, at once and without a reason. A minor's parents and guardians are for the office and the court.
 * @throws NotFound, Forbidden
 */
export async function endByPerson(
  means: Pick<Means, 'db' | 'texts'>,
  { by, at, id }: Act,
): Promise<void> {
  await end(means, { by, at, id, reason: 'person' }, (held) => {
    if (held.applicant.accountId !== by.accountId) throw new NotFound();
    if (!mayEnd(held, dayOf(at))) throw new Forbidden('representations.refused.minor');
  });
}

/** The helper lays it down. @throws NotFound */
export async function layDown(
  means: Pick<Means, 'db' | 'texts'>,
  { by, at, id }: Act,
): Promise<void> {
  await end(means, { by, at, id, reason: 'helper' }, (held) => {
    if (held.helper.accountId !== by.accountId) throw new NotFound();
  });
}

/** The office ends it: a court decided, or a paper was wrong. Both sides hear why. @throws NotFound, Forbidden */
export async function endByOffice(
  means: Pick<Means, 'db' | 'texts'>,
  { by, at, id, explanation }: Act & { explanation: string },
): Promise<void> {
  await end(means, { by, at, id, reason: 'office', explanation }, async (held, trx) => {
    if (held.applicant.officeId !== by.officeId) throw new NotFound();
    const close = await isInvolved(trx, by, held.applicant.id, dayOf(at));
    if (close || held.helper.accountId === by.accountId) {
      throw new Forbidden('representations.refused.own-case');
    }
  });
}

/** Whether the person may end it alone. */
export function mayEnd({ kind, applicant }: Representation, day: string): boolean {
  return (kind !== 'parent' && kind !== 'guardian') || isOfAge(applicant.bornOn, day);
}

async function end(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  { by, at, id, reason, explanation = '' }: Act & { reason: EndReason; explanation?: string },
  check: (held: Representation, trx: Knex.Transaction) => Promise<void> | void,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('representations').where({ id }).forUpdate().first('id');
    const held = await findRepresentation(trx, id);
    if (!held) throw new NotFound();
    await check(held, trx);
    if (held.endedAt !== null) return; // the same button again
    await writeEnd(trx, texts, held, { by: by.accountId, at, reason, explanation });
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole:
        reason === 'person'
          ? 'applicant'
          : reason === 'helper'
            ? 'representative'
            : leadingRole(by.roles),
      action: 'representation.ended',
      objectKind: 'representation',
      objectId: id,
      applicantId: held.applicant.id,
      detail: `${held.kind}, ${held.scope}, account ${held.helper.accountId}`,
      ...(explanation && { reason: explanation }),
    });
  });
}

/** Writes the end down and tells both sides. */
export async function writeEnd(
  trx: Knex.Transaction,
  texts: Means['texts'],
  held: Representation,
  {
    by,
    at,
    reason,
    explanation = '',
  }: { by: number | null; at: Date; reason: EndReason; explanation?: string },
): Promise<void> {
  await trx('representations')
    .where({ id: held.id })
    .whereNull('ended_at')
    .update({ ended_at: at.toISOString(), ended_by: by, end_reason: reason });
  const source = `representation.${held.id}`;
  const values = (lang: keyof typeof texts) => ({
    person: held.applicant.name,
    helper: held.helper.name,
    why: explanation || texts[lang](`representations.ended.${reason}`),
  });
  const { accountId } = held.helper;
  const toHelper = { kind: 'representation.ended_helper', source, applicantId: null, values };
  await tellAccount(trx, texts, accountId, toHelper, at);
  const { id, accountId: own } = held.applicant;
  const toPerson = { kind: 'representation.ended_person', source, values };
  await tellPerson(trx, texts, { id, accountId: own }, toPerson, at);
}
