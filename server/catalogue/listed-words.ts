// The words by which products are found. Prices and delivery change often, words hardly ever: those of a product
// are made anew only where they differ from what they were.
import { createHash } from 'node:crypto';
import type { Queryable } from '../database.ts';
import { namesOf } from '../i18n/languages.ts';
import { indexProducts } from '../search/search.ts';
import type { ClassTree } from './class-tree.ts';
import { groupedBy } from './grouped-by.ts';

/** A row of `products`. */
export interface WordyProduct extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  maker: string;
}

/** Makes published products found by their words; gives the digest of each product's words. */
export async function listWords(
  trx: Queryable,
  products: readonly WordyProduct[],
  classes: ClassTree,
): Promise<ReadonlyMap<number, string>> {
  const ids = products.map(({ id }) => id);
  const articles: { product_id: number; article: string }[] = await trx('variants')
    .whereIn('product_id', ids)
    .orderBy('id')
    .select('product_id', 'article');
  const articlesOf = groupedBy(articles, (row) => row.product_id);
  const worded = products.map((product) => {
    const line = classes.withAncestors(product.aid_class_code);
    const words = {
      id: product.id,
      aidClassCodes: line.map(({ code }) => code),
      names: namesOf(product),
      maker: product.maker,
      articles: (articlesOf.get(product.id) ?? []).map(({ article }) => article),
      texts: [namesOf(product, 'summary'), namesOf(product, 'description')],
    };
    // The names of its classes tell which of its words are its own.
    return { words, digest: digestOf([words, line.map(({ names }) => names)]) };
  });
  const before: { product_id: number; words_digest: string }[] = await trx('product_listings')
    .whereIn('product_id', ids)
    .select('product_id', 'words_digest');
  const known = new Map(before.map((row) => [row.product_id, row.words_digest]));
  const fresh = worded.filter(({ words, digest }) => known.get(words.id) !== digest);
  if (fresh.length)
    await indexProducts(
      trx,
      fresh.map(({ words }) => words),
    );
  return new Map(worded.map(({ words, digest }) => [words.id, digest]));
}

function digestOf(words: unknown): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('base64url').slice(0, 22);
}
