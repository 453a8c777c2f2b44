// The open repairs of a supplier. Nothing of the people is in the list.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { repairOf, repairs, type Repair, type RepairRow } from './repairs.ts';

const MOST = 200;

/** What a supplier has to repair, the earliest date first. */
export async function repairsOfSupplier(
  db: Queryable,
  supplierId: number,
): Promise<(Repair & { names: Names })[]> {
  const rows: (RepairRow & { product_id: number | null })[] = await repairs(db)
    .join('aids', 'aids.id', 'repairs.aid_id')
    .join('aid_classes', 'aid_classes.code', 'aids.aid_class_code')
    .leftJoin('variants', 'variants.id', 'aids.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .where('repairs.supplier_id', supplierId)
    .whereRaw('repairs.is_open')
    .orderBy(['repairs.due_on', 'repairs.id'])
    .limit(MOST)
    .select(
      'products.id as product_id',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `products.name_${lang} as product_${lang}`,
        `aid_classes.name_${lang} as class_${lang}`,
      ]),
    );
  return rows.map((row) => ({
    ...repairOf(row),
    names: namesOf(row, row.product_id ? 'product' : 'class'),
  }));
}

/** How many repairs a supplier has in hand. */
export async function countRepairs(db: Queryable, supplierId: number): Promise<number> {
  const row: { n?: number | string } | undefined = await db('repairs')
    .where({ supplier_id: supplierId })
    .whereRaw('is_open')
    .whereIn('state', ['reported', 'accepted', 'picked_up'])
    .count({ n: '*' })
    .first();
  return Number(row?.n ?? 0);
}
