// The technical data of a product's active variants as one short text: `[[variant,definition,value,…],…]` in the
// order of the variants. A number's value is its thousandths, a choice's its option, yes is 1 and no is 0.
import type { Queryable } from '../database.ts';
import { groupedBy } from './grouped-by.ts';

/** A variant's values by definition, in pairs, after its id. */
export type ListedVariant = readonly [variantId: number, ...pairs: number[]];

/** The data of active variants, by product. */
export async function readListedData(
  db: Queryable,
  productIds: readonly number[],
): Promise<ReadonlyMap<number, ListedVariant[]>> {
  const rows: ValueRow[] = await db('variants')
    .leftJoin('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .whereIn('variants.product_id', productIds)
    .where({ 'variants.active': true })
    .orderBy(['variants.position', 'variants.id', 'attribute_values.definition_id'])
    .select('variants.product_id', 'variants.id as variant_id')
    .select('definition_id', 'thousandths', 'option_id', 'yes');
  const products = groupedBy(rows, (row) => row.product_id);
  return new Map([...products].map(([id, own]) => [id, variantsOf(own)]));
}

function variantsOf(rows: readonly ValueRow[]): ListedVariant[] {
  return [...groupedBy(rows, (row) => row.variant_id)].map(([id, own]) => [
    id,
    ...own.flatMap((row) => {
      const value = row.thousandths ?? row.option_id ?? (row.yes === null ? null : Number(row.yes));
      return row.definition_id === null || value === null ? [] : [row.definition_id, value];
    }),
  ]);
}

interface ValueRow {
  product_id: number;
  variant_id: number;
  definition_id: number | null;
  thousandths: number | null;
  option_id: number | null;
  yes: boolean | number | null;
}
