// Products whose own words match: by article, by name and maker, and last by description.
import type { Queryable } from '../database.ts';
import type { ClassWords } from './class-words.ts';
import { classToken, engineOf, type Term } from './engine.ts';
import { classesWith, type Asked } from './named-classes.ts';
import { articleKey } from './product-words.ts';

/** No query finds more: nobody looks further, and what is common costs no more than what is rare. */
export const MOST_PRODUCTS = 2000;

/** What a match is worth, by where it was found. */
export const SCORE = { article: 4000, name: 3000, text: 1000 } as const;

/** Products that have this article number. */
export async function productsOfArticle(
  db: Queryable,
  text: string,
): Promise<ReadonlyMap<number, number>> {
  const article = articleKey(text);
  if (article.length < 2 || text.length > 80) return new Map();
  const rows: { product_id: number }[] = await db('search_articles')
    .where({ article })
    .limit(MOST_PRODUCTS)
    .select('product_id');
  return new Map(rows.map((row) => [row.product_id, SCORE.article]));
}

/**
 * Products that have all of these words. `byClass`: a word may also name one of their classes, as in
 * "wheelchair Dala"; not where all words do, since every product of these classes is found already.
 */
export async function productsByWords(
  db: Queryable,
  words: ClassWords,
  asked: readonly Asked[],
  { byClass, withinClass }: { byClass: boolean; withinClass?: string | null | undefined },
): Promise<ReadonlyMap<number, number>> {
  const within: Term[][] = withinClass
    ? [[{ field: 'classes', token: classToken(withinClass) }]]
    : [];
  const groupsIn = (fields: readonly Term['field'][]) =>
    asked.map((word) => [
      ...fields.flatMap((field) => word.stems.map((token): Term => ({ field, token }))),
      ...(byClass ? classesWith(words, word) : []).map((code): Term => ({
        field: 'classes',
        token: classToken(code),
      })),
    ]);
  const engine = engineOf(db);
  const found = new Map<number, number>();
  const tiers = [
    { fields: ['names'], score: SCORE.name },
    { fields: ['names', 'texts'], score: SCORE.text },
  ] as const;
  for (const { fields, score } of tiers) {
    if (found.size >= MOST_PRODUCTS) break;
    const ids = await engine.match(db, [...groupsIn(fields), ...within], MOST_PRODUCTS);
    for (const id of ids) if (!found.has(id) && found.size < MOST_PRODUCTS) found.set(id, score);
  }
  return found;
}
