// Keeps the words by which products are found: their own, without those of their classes. A word of a class, a
// synonym or a code is looked up among the classes (`class-words.ts`), so that it never stands with a quarter of all
// products.
import type { Queryable } from '../database.ts';
import { fold, foldedWords } from '../i18n/fold.ts';
import { LANGUAGES, namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { classToken, engineOf, isToken } from './engine.ts';
import { inChunks } from './in-chunks.ts';
import { stemIn } from './stems.ts';
import { isStopWord } from './stop-words.ts';
import { addToVocabulary, clearVocabulary } from './vocabulary.ts';

/** The words of one product. */
export interface ProductWords {
  id: number;
  /** Its own class and those above. */
  aidClassCodes: readonly string[];
  names: Names;
  maker: string;
  articles: readonly string[];
  /** Summary, description and the like. */
  texts: readonly Names[];
}

const ROWS_AT_ONCE = 200;

/** Makes these products found by these words, and by no others. */
export async function indexProducts(
  trx: Queryable,
  products: readonly ProductWords[],
): Promise<void> {
  const ids = products.map(({ id }) => id);
  await unindexProducts(trx, ids);
  const wordsOfClass = await readClassNames(trx, products);
  const words = new Map<string, string>();
  const rows = products.map((product) => {
    const common = new Set(product.aidClassCodes.flatMap((code) => wordsOfClass.get(code) ?? []));
    const own = (stems: Stem[]) => {
      const kept = stems.filter(({ stem }) => !common.has(stem));
      for (const { stem, word } of kept) keepShortest(words, stem, word);
      return unique(kept.map(({ stem }) => stem));
    };
    const names = own([...inThree(product.names), ...stemsIn('en', product.maker)]);
    const texts = own(product.texts.flatMap(inThree));
    const articles = product.articles.flatMap(foldedWords).filter(isToken);
    return {
      id: product.id,
      names,
      texts: unique([...texts, ...articles]),
      classes: product.aidClassCodes.map(classToken),
    };
  });
  for (const some of inChunks(rows, ROWS_AT_ONCE)) await engineOf(trx).put(trx, some);
  const articles = products.flatMap(({ id, articles: own }) =>
    unique(own.map(articleKey)).map((article) => ({ article, product_id: id })),
  );
  for (const some of inChunks(articles, ROWS_AT_ONCE)) await trx('search_articles').insert(some);
  await addToVocabulary(trx, words);
}

/** Makes these products, or all, no longer found. */
export async function unindexProducts(trx: Queryable, ids?: readonly number[]): Promise<void> {
  await engineOf(trx).remove(trx, ids);
  const articles = trx('search_articles');
  await (ids ? articles.whereIn('product_id', ids) : articles).del();
  if (!ids) await clearVocabulary(trx);
}

/** An article number as it is compared: letters and digits only. */
export function articleKey(article: string): string {
  return fold(article)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 60);
}

interface Stem {
  stem: string;
  word: string;
}

function inThree(texts: Names): Stem[] {
  return LANGUAGES.flatMap((lang) => stemsIn(lang, texts[lang]));
}

function stemsIn(lang: Lang, text: string): Stem[] {
  const words = text.toLocaleLowerCase('kk').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const stem = stemOf(lang, word);
    return stem === null ? [] : [{ word, stem }];
  });
}

// A catalogue uses few words, many times over.
const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, string | null>();

function stemOf(lang: Lang, word: string): string | null {
  const key = `${lang} ${word}`;
  let stem = remembered.get(key);
  if (stem === undefined) {
    const own = isStopWord(fold(word)) ? '' : stemIn(lang, word);
    stem = isToken(own) ? own : null;
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, stem);
  }
  return stem;
}

// The stems of the names of the classes that occur.
async function readClassNames(
  trx: Queryable,
  products: readonly ProductWords[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const codes = unique(products.flatMap(({ aidClassCodes }) => aidClassCodes));
  const rows: ({ code: string } & Record<string, unknown>)[] = await trx('aid_classes')
    .whereIn('code', codes)
    .select('code', 'name_kk', 'name_ru', 'name_en');
  return new Map(
    rows.map((row) => [row.code, unique(inThree(namesOf(row)).map(({ stem }) => stem))]),
  );
}

function keepShortest(words: Map<string, string>, stem: string, word: string): void {
  const known = words.get(stem);
  if (known === undefined || word.length < known.length) words.set(stem, word);
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
