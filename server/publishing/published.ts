// What products say now, read out of the tables of the catalogue.
import type { Queryable } from '../database.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import { namesOf } from '../i18n/languages.ts';
import { inChunks } from './chunks.ts';
import type { ContentValue, ProductContent, VariantContent } from './content.ts';

export type ProductStatus = 'draft' | 'published' | 'withdrawn';

/** A product's row: where it stands in its life, and its state for guarding changes. */
export interface ProductRow extends Record<string, unknown> {
  id: number;
  slug: string;
  status: ProductStatus;
  version: number;
  aid_class_code: string;
  maker: string;
  made_to_order: unknown;
  certificate_number: string | null;
  certificate_valid_until: string | null;
  origin: string;
  warranty_months: number;
  drawing_stands: unknown;
  published_on: string | null;
  updated_at: string;
}

/** The contents of products as their tables hold them, by the products' ids. */
export async function readPublished(
  db: Queryable,
  products: readonly ProductRow[],
): Promise<Map<number, ProductContent>> {
  const contents = new Map<number, ProductContent>();
  for (const some of inChunks(products, 200)) {
    const ids = some.map(({ id }) => id);
    const variants = groupedBy(await readVariants(db, ids), (row) => row.productId);
    const pictures: PictureRow[] = await db('product_pictures')
      .whereIn('product_id', ids)
      .orderBy(['position', 'id']);
    const picturesOf = groupedBy(pictures, (row) => row.product_id);
    for (const product of some) {
      contents.set(product.id, {
        ...headOf(product),
        pictures: (picturesOf.get(product.id) ?? []).map((row) => ({
          file: row.file,
          width: row.width,
          height: row.height,
          alts: namesOf(row, 'alt'),
        })),
        variants: (variants.get(product.id) ?? []).map(({ content }) => content),
      });
    }
  }
  return contents;
}

function headOf(row: ProductRow): Omit<ProductContent, 'pictures' | 'variants'> {
  return {
    aidClassCode: row.aid_class_code,
    maker: row.maker,
    names: namesOf(row),
    summaries: namesOf(row, 'summary'),
    descriptions: namesOf(row, 'description'),
    madeToOrder: Boolean(row.made_to_order),
    certificate: row.certificate_number
      ? { number: row.certificate_number, validUntil: row.certificate_valid_until }
      : null,
    origin: row.origin,
    warrantyMonths: row.warranty_months,
    drawingStands: Boolean(row.drawing_stands),
  };
}

async function readVariants(
  db: Queryable,
  productIds: readonly number[],
): Promise<{ productId: number; content: VariantContent }[]> {
  const rows: VariantRow[] = await db('variants')
    .leftJoin('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .leftJoin('attribute_definitions', 'attribute_definitions.id', 'attribute_values.definition_id')
    .leftJoin('attribute_options', 'attribute_options.id', 'attribute_values.option_id')
    .whereIn('variants.product_id', productIds)
    .orderBy(['variants.product_id', 'variants.position', 'variants.id'])
    .select(
      'variants.id',
      'variants.product_id',
      'variants.article',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'variants.active',
      'attribute_definitions.key',
      'attribute_definitions.kind',
      'attribute_values.thousandths',
      'attribute_values.yes',
      'attribute_values.text_kk',
      'attribute_values.text_ru',
      'attribute_values.text_en',
      'attribute_options.key as option_key',
    );
  return [...groupedBy(rows, ({ id }) => id).values()].map((own) => ({
    productId: own[0]!.product_id,
    content: {
      article: own[0]!.article,
      labels: namesOf(own[0]!, 'label'),
      active: Boolean(own[0]!.active),
      values: Object.fromEntries(
        own
          .flatMap((row): [string, ContentValue][] => (row.key ? [[row.key, valueOf(row)]] : []))
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
  }));
}

function valueOf(row: VariantRow): ContentValue {
  switch (row.kind) {
    case 'number':
      return row.thousandths ?? 0;
    case 'choice':
      return row.option_key ?? '';
    case 'yes_no':
      return Boolean(row.yes);
    default:
      return namesOf(row, 'text');
  }
}

interface PictureRow extends Record<string, unknown> {
  product_id: number;
  file: string;
  width: number;
  height: number;
}

interface VariantRow extends Record<string, unknown> {
  id: number;
  product_id: number;
  article: string;
  active: unknown;
  key: string | null;
  kind: 'number' | 'choice' | 'yes_no' | 'text' | null;
  thousandths: number | null;
  option_key: string | null;
  yes: unknown;
}
