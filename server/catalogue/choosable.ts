// The published variants of aid classes with their technical data, as choosing needs them: guide, comparing, filters.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { groupedBy } from './grouped-by.ts';
import type { Value, Values } from './technical-data.ts';

/** A variant that somebody may choose. */
export interface Choosable {
  variantId: number;
  productId: number;
  slug: string;
  aidClassCode: string;
  maker: string;
  names: Names;
  article: string;
  labels: Names;
  madeToOrder: boolean;
  /** By the definition's id. */
  values: Values;
}

const kept = new WeakMap<
  Database,
  { version: number; classes: Map<string, Promise<readonly Choosable[]>> }
>();

/** The active variants of the published products of a class of the lowest level, kept while the catalogue stays as it is. */
export function choosablesOf(
  db: Database,
  classCode: string,
  version: number,
): Promise<readonly Choosable[]> {
  let known = kept.get(db);
  if (known?.version !== version) {
    known = { version, classes: new Map() };
    kept.set(db, known);
  }
  const { classes } = known;
  const own = classes.get(classCode) ?? readChoosables(db.read, classCode);
  classes.set(classCode, own);
  own.catch(() => classes.delete(classCode)); // the next page tries again
  return own;
}

async function readChoosables(db: Queryable, classCode: string): Promise<Choosable[]> {
  const rows: Row[] = await db('products')
    .join('variants', 'variants.product_id', 'products.id')
    .leftJoin('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .where({
      'products.aid_class_code': classCode,
      'products.status': 'published',
      'variants.active': true,
    })
    .orderBy(['products.id', 'variants.position', 'variants.id'])
    .select(
      'variants.id as variant_id',
      'variants.product_id',
      'variants.article',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'products.slug',
      'products.aid_class_code',
      'products.maker',
      'products.made_to_order',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'attribute_values.definition_id',
      'attribute_values.thousandths',
      'attribute_values.option_id',
      'attribute_values.yes',
      'attribute_values.text_kk',
      'attribute_values.text_ru',
      'attribute_values.text_en',
    );
  return [...groupedBy(rows, (row) => row.variant_id).values()].map((own) => {
    const row = own[0]!;
    return {
      variantId: row.variant_id,
      productId: row.product_id,
      slug: row.slug,
      aidClassCode: row.aid_class_code,
      maker: row.maker,
      names: namesOf(row),
      article: row.article,
      labels: namesOf(row, 'label'),
      madeToOrder: Boolean(row.made_to_order),
      values: new Map(
        own.flatMap((one) => (one.definition_id ? [[one.definition_id, valueOf(one)]] : [])),
      ),
    };
  });
}

function valueOf(row: Row): Value {
  return {
    thousandths: row.thousandths,
    optionId: row.option_id,
    yes: row.yes === null ? null : Boolean(row.yes),
    text: namesOf(row, 'text'),
  };
}

interface Row extends Record<string, unknown> {
  variant_id: number;
  product_id: number;
  article: string;
  slug: string;
  aid_class_code: string;
  maker: string;
  made_to_order: unknown;
  definition_id: number | null;
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
}
