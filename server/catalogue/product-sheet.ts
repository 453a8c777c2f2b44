// Everything about a product but its offers: three queries, kept while the catalogue stays as it is.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { groupedBy } from './grouped-by.ts';
import type { Value, Values } from './technical-data.ts';

export interface Variant {
  id: number;
  article: string;
  labels: Names;
  values: Values;
}

export interface ProductSheet {
  id: number;
  slug: string;
  status: 'draft' | 'in_review' | 'published' | 'withdrawn';
  aidClassCode: string;
  maker: string;
  names: Names;
  summaries: Names;
  descriptions: Names;
  madeToOrder: boolean;
  certificate: { number: string; validUntil: string | null } | null;
  /** ISO 3166-1, two letters. */
  origin: string;
  warrantyMonths: number;
  pictures: readonly { file: string; width: number; height: number; alts: Names }[];
  variants: readonly Variant[];
}

const MOST_KEPT = 500;
const kept = new WeakMap<Database, { version: number; sheets: Map<string, ProductSheet | null> }>();

/** The product of a slug, whatever its status; null where there is none. */
export async function findProductSheet(
  db: Database,
  slug: string,
  version: number,
): Promise<ProductSheet | null> {
  const { sheets } = keptAt(db, version);
  const known = sheets.get(slug);
  if (known !== undefined) return known;
  const sheet = await readSheet(db.read, slug);
  // The oldest goes first: a Map remembers the order in which it was filled.
  if (sheets.size >= MOST_KEPT) sheets.delete(sheets.keys().next().value!);
  sheets.set(slug, sheet);
  return sheet;
}

function keptAt(db: Database, version: number) {
  const known = kept.get(db);
  if (known?.version === version) return known;
  const fresh = { version, sheets: new Map<string, ProductSheet | null>() };
  kept.set(db, fresh);
  return fresh;
}

async function readSheet(db: Queryable, slug: string): Promise<ProductSheet | null> {
  const product: ProductRow | undefined = await db('products').where({ slug }).first();
  if (!product) return null;
  const pictures: PictureRow[] = await db('product_pictures')
    .where({ product_id: product.id })
    .orderBy(['position', 'id']);
  return {
    id: product.id,
    slug: product.slug,
    status: product.status,
    aidClassCode: product.aid_class_code,
    maker: product.maker,
    names: namesOf(product),
    summaries: namesOf(product, 'summary'),
    descriptions: namesOf(product, 'description'),
    madeToOrder: Boolean(product.made_to_order),
    certificate: product.certificate_number
      ? { number: product.certificate_number, validUntil: product.certificate_valid_until }
      : null,
    origin: product.origin,
    warrantyMonths: product.warranty_months,
    pictures: pictures.map((row) => ({
      file: row.file,
      width: row.width,
      height: row.height,
      alts: namesOf(row, 'alt'),
    })),
    variants: await readVariants(db, product.id),
  };
}

async function readVariants(db: Queryable, productId: number): Promise<Variant[]> {
  const rows: ValueRow[] = await db('variants')
    .leftJoin('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .where({ 'variants.product_id': productId, 'variants.active': true })
    .orderBy(['variants.position', 'variants.id'])
    .select(
      'variants.id',
      'variants.article',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'attribute_values.definition_id',
      'attribute_values.thousandths',
      'attribute_values.option_id',
      'attribute_values.yes',
      'attribute_values.text_kk',
      'attribute_values.text_ru',
      'attribute_values.text_en',
    );
  return [...groupedBy(rows, ({ id }) => id).values()].map((own) => ({
    id: own[0]!.id,
    article: own[0]!.article,
    labels: namesOf(own[0]!, 'label'),
    values: new Map(
      own.flatMap((row) => (row.definition_id ? [[row.definition_id, valueOf(row)]] : [])),
    ),
  }));
}

function valueOf(row: ValueRow): Value {
  return {
    thousandths: row.thousandths,
    optionId: row.option_id,
    yes: row.yes === null ? null : Boolean(row.yes),
    text: namesOf(row, 'text'),
  };
}

interface ProductRow extends Record<string, unknown> {
  id: number;
  slug: string;
  status: ProductSheet['status'];
  aid_class_code: string;
  maker: string;
  made_to_order: unknown;
  certificate_number: string | null;
  certificate_valid_until: string | null;
  origin: string;
  warranty_months: number;
}

interface PictureRow extends Record<string, unknown> {
  file: string;
  width: number;
  height: number;
}

interface ValueRow extends Record<string, unknown> {
  id: number;
  article: string;
  definition_id: number | null;
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
}
