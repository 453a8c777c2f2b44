// Keeps what the catalogue list and its search read: `catalogue_entries` and `product_search`.
// Written with each published change and once a day, so that a page need not compute any of it.
import type { Queryable } from '../database.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { sortKey } from '../i18n/sort-keys.ts';
import { readClassTree, type ClassTree } from './class-tree.ts';
import { foldedWords } from '../i18n/fold.ts';
import { groupedBy } from './grouped-by.ts';
import { amountFor, guaranteedAmountsOn } from './guaranteed-amounts.ts';
import { offersInForce } from './offers-in-force.ts';

/** Stands where a sum is not known, so that it sorts after every sum that is. */
export const UNKNOWN_TIYN = 9_999_999_999_999;
/** Stands where nobody offers a product. */
export const UNKNOWN_DAYS = 9999;

const PRODUCTS_AT_ONCE = 500;
const ROWS_AT_ONCE = 250;

/** Lists the published products afresh as of the day `on`: all of them, or those of `productIds`. */
export async function rebuildListing(
  trx: Queryable,
  { on, productIds }: { on: string; productIds?: readonly number[] },
): Promise<void> {
  const classes = await readClassTree(trx);
  const amounts = await guaranteedAmountsOn(trx, on);
  const facts = { on, classes, amounts };
  if (productIds) {
    for (const ids of inChunks(productIds, PRODUCTS_AT_ONCE)) {
      await unlist(trx, ids);
      await list(trx, await readProducts(trx, { ids }), facts);
    }
  } else {
    await unlist(trx);
    let after = 0;
    for (;;) {
      const products = await readProducts(trx, { after });
      if (products.length === 0) break;
      await list(trx, products, facts);
      after = products.at(-1)!.id;
    }
  }
  await trx('catalogue_version')
    .where({ id: 1 })
    .update({ version: trx.raw('version + 1'), ...(!productIds && { listed_on: on }) });
}

interface Facts {
  on: string;
  classes: ClassTree;
  amounts: ReadonlyMap<string, number>;
}

interface ProductRow extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  maker: string;
  made_to_order: unknown;
  published_on: string | null;
}

async function unlist(trx: Queryable, ids?: readonly number[]): Promise<void> {
  const entries = trx('catalogue_entries');
  const words = trx('product_search');
  await (ids ? entries.whereIn('product_id', ids) : entries).del();
  await (ids ? words.whereIn(searchKey(trx), ids) : words).del();
}

function readProducts(
  trx: Queryable,
  which: { ids: readonly number[] } | { after: number },
): Promise<ProductRow[]> {
  const published = trx('products').where({ status: 'published' }).orderBy('id');
  return 'ids' in which
    ? published.whereIn('id', which.ids)
    : published.where('id', '>', which.after).limit(PRODUCTS_AT_ONCE);
}

async function list(trx: Queryable, products: ProductRow[], facts: Facts): Promise<void> {
  const ids = products.map(({ id }) => id);
  const best = await bestOffers(trx, ids, facts.on);
  const entries = products.map((product) => entryOf(product, best.get(product.id), facts));
  for (const rows of inChunks(entries, ROWS_AT_ONCE)) await trx('catalogue_entries').insert(rows);
  await listInRegions(trx, ids, facts.on);
  await listWords(trx, products, facts.classes);
}

interface Best {
  product_id: number;
  offers: number;
  price: number;
  days: number;
}

async function bestOffers(
  trx: Queryable,
  ids: number[],
  on: string,
): Promise<ReadonlyMap<number, Best>> {
  const rows: Best[] = await offersInForce(trx, on)
    .whereIn('variants.product_id', ids)
    .groupBy('variants.product_id')
    .select('variants.product_id')
    .count({ offers: 'offers.id' })
    .min({ price: 'offers.price_tiyn', days: 'offers.delivery_days' });
  return new Map(rows.map((row) => [row.product_id, row]));
}

// The entry for '', anywhere. The state's share never falls with the price, so the cheapest offer is
// also the one with the smallest co-payment.
function entryOf(product: ProductRow, best: Best | undefined, { classes, amounts, on }: Facts) {
  const line = classes.withAncestors(product.aid_class_code);
  const guaranteed = amountFor(amounts, line);
  const known = best && guaranteed !== null;
  return {
    region_code: '',
    product_id: product.id,
    family_code: line.at(-1)!.code,
    class_code: (line.find(({ level }) => level === 2) ?? line[0]!).code,
    aid_class_code: product.aid_class_code,
    made_to_order: Boolean(product.made_to_order),
    offers: best?.offers ?? 0,
    guaranteed_tiyn: guaranteed,
    price_from_tiyn: best?.price ?? UNKNOWN_TIYN,
    co_payment_from_tiyn: known ? Math.max(0, best.price - guaranteed) : UNKNOWN_TIYN,
    delivery_days_from: best?.days ?? UNKNOWN_DAYS,
    published_on: product.published_on ?? on,
    ...Object.fromEntries(
      LANGUAGES.map((lang) => [`sort_${lang}`, sortKey(String(product[`name_${lang}`]), lang)]),
    ),
  };
}

// The entries of the regions, made by the database from those for ''.
async function listInRegions(trx: Queryable, ids: number[], on: string): Promise<void> {
  const same = [
    'product_id',
    'family_code',
    'class_code',
    'aid_class_code',
    'made_to_order',
    'guaranteed_tiyn',
    'published_on',
    ...LANGUAGES.map((lang) => `sort_${lang}`),
  ];
  const inRegions = offersInForce(trx, on)
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('catalogue_entries as anywhere', 'anywhere.product_id', 'variants.product_id')
    .where('anywhere.region_code', '')
    .whereIn('anywhere.product_id', ids)
    .groupBy('offer_regions.region_code', 'anywhere.region_code', 'anywhere.product_id')
    .select('offer_regions.region_code', ...same.map((column) => `anywhere.${column}`))
    .count('offers.id')
    .min('offers.price_tiyn')
    .min('offers.delivery_days')
    .select(
      trx.raw(
        `case when anywhere.guaranteed_tiyn is null then ?
          when min(offers.price_tiyn) > anywhere.guaranteed_tiyn
            then min(offers.price_tiyn) - anywhere.guaranteed_tiyn
          else 0 end`,
        [UNKNOWN_TIYN],
      ),
    );
  const sums = ['offers', 'price_from_tiyn', 'delivery_days_from', 'co_payment_from_tiyn'];
  const columns = ['region_code', ...same, ...sums];
  await trx(
    trx.raw(`?? (${columns.map(() => '??').join(', ')})`, ['catalogue_entries', ...columns]),
  ).insert(inRegions);
}

async function listWords(
  trx: Queryable,
  products: ProductRow[],
  classes: ClassTree,
): Promise<void> {
  const ids = products.map(({ id }) => id);
  const articles: { product_id: number; article: string }[] = await trx('variants')
    .whereIn('product_id', ids)
    .select('product_id', 'article');
  const articlesOf = groupedBy(articles, (row) => row.product_id);
  const rows = products.map((product) => {
    const texts = LANGUAGES.flatMap((lang) => [
      String(product[`summary_${lang}`]),
      ...classes.withAncestors(product.aid_class_code).map(({ names }) => names[lang]),
    ]);
    const own = (articlesOf.get(product.id) ?? []).map(({ article }) => article);
    return {
      id: product.id,
      name: folded([...LANGUAGES.map((lang) => String(product[`name_${lang}`])), product.maker]),
      words: folded([...texts, ...own]),
    };
  });
  for (const some of inChunks(rows, ROWS_AT_ONCE)) {
    await trx('product_search').insert(some.map((row) => searchRow(trx, row)));
  }
}

function folded(texts: string[]): string {
  return [...new Set(texts.flatMap(foldedWords))].join(' ');
}

// The search tables are each engine's own: FTS5 with two columns, or one weighted tsvector.
function searchRow(
  trx: Queryable,
  { id, name, words }: Record<'name' | 'words', string> & { id: number },
) {
  if (!isPostgres(trx)) return { rowid: id, name, words };
  const weighted = `setweight(to_tsvector('simple', ?), 'A') || setweight(to_tsvector('simple', ?), 'C')`;
  return { product_id: id, words: trx.raw(weighted, [name, words]) };
}

function searchKey(trx: Queryable): string {
  return isPostgres(trx) ? 'product_id' : 'rowid';
}

function isPostgres(db: Queryable): boolean {
  const client: { dialect: string } = db.client;
  return client.dialect === 'postgresql';
}

function inChunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, at * size + size),
  );
}
