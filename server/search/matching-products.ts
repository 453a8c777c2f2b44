// Products whose own words match: by article, by name and maker, and last by description.
import type { Queryable } from '../database.ts';
import type { ClassWords } from './class-words.ts';
import { classToken, engineOf, type Term } from './engine.ts';
import { classesWith, type Asked } from './named-classes.ts';
import { articleKey } from './product-words.ts';

/** No query finds more: nobody looks further, and what is common costs no more than what is rare. */
export const MOST_PRODUCTS = 1000;

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
 * Products that have all of these words, at least one of them among their own: the others may name a class of
 * theirs, as in "wheelchair Dala". What only names classes is found by its class.
 */
export async function productsByWords(
  db: Queryable,
  words: ClassWords,
  asked: readonly Asked[],
  { named, withinClass }: { named: boolean; withinClass?: string | null | undefined },
): Promise<ReadonlyMap<number, number>> {
  const within: Term[][] = withinClass ? [[inClass(withinClass)]] : [];
  const byClass = asked.map((one) => topmost(words, classesWith(words, one)).map(inClass));
  // Where each word names a class, one after the other must be the product's own.
  const pivots = named ? asked.map((_, at) => at).slice(0, MOST_PIVOTS) : [-1];
  const engine = engineOf(db);
  const most = named ? MOST_MENTIONS : MOST_PRODUCTS;
  const found = new Map<number, number>();
  for (const { fields, score, isRare } of TIERS) {
    const own = asked.map(({ stems }) =>
      fields.flatMap((field) => stems.map((token): Term => ({ field, token }))),
    );
    for (const pivot of pivots) {
      if (found.size >= most) return found;
      // Cheap to ask, and spares a look at all products of the classes.
      if (named && isRare && (await engine.match(db, [own[pivot]!], 1)).length === 0) continue;
      const groups = own.map((terms, at) => (at === pivot ? terms : [...terms, ...byClass[at]!]));
      const ids = await engine.match(db, [...groups, ...within], most);
      for (const id of ids) if (!found.has(id) && found.size < most) found.set(id, score);
    }
  }
  return found;
}

const MOST_PIVOTS = 4;
// Beside the products of the classes that are named, those that only mention them are few.
const MOST_MENTIONS = 200;
const TIERS = [
  // Names hold no words of their classes: what names a class is hardly ever in one.
  { fields: ['names'], score: SCORE.name, isRare: true },
  { fields: ['names', 'texts'], score: SCORE.text, isRare: false },
] as const;

// A product has the tokens of all classes above its own: those of classes below others find nothing more.
function topmost(words: ClassWords, codes: readonly string[]): string[] {
  if (codes.length < 2) return [...codes];
  const named = new Set(codes);
  const parents = new Map(words.classes.map(({ code, parent }) => [code, parent]));
  const isBelowAnother = (code: string): boolean => {
    const parent = parents.get(code) ?? null;
    return parent !== null && (named.has(parent) || isBelowAnother(parent));
  };
  return codes.filter((code) => !isBelowAnother(code));
}

function inClass(code: string): Term {
  return { field: 'classes', token: classToken(code) };
}
