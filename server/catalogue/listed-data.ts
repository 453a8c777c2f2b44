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
  // One text for each variant: rows cost more than what they hold.
  const values = db('attribute_values')
    .join('variants as own', 'own.id', 'attribute_values.variant_id')
    .whereIn('own.product_id', productIds)
    .groupBy('attribute_values.variant_id')
    .select('attribute_values.variant_id')
    .select(
      db.raw(
        `string_agg(definition_id || ',' || coalesce(thousandths, option_id, case when yes then 1 when not yes then 0 end),
           ',' order by definition_id) as pairs`,
      ),
    );
  const rows: VariantRow[] = await db('variants')
    .leftJoin(values.as('held'), 'held.variant_id', 'variants.id')
    .whereIn('variants.product_id', productIds)
    .where({ 'variants.active': true })
    .orderBy(['variants.position', 'variants.id'])
    .select('variants.product_id', 'variants.id', 'held.pairs');
  const products = groupedBy(rows, (row) => row.product_id);
  return new Map([...products].map(([id, own]) => [id, own.map(variantOf)]));
}

function variantOf({ id, pairs }: VariantRow): ListedVariant {
  return [id, ...(pairs ? pairs.split(',').map(Number) : [])];
}

interface VariantRow {
  product_id: number;
  id: number;
  pairs: string | null;
}
