import type { Queryable } from '../database.ts';
import { readLineage } from './class-tree.ts';

/** What the state pays at most on a day: the sums in force, by aid class. A class without one has its parent's. */
export async function guaranteedAmountsOn(
  db: Queryable,
  on: string,
  classCodes?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { aid_class_code: string; amount_tiyn: number }[] = await db('guaranteed_amounts')
    .where('valid_from', '<=', on)
    .modify((query) => void (classCodes && query.whereIn('aid_class_code', classCodes)))
    .where((until) => void until.whereNull('valid_until').orWhere('valid_until', '>', on))
    .orderBy('valid_from')
    .select('aid_class_code', 'amount_tiyn');
  return new Map(rows.map((row) => [row.aid_class_code, row.amount_tiyn]));
}

/** The sum for a class: its own, else the nearest ancestor's; null where none is set. */
export function amountFor(
  amounts: ReadonlyMap<string, number>,
  classAndAncestors: readonly { code: string }[],
): number | null {
  const nearest = classAndAncestors.find(({ code }) => amounts.has(code));
  return nearest ? amounts.get(nearest.code)! : null;
}

/** What the state pays at most for a class on a day; null where no sum is set for it or above it. */
export async function guaranteedAmountFor(
  db: Queryable,
  classCode: string,
  on: string,
): Promise<number | null> {
  const lineage = await readLineage(db, classCode);
  const amounts = await guaranteedAmountsOn(db, on, lineage);
  return amountFor(
    amounts,
    lineage.map((code) => ({ code })),
  );
}
