// Keeps what the catalogue list and its search read: one row of `product_listings` for each product that is or was
// listed, and the words by which it is found. Written with each published change and once a day.
import type { Queryable } from '../database.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { sortKey } from '../i18n/sort-keys.ts';
import { unindexProducts } from '../search/search.ts';
import { readClassTree, type ClassTree } from './class-tree.ts';
import { amountFor, guaranteedAmountsOn } from './guaranteed-amounts.ts';
import { readListedData, type ListedVariant } from './listed-data.ts';
import { readListedOffers, writeOffers, type ListedOffer } from './listed-offers.ts';
import { listWords, type WordyProduct } from './listed-words.ts';

/** Products that are listed by one statement, or in one transaction of a job. */
export const PRODUCTS_AT_ONCE = 200;

/** Lists the published products afresh as of the day `on`: all of them, or those of `productIds`. */
export async function rebuildListing(
  trx: Queryable,
  { on, productIds }: { on: string; productIds?: readonly number[] },
): Promise<void> {
  // First of all, so that another act that lists waits here and then sees what this one has changed.
  const version = await nextVersion(trx);
  const facts = {
    on,
    version,
    classes: await readClassTree(trx),
    amounts: await guaranteedAmountsOn(trx, on),
  };
  if (productIds) {
    for (const ids of inChunks(productIds, PRODUCTS_AT_ONCE)) await list(trx, ids, facts);
    return;
  }
  for (let ids = await productsAfter(trx, 0); ids.length;) {
    await list(trx, ids, facts);
    ids = await productsAfter(trx, ids.at(-1)!);
  }
  await trx('catalogue_version').where({ id: 1 }).update({ listed_on: on });
}

/** The next products, in order of their ids, whatever their status: those that were withdrawn are unlisted. */
export async function productsAfter(db: Queryable, id: number): Promise<number[]> {
  const rows: { id: number }[] = await db('products')
    .where('id', '>', id)
    .orderBy('id')
    .limit(PRODUCTS_AT_ONCE)
    .select('id');
  return rows.map((row) => row.id);
}

async function nextVersion(trx: Queryable): Promise<number> {
  const [row]: { version: number }[] = await trx('catalogue_version')
    .where({ id: 1 })
    .increment('version', 1)
    .returning('version');
  return row!.version;
}

interface Facts {
  on: string;
  version: number;
  classes: ClassTree;
  amounts: ReadonlyMap<string, number>;
}

interface ProductRow extends WordyProduct {
  made_to_order: unknown;
  published_on: string | null;
}

async function list(trx: Queryable, ids: readonly number[], facts: Facts): Promise<void> {
  const products: ProductRow[] = await trx('products')
    .whereIn('id', ids)
    .where({ status: 'published' })
    .orderBy('id');
  const published = products.map(({ id }) => id);
  const listed = new Set(published);
  const gone = ids.filter((id) => !listed.has(id));
  if (gone.length) await unlist(trx, gone, facts.version);
  const offers = await readListedOffers(trx, published, facts.on);
  const data = await readListedData(trx, published);
  const digests = await listWords(trx, products, facts.classes);
  const rows = products.map((product) => ({
    ...rowOf(product, offers.get(product.id) ?? [], data.get(product.id) ?? [], facts),
    words_digest: digests.get(product.id) ?? '',
  }));
  if (rows.length) await trx('product_listings').insert(rows).onConflict('product_id').merge();
}

async function unlist(trx: Queryable, ids: readonly number[], version: number): Promise<void> {
  await trx('product_listings')
    .whereIn('product_id', ids)
    .where({ listed: true })
    .update({ listed: false, version, words_digest: '' });
  await unindexProducts(trx, ids);
}

function rowOf(
  product: ProductRow,
  offers: readonly ListedOffer[],
  data: readonly ListedVariant[],
  { classes, amounts, on, version }: Facts,
) {
  return {
    product_id: product.id,
    version,
    listed: true,
    aid_class_code: product.aid_class_code,
    made_to_order: Boolean(product.made_to_order),
    published_on: product.published_on ?? on,
    guaranteed_tiyn: amountFor(amounts, classes.withAncestors(product.aid_class_code)),
    offers: writeOffers(offers),
    technical: JSON.stringify(data),
    ...Object.fromEntries(
      LANGUAGES.map((lang) => [`sort_${lang}`, sortKey(String(product[`name_${lang}`]), lang)]),
    ),
  };
}

/** A long list in pieces. */
export function inChunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, at * size + size),
  );
}
