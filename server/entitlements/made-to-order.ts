// Aids that are made for one person: the class says so, or one above it.
import { readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';

/** Whether an aid of a class may be asked for without choosing a product: somebody makes it for the person. */
export async function isMadeToOrder(db: Queryable, aidClassCode: string): Promise<boolean> {
  const lineage = await readLineage(db, aidClassCode);
  const row: unknown = await db('made_to_order_classes')
    .whereIn('aid_class_code', lineage)
    .first('aid_class_code');
  return row !== undefined;
}

/** The classes of which that is said; it holds for all below them. */
export async function madeToOrderClasses(db: Queryable): Promise<ReadonlySet<string>> {
  const rows: { aid_class_code: string }[] =
    await db('made_to_order_classes').select('aid_class_code');
  return new Set(rows.map(({ aid_class_code: code }) => code));
}
