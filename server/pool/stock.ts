// What an office does with its pool: adds what it has, cleans and looks at it, writes it off.
import type { Knex } from 'knex';
import { addToPool } from '../aids/add.ts';
import { changeAid, findAid, type Aid, type Condition } from '../aids/aids.ts';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, isDuplicate, type Database } from '../database.ts';
import { Conflict, NotFound } from '../web/errors.ts';

/** What an act on the pool is told. The same key again does nothing more. */
export interface StockOrder {
  by: Reader;
  at: Date;
  key: string;
}

/** Adds an aid that the office has. Gives its id. */
export async function addAid(
  db: Database,
  {
    by,
    at,
    key,
    aidClassCode,
    condition,
  }: StockOrder & { aidClassCode: string; condition: Condition },
): Promise<number> {
  const officeId = by.officeId!;
  const known = async (q: Knex) => {
    const row: { aid_id: number } | undefined = await q('aid_events')
      .where({ act_key: key, by_account_id: by.accountId })
      .first('aid_id');
    return row?.aid_id;
  };
  try {
    return await inTransaction(db, async (trx) => {
      const before = await known(trx);
      if (before !== undefined) return before;
      const role = leadingRole(by.roles);
      const aid = { aidClassCode, officeId, condition, on: dayOf(at) };
      const id = await addToPool(trx, aid, { at, by: by.accountId, role, key });
      await writeDown(trx, { by, at }, id, 'pool.added');
      return id;
    });
  } catch (error) {
    const meanwhile = isDuplicate(error, 'act_key') ? await known(db.write) : undefined;
    if (meanwhile === undefined) throw error;
    return meanwhile;
  }
}

/** Writes down that an aid was cleaned and how it was found: from then on it may be offered. */
export function inspectAid(
  db: Database,
  order: StockOrder & {
    aidId: number;
    version: number;
    condition: Condition;
    cleanedOn: string;
    note: string | null;
  },
): Promise<void> {
  const { by, at, key, condition, cleanedOn, note } = order;
  return onAid(db, order, 'pool.checked', async (trx, aid) => {
    await trx('pool_inspections').insert({
      aid_id: aid.id,
      condition,
      cleaned_on: cleanedOn,
      note,
      inspected_by: by.accountId,
      inspected_at: at.toISOString(),
      act_key: key,
    });
    return { condition, checked_on: condition === 'broken' ? null : dayOf(at) };
  });
}

/** Takes an aid out of the pool for good. One that is kept for somebody stays. */
export function writeOffAid(
  db: Database,
  order: StockOrder & { aidId: number; version: number; note: string },
): Promise<void> {
  return onAid(db, order, 'pool.written_off', (_trx, aid) => {
    if (aid.reservedFor !== null) throw new Conflict('pool.refused.kept');
    return Promise.resolve({ state: 'written_off' as const });
  });
}

/** The aid that an address names, in the pool of the reader's own office. @throws NotFound */
export async function pooledAid(db: Knex, by: Reader, id: number): Promise<Aid> {
  const aid = await findAid(db, id);
  if (aid?.officeId !== by.officeId || !['in_pool', 'written_off'].includes(aid.state)) {
    throw new NotFound();
  }
  return aid;
}

async function onAid(
  db: Database,
  {
    by,
    at,
    key,
    aidId,
    version,
    note,
  }: StockOrder & { aidId: number; version: number; note: string | null },
  action: string,
  body: (trx: Knex.Transaction, aid: Aid) => Promise<Parameters<typeof changeAid>[2]>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('aids').where({ id: aidId }).forUpdate().first('id');
    const aid = await pooledAid(trx, by, aidId);
    const done: unknown = await trx('aid_events')
      .where({ act_key: key, by_account_id: by.accountId })
      .first('id');
    if (done) return;
    if (aid.version !== version || aid.state !== 'in_pool')
      throw new Conflict('pool.refused.changed');
    const role = leadingRole(by.roles);
    const change = await body(trx, aid);
    await changeAid(trx, aid, change, { kind: action, at, by: by.accountId, role, note, key });
    await writeDown(trx, { by, at }, aidId, action);
  });
}

function writeDown(
  trx: Knex.Transaction,
  { by, at }: Pick<StockOrder, 'by' | 'at'>,
  aidId: number,
  action: string,
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    action,
    objectKind: 'aid',
    objectId: aidId,
  });
}
