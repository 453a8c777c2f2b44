// What staff note of letters and calls: posted, told, read. Each is written down.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction, type Database } from '../database.ts';
import { waitingAt } from './office-rows.ts';

/** Who acts for an office, and when. */
export interface OfficeAct {
  by: { accountId: number; officeId: number; role: string };
  at: Date;
}

/** Notes that letters were posted. Those that are not waiting at this office stay as they are. Gives how many. */
export function markPosted(db: Database, act: OfficeAct, ids: readonly number[]): Promise<number> {
  return inTransaction(db, async (trx) => {
    const rows: { id: number }[] = await waitingAt(trx, act.by.officeId, 'letter')
      .whereIn('id', [...ids])
      .update({ ...handled(act), state: 'sent', handled_how: 'posted' })
      .returning('id');
    if (rows.length) await writeDown(trx, act, 'letter.posted', rows.map(({ id }) => id).join(' '));
    return rows.length;
  });
}

/** How a call ended. Nobody there: it is made again. A letter instead: it is written and waits to be posted. */
export const ENDINGS = ['spoke', 'visit', 'relay', 'no_answer', 'letter'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Notes how a call ended. Gives false where it waits no more. */
export function markTold(
  db: Database,
  act: OfficeAct,
  { id, ending, tries }: { id: number; ending: Ending; tries: number },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const call = waitingAt(trx, act.by.officeId, 'phone').where({ id, tries });
    const tomorrow = new Date(act.at.getTime() + 24 * 3_600_000).toISOString();
    const changed = await call.update(
      ending === 'no_answer'
        ? { tries: tries + 1, next_try_at: tomorrow }
        : { ...handled(act), state: 'sent', handled_how: ending },
    );
    if (changed !== 1) return false;
    if (ending === 'letter') await writeLetterInstead(trx, id, act);
    await writeDown(trx, act, 'call.noted', String(id), ending);
    return true;
  });
}

/** Writes down that what messages say was read by staff: one entry for each person. */
export async function noteRead(
  db: Database,
  act: OfficeAct,
  action: 'letter.printed' | 'call.read',
  items: readonly { id: number; applicantId: number | null }[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    for (const { id, applicantId } of items) {
      await writeDown(trx, act, action, String(id), null, applicantId);
    }
  });
}

async function writeLetterInstead(
  trx: Knex.Transaction,
  id: number,
  act: OfficeAct,
): Promise<void> {
  const at = act.at.toISOString();
  const row: Record<string, string | number | null> = await trx('outbox')
    .where({ id })
    .first('message_id', 'language', 'format', 'subject', 'body', 'office_id');
  await trx('outbox')
    .insert({ ...row, channel: 'letter', state: 'waiting', due_at: at, next_try_at: at })
    .onConflict(['message_id', 'channel'])
    .ignore();
}

function handled({ by, at }: OfficeAct) {
  return { sent_at: at.toISOString(), handled_by: by.accountId };
}

function writeDown(
  trx: Knex.Transaction,
  { by, at }: OfficeAct,
  action: string,
  which: string,
  detail: string | null = null,
  applicantId: number | null = null,
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: by.role,
    action,
    objectKind: 'outbox',
    objectId: which.slice(0, 40),
    applicantId,
    detail,
  });
}
