// The published products of a class as a table that can be changed and brought in again.
import type { Queryable } from '../database.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Definition } from '../catalogue/technical-data.ts';
import type { Lang, Names } from '../i18n/languages.ts';
import { readContents } from '../publishing/publishing.ts';
import { dateCell, moneyCell, yesNoCell } from './cells.ts';
import type { Column } from './columns.ts';
import { readHeldOffers } from './market.ts';
import type { HeldOffer } from './offer-check.ts';
import type { Ground } from './file-row.ts';
import { productCells, variantCells } from './product-cells.ts';

const AT_ONCE = 100;

export interface Exported {
  /** The codes of the class and of those below it. */
  classes: readonly string[];
  /** Whose table it is: a firm's has the products that it offers; null for an administrator's. */
  supplierId: number | null;
  /** Whose offers stand in it; null for none. */
  offersOf: { id: number; bin: string } | null;
  columns: readonly Column[];
  ground: Ground;
  regions: ReadonlyMap<string, Names>;
  lang: Lang;
  on: string;
}

/** The rows, a hundred products at a time: one row for each variant. */
export async function* exportRows(db: Queryable, what: Exported): AsyncGenerator<string[][]> {
  for (let after = 0; ;) {
    const products = await productsAfter(db, what, after);
    yield await rowsOf(db, what, products);
    if (products.length < AT_ONCE) return;
    after = products.at(-1)!.id;
  }
}

/** How many rows an export has, counted up to `most`. */
export async function countRows(db: Queryable, what: Exported, most: number): Promise<number> {
  const variants = db('variants')
    .whereIn('product_id', exported(db, what).select('products.id'))
    .limit(most + 1)
    .select('variants.id');
  const [row]: { count: number }[] = await db.from(variants.as('found')).count({ count: '*' });
  return row!.count;
}

function exported(db: Queryable, { classes, supplierId }: Exported) {
  const query = db('products')
    .where({ 'products.status': 'published' })
    .whereIn('products.aid_class_code', classes);
  if (supplierId === null) return query;
  return query.whereIn(
    'products.id',
    db('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .where({ 'offers.supplier_id': supplierId })
      .whereIn('offers.status', ['published', 'in_review'])
      .select('variants.product_id'),
  );
}

interface ProductLine {
  id: number;
  slug: string;
}

function productsAfter(db: Queryable, what: Exported, after: number): Promise<ProductLine[]> {
  return exported(db, what)
    .where('products.id', '>', after)
    .orderBy('products.id')
    .limit(AT_ONCE)
    .select('products.id', 'products.slug');
}

async function rowsOf(
  db: Queryable,
  what: Exported,
  products: readonly ProductLine[],
): Promise<string[][]> {
  const variants: { product_id: number; article: string }[] = await db('variants')
    .whereIn(
      'product_id',
      products.map(({ id }) => id),
    )
    .select('product_id', 'article');
  const articlesOf = groupedBy(variants, (row) => row.product_id);
  const articles = variants.map(({ article }) => article);
  const held = await readContents(db, articles, what.supplierId);
  const offers = what.offersOf && (await readHeldOffers(db, articles, what.offersOf.id));
  const { columns, ground, lang } = what;
  const dataColumns = columns.filter(({ group }) => group === 'data');
  return products.flatMap(({ id, slug }) => {
    const content = (articlesOf.get(id) ?? []).flatMap(({ article }) => held.get(article) ?? [])[0]
      ?.content;
    if (!content) return [];
    const ofClass = new Map<string, Definition>(
      ground.definitionsOf(content.aidClassCode).map((one) => [one.key, one]),
    );
    const own = productCells(content, lang);
    return content.variants.map((variant) => {
      const cells = new Map([
        ['product', slug],
        ...own,
        ...variantCells(variant, dataColumns, ofClass, lang),
        ...(offers ? offerCells(offers.of(what.offersOf!, variant.article), what) : []),
      ]);
      return columns.map(({ header }) => cells.get(header) ?? '');
    });
  });
}

// Of several offers the newest: what holds from now or soon.
function offerCells(
  offers: readonly HeldOffer[],
  { lang, on, regions, offersOf }: Exported,
): [string, string][] {
  const offer = offers
    .filter(({ status, validUntil }) =>
      status === 'published' ? !validUntil || validUntil > on : status === 'in_review',
    )
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  if (!offer) return [];
  return [
    ['supplier_bin', offersOf!.bin],
    ['price', moneyCell(offer.price, lang)],
    ['delivery_days', String(offer.deliveryDays)],
    ['regions', offer.regions.map((code) => regions.get(code)?.[lang] ?? code).join('; ')],
    ['available', yesNoCell(offer.available, lang)],
    ['valid_from', dateCell(offer.validFrom, lang)],
  ];
}
