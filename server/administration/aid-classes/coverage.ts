// How many variants that people see say something, and how many do not: whether a definition is worth asking.
import { readClassTree } from '../../catalogue/class-tree.ts';
import type { Queryable } from '../../database.ts';

export interface Coverage {
  /** Active variants of the published products of the class and of those below it. */
  variants: number;
  /** How many of them have a value, by definition. */
  have: ReadonlyMap<number, number>;
}

/** Counts, for the definitions `ids`, the values that products of a class have. */
export async function coverageOf(
  db: Queryable,
  classCode: string,
  ids: readonly number[],
): Promise<Coverage> {
  const classes = await readClassTree(db);
  const codes = classes.all
    .map(({ code }) => code)
    .filter((code) => classes.withAncestors(code).some((one) => one.code === classCode));
  const shown = () =>
    db('variants')
      .join('products', 'products.id', 'variants.product_id')
      .where({ 'products.status': 'published', 'variants.active': true })
      .whereIn('products.aid_class_code', codes);
  const [total]: { count: number }[] = await shown().count({ count: '*' });
  const rows: { definition_id: number; count: number }[] = await shown()
    .join('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .whereIn('attribute_values.definition_id', ids)
    .groupBy('attribute_values.definition_id')
    .select('attribute_values.definition_id')
    .count({ count: '*' });
  return {
    variants: total!.count,
    have: new Map(rows.map(({ definition_id: id, count }) => [id, count])),
  };
}
