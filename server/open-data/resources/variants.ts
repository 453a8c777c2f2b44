import type { Knex } from 'knex';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import type { Definition } from '../../catalogue/technical-data.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { Shape } from '../shapes.ts';
import { NUMBER, type Ground, type Resource } from './resource.ts';

/** Active variants of published products. */
export const variants: Resource<'Variant'> = {
  name: 'variants',
  shape: 'Variant',
  summary: 'Sizes, sides and models of published products, with their technical data',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: { product: { pattern: NUMBER, description: 'Id of a product' } },
  list: async (ground, { after, limit, filters }) => {
    const query = publishedVariants(ground)
      .where('variants.id', '>', Number(after ?? 0))
      .orderBy('variants.id')
      .limit(limit);
    if (filters.product) query.where('variants.product_id', Number(filters.product));
    return variantsOf(await query.select('variants.*'), ground);
  },
  find: async (ground, id) => {
    const query = publishedVariants(ground).where('variants.id', Number(id));
    return (await variantsOf(await query.select('variants.*'), ground))[0] ?? null;
  },
};

function publishedVariants({ db }: Ground): Knex.QueryBuilder {
  return db('variants')
    .join('products', 'products.id', 'variants.product_id')
    .where({ 'products.status': 'published', 'variants.active': true });
}

async function variantsOf(
  rows: readonly VariantRow[],
  { db, snapshot }: Ground,
): Promise<Shape<'Variant'>[]> {
  const byId = new Map([...snapshot.definitions.values()].flat().map((one) => [one.id, one]));
  const values: ValueRow[] = await db('attribute_values')
    .whereIn(
      'variant_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['variant_id', 'definition_id']);
  const valuesOf = groupedBy(values, (row) => row.variant_id);
  return rows.map((row) => ({
    id: row.id,
    product: row.product_id,
    article: row.article,
    labels: namesOf(row, 'label'),
    values: (valuesOf.get(row.id) ?? []).flatMap((value) => {
      const definition = byId.get(value.definition_id);
      return definition
        ? [{ key: definition.key, unit: definition.unit, value: valueOf(definition, value) }]
        : [];
    }),
  }));
}

function valueOf(
  { kind, optionKeys }: Definition,
  row: ValueRow,
): number | boolean | string | Names {
  if (kind === 'number') return (row.thousandths ?? 0) / 1000;
  if (kind === 'yes_no') return Boolean(row.yes);
  if (kind === 'choice') return optionKeys.get(row.option_id ?? 0) ?? '';
  return namesOf(row, 'text');
}

interface VariantRow extends Record<string, unknown> {
  id: number;
  product_id: number;
  article: string;
}

interface ValueRow extends Record<string, unknown> {
  variant_id: number;
  definition_id: number;
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
}
