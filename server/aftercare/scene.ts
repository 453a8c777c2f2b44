// The frame of every act on an aid: found through its owner, once only, from the side that may do it, and in one
// transaction with its fact, messages and audit entry.
import type { Knex } from 'knex';
import { isCaseworker, type Reader } from '../accounts/reader.ts';
import { changeAid, findAid, writeAidEvent, type Aid } from '../aids/aids.ts';
import type { AidChange } from '../aids/change.ts';
import { relationTo } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, isDuplicate, type Queryable } from '../database.ts';
import type { Portal } from '../portal.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import type { Side } from './repair-rules.ts';

/** How a person told the office what a caseworker writes down. */
export const TOLD = ['phone', 'letter', 'in_person'] as const;
export type Told = (typeof TOLD)[number];

export type Means = Pick<Portal, 'db' | 'texts' | 'vault'>;

/** What every act on an aid is told. */
export interface CareOrder {
  by: Reader;
  /** The desk from which it is done. */
  side: Side;
  at: Date;
  aidId: number;
  /** Idempotency key of the form. */
  key: string;
  /** From the office's desk: how the person told it. */
  told?: Told | null;
}

/** What the body of an act works with. */
export interface Scene {
  trx: Knex.Transaction;
  aid: Aid & { applicantId: number };
  by: Reader;
  role: string;
  side: Side;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
  told: Told | null;
}

/** An expected refusal. Its text is `aftercare.refused.<reason>`. */
export interface Refused {
  done: false;
  reason: string;
}
export type Result = { done: true } | Refused;

/** What an act did. */
export interface Deed {
  /** The fact: `aftercare.event.<kind>`. */
  kind: string;
  note?: string | null;
  change?: AidChange;
  afterwards?(): Promise<void>;
}

/** Does one act on an aid, or says why not. @throws NotFound, Conflict */
export async function actOnAid(
  { db }: Pick<Means, 'db'>,
  { by, side, at, aidId, key, told = null }: CareOrder,
  body: (scene: Scene) => Promise<Deed | Refused>,
): Promise<Result> {
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      // Acts on one aid queue here, so that a form sent twice at once finds that it was done.
      await trx('aids').where({ id: aidId }).forUpdate().first('id');
      const aid = await findAid(trx, aidId);
      if (!aid) throw new NotFound();
      if (await wasDone(trx, aidId, by, key)) return { done: true };
      const role = await roleAt(trx, aid, { by, side, day });
      if (!role || aid.applicantId === null) throw new NotFound();
      if (role === 'see-only' || role === 'own-case') return refused(role);
      const scene = { trx, aid: { ...aid, applicantId: aid.applicantId }, by, role, side, at, day };
      const deed = await body({ ...scene, told });
      if ('done' in deed) return deed;
      const { kind, note, change } = deed;
      const fact = { kind, at, by: by.accountId, role, key, note: note ?? null };
      if (change) await changeAid(trx, aid, change, fact);
      else await writeAidEvent(trx, { ...fact, aidId, applicantId: aid.applicantId });
      await deed.afterwards?.();
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: role,
        action: `aid.${kind}`,
        objectKind: 'aid',
        objectId: aidId,
        applicantId: aid.applicantId,
        detail: told,
      });
      return { done: true };
    });
  } catch (error) {
    // A key belongs to one form, and each aid has one open repair, return and question at a time.
    if (isDuplicate(error)) throw new Conflict();
    throw error;
  }
}

/** In which role somebody stands to an aid at a desk; null: to them it is not there. */
export async function roleAt(
  db: Queryable,
  aid: Pick<Aid, 'id' | 'applicantId' | 'officeId'>,
  { by, side, day }: { by: Reader; side: Side; day: string },
): Promise<string | null> {
  if (aid.applicantId === null) return null;
  if (side === 'supplier') return (await repairsFor(db, by, aid.id)) ? 'supplier' : null;
  const relation = await relationTo(db, by.accountId, aid.applicantId, day);
  if (side === 'family') {
    if (relation === 'see') return 'see-only';
    return relation && (relation === 'self' ? 'applicant' : 'representative');
  }
  if (!isCaseworker(by) || by.officeId !== aid.officeId) return null;
  if (relation) return 'own-case';
  return by.roles.has('lead_caseworker') ? 'lead_caseworker' : 'caseworker';
}

/** A refusal, for bodies of acts. */
export function refused(reason: string): Refused {
  return { done: false, reason };
}

/** The last day of a term of aftercare that starts on a day. */
export async function endOf(db: Queryable, term: string, day: string): Promise<string> {
  return lastDayOf(await termOn(db, term, day), day, await holidaysOf(db));
}

async function repairsFor(db: Queryable, by: Reader, aidId: number): Promise<boolean> {
  if (by.supplierId === null) return false;
  const repair: unknown = await db('repairs')
    .where({ aid_id: aidId, supplier_id: by.supplierId })
    .whereRaw('is_open')
    .first('id');
  return repair !== undefined;
}

/** Whether a form with this key was done before. */
export async function wasDone(
  db: Queryable,
  aidId: number,
  by: Pick<Reader, 'accountId'>,
  key: string,
): Promise<boolean> {
  const event: unknown = await db('aid_events')
    .where({ act_key: key, aid_id: aidId, by_account_id: by.accountId })
    .first('id');
  return event !== undefined;
}
