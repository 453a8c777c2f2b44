// The published variants of aid classes with their technical data, as choosing needs them: guide, comparing, filters.
import type { Knex } from 'knex';
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { groupedBy } from './grouped-by.ts';
import { inChunks, PRODUCTS_AT_ONCE } from './listing.ts';
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

interface Kept {
  version: number;
  byProduct: Map<number, readonly Choosable[]>;
  all: readonly Choosable[];
}

const kept = new WeakMap<Database, Map<string, Promise<Kept>>>();

/** The active variants of the published products of a class of the lowest level, kept in memory; what changes is read again. */
export async function choosablesOf(
  db: Database,
  classCode: string,
  version: number,
): Promise<readonly Choosable[]> {
  const classes = kept.get(db) ?? new Map<string, Promise<Kept>>();
  kept.set(db, classes);
  // One after the other: each goes on from what the one before it has read.
  const own = (classes.get(classCode) ?? Promise.resolve(undefined)).then((before) =>
    before && before.version >= version ? before : read(db, classCode, version, before),
  );
  classes.set(classCode, own);
  own.catch(() => classes.delete(classCode)); // the next page tries again
  return (await own).all;
}

async function read(
  db: Database,
  classCode: string,
  asked: number,
  before: Kept | undefined,
): Promise<Kept> {
  const index = await catalogueIndex(db, asked);
  const { version } = index;
  const isHere = (productId: number) => {
    const slot = index.slotOf(productId);
    return slot !== undefined && index.classCodeOf(slot) === classCode;
  };
  const byProduct = new Map(before?.byProduct);
  if (before) {
    const changed = await changedSince(db.read, classCode, before.version);
    for (const id of byProduct.keys()) if (!isHere(id)) byProduct.delete(id);
    for (const ids of inChunks(changed, PRODUCTS_AT_ONCE)) {
      for (const id of ids) byProduct.delete(id);
      const rows = await rowsOf(db.read, classCode).whereIn('products.id', ids);
      for (const [id, variants] of choosables(rows)) byProduct.set(id, variants);
    }
  } else {
    const rows = await rowsOf(db.read, classCode);
    for (const [id, variants] of choosables(rows)) byProduct.set(id, variants);
  }
  const inOrder = [...byProduct].toSorted(([a], [b]) => a - b);
  return { version, byProduct, all: inOrder.flatMap(([, variants]) => variants) };
}

async function changedSince(db: Queryable, classCode: string, version: number): Promise<number[]> {
  const rows: { product_id: number }[] = await db('product_listings')
    .where({ aid_class_code: classCode })
    .where('version', '>', version)
    .select('product_id');
  return rows.map((row) => row.product_id);
}

function rowsOf(db: Queryable, classCode: string): Knex.QueryBuilder<Row, Row[]> {
  return db('products')
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
}

function choosables(rows: readonly Row[]): Map<number, Choosable[]> {
  const variants = [...groupedBy(rows, (row) => row.variant_id).values()].map(choosableOf);
  return groupedBy(variants, ({ productId }) => productId);
}

function choosableOf(own: readonly Row[]): Choosable {
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
}

// Most values are no text: one for all of them.
const NO_TEXT: Names = { kk: '', ru: '', en: '' };

function valueOf(row: Row): Value {
  return {
    thousandths: row.thousandths,
    optionId: row.option_id,
    yes: row.yes === null ? null : Boolean(row.yes),
    text: row.text_kk === null ? NO_TEXT : namesOf(row, 'text'),
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
