// The yearly norm of a line of the programme: reserved by lots that are under way, used by those that arrived. Each
// change is guarded: the database refuses more than the norm, also to two at once.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';

export interface Year {
  id: number;
  startsOn: string;
  norm: number;
  reserved: number;
  used: number;
  free: number;
}

/** The year of a line that starts on a day; null before anything counts in it. */
export async function findYear(
  db: Queryable,
  entitlementId: number,
  startsOn: string,
): Promise<Year | null> {
  const row: YearRow | undefined = await db('consumable_years')
    .where({ entitlement_id: entitlementId, starts_on: startsOn })
    .first();
  return row ? yearOf(row) : null;
}

/** A year by its row. */
export async function yearById(db: Queryable, id: number): Promise<Year> {
  const row: YearRow = await db('consumable_years').where({ id }).first();
  return yearOf(row);
}

/** The year as above, opened with a norm where it is not there yet. */
export async function openYear(
  trx: Knex.Transaction,
  entitlementId: number,
  startsOn: string,
  norm: number,
): Promise<Year> {
  await trx('consumable_years')
    .insert({ entitlement_id: entitlementId, starts_on: startsOn, norm })
    .onConflict(['entitlement_id', 'starts_on'])
    .ignore();
  return (await findYear(trx, entitlementId, startsOn))!;
}

/** Reserves pieces of a year's norm. False when not so many are free. */
export async function reserveOfYear(
  trx: Knex.Transaction,
  id: number,
  pieces: number,
): Promise<boolean> {
  const changed = await trx('consumable_years')
    .where({ id })
    .whereRaw('reserved + used + ? <= norm', [pieces])
    .update({ reserved: trx.raw('reserved + ?', [pieces]) });
  return changed === 1;
}

/** Frees what a lot had reserved. */
export async function releaseOfYear(
  trx: Knex.Transaction,
  id: number,
  pieces: number,
): Promise<void> {
  await changeOne(
    trx('consumable_years')
      .where({ id })
      .where('reserved', '>=', pieces)
      .update({ reserved: trx.raw('reserved - ?', [pieces]) }),
  );
}

/** Turns reserved pieces into used ones: the person has them. */
export async function spendOfYear(
  trx: Knex.Transaction,
  id: number,
  pieces: number,
): Promise<void> {
  await changeOne(
    trx('consumable_years')
      .where({ id })
      .where('reserved', '>=', pieces)
      .update({
        reserved: trx.raw('reserved - ?', [pieces]),
        used: trx.raw('used + ?', [pieces]),
      }),
  );
}

async function changeOne(update: Knex.QueryBuilder): Promise<void> {
  const changed: number = await update;
  if (changed !== 1) throw new Error('a year has not reserved what it should have');
}

function yearOf({ id, starts_on, norm, reserved, used }: YearRow): Year {
  return { id, startsOn: starts_on, norm, reserved, used, free: norm - reserved - used };
}

interface YearRow {
  id: number;
  starts_on: string;
  norm: number;
  reserved: number;
  used: number;
}
