// What a search box offers while somebody types: kinds of aids first, then products.
import type { Database, Queryable } from '../database.ts';
import { fold, foldedWords } from '../i18n/fold.ts';
import type { Lang } from '../i18n/languages.ts';
import { classWords, type ClassWords, type NamedClass } from './class-words.ts';
import { classToken, engineOf, isToken, type Term } from './engine.ts';
import { cyrillicReadings } from './latin.ts';
import { otherLayouts } from './layout.ts';
import { productsOfArticle } from './matching-products.ts';
import { classesWith } from './named-classes.ts';
import { wordsIn } from './query-words.ts';
import { readQuery } from './readings.ts';
import type { Ground } from './search.ts';
import { stemsOf } from './stems.ts';
import { isStopWord } from './stop-words.ts';

/** Something to go to. `detail`: another name by which a class was found, or who makes a product. */
export type Suggestion =
  | { kind: 'class'; code: string; text: string; detail: string | null }
  | { kind: 'product'; slug: string; text: string; detail: string };

const MOST_CLASSES = 5;
const MOST = 8;
const SHORTEST = 2;
// Products looked at for the few that are shown.
const LOOKED_AT = 40;

/** What the beginning of a query may become; nothing where it says too little. */
export async function suggest(db: Database, text: string, ground: Ground): Promise<Suggestion[]> {
  const words = await classWords(db, ground.version);
  const typed = await suggestAsTyped(db, words, text, ground.lang);
  if (typed.length > 0 || text.trim().length < SHORTEST + 1) return typed;
  for (const reading of [...otherLayouts(text), ...inCyrillic(text)]) {
    const found = await suggestAsTyped(db, words, reading, ground.lang);
    if (found.length > 0) return found;
  }
  const reading = await readQuery(db, words, text);
  return reading.how === null ? [] : suggestAsTyped(db, words, reading.text, ground.lang);
}

// The likeliest readings of what was typed in Latin letters, all words together.
function inCyrillic(text: string): string[] {
  const readings = text.split(/\s+/u).map((word) => cyrillicReadings(word));
  if (readings.some((all) => all.length === 0)) return [];
  return [0, 1].map((at) => readings.map((all) => all[at] ?? all[0]!).join(' '));
}

async function suggestAsTyped(
  db: Database,
  words: ClassWords,
  text: string,
  lang: Lang,
): Promise<Suggestion[]> {
  if (foldedWords(text).join('').length < SHORTEST) return [];
  const classes = suggestClasses(words, text, lang).slice(0, MOST_CLASSES);
  const products = await suggestProducts(db.read, words, text, {
    lang,
    most: MOST - classes.length,
  });
  return [...classes, ...products];
}

function suggestClasses(words: ClassWords, text: string, lang: Lang): Suggestion[] {
  const typed = foldedWords(text);
  return words.classes
    .filter(({ active }) => active)
    .map((one, at) => ({ one, at, ...bestPhrase(one, typed, lang) }))
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth || a.at - b.at)
    .map(({ one, phrase }) => ({
      kind: 'class' as const,
      code: one.code,
      text: one.names[lang],
      detail: phrase === null || fold(phrase) === fold(one.names[lang]) ? null : phrase,
    }));
}

// How well a class's phrases begin with, or hold, what was typed; the last word may still be growing.
function bestPhrase({ phrases }: NamedClass, typed: readonly string[], lang: Lang) {
  const whole = typed.join(' ');
  const finished = typed
    .slice(0, -1)
    .filter((word) => !isStopWord(word))
    .map(stemsOf);
  const growing = typed.at(-1)!;
  let best: { worth: number; phrase: string | null } = { worth: 0, phrase: null };
  for (const { kind, lang: own, text, stems, folded: words } of phrases) {
    const holds =
      finished.every((asked) => asked.some((stem) => stems.includes(stem))) &&
      words.some((word) => word.startsWith(growing));
    if (!holds) continue;
    const worth =
      1 +
      (words.join(' ').startsWith(whole) ? 4 : 0) +
      (words.join(' ') === whole ? 4 : 0) +
      (own === lang ? 2 : 0) +
      (kind === 'name' ? 1 : 0) -
      words.length / 10;
    // Another name is shown in the language in which it was typed.
    if (worth > best.worth) best = { worth, phrase: text };
  }
  return best;
}

async function suggestProducts(
  db: Queryable,
  words: ClassWords,
  text: string,
  { lang, most }: { lang: Lang; most: number },
): Promise<Suggestion[]> {
  const ofArticle = [...(await productsOfArticle(db, text)).keys()];
  const ids = ofArticle.length > 0 ? ofArticle : await productsBeginning(db, words, text);
  if (ids.length === 0) return [];
  const name = `name_${lang}`;
  const rows: { slug: string; maker: string; name: string }[] = await db('products')
    .whereIn('id', ids)
    .where({ status: 'published' })
    .orderBy(name)
    .select('slug', 'maker', { name });
  // A name in another language may have been meant only where none in the reader's own was.
  const growing = foldedWords(text).at(-1)!;
  const plain = rows.filter((row) =>
    foldedWords(`${row.name} ${row.maker}`).some((word) => word.startsWith(growing)),
  );
  return (plain.length > 0 ? plain : rows)
    .slice(0, most)
    .map((row) => ({ kind: 'product', slug: row.slug, text: row.name, detail: row.maker }));
}

async function productsBeginning(
  db: Queryable,
  words: ClassWords,
  text: string,
): Promise<readonly number[]> {
  const all = wordsIn(text);
  const last = all.at(-1);
  const growing = fold(last?.shown ?? '');
  const before = all.slice(0, -1).filter(({ stop, stems }) => !stop && stems.length > 0);
  if (!isToken(growing) || (growing.length < SHORTEST && before.length === 0)) return [];
  const finished = before.map((word): Term[] => [
    ...word.stems.map((token): Term => ({ field: 'names', token })),
    ...classesWith(words, word).map((code): Term => ({
      field: 'classes',
      token: classToken(code),
    })),
  ]);
  const beginning: Term[] = [
    { field: 'names', token: growing, starts: true },
    ...last!.stems.map((token): Term => ({ field: 'names', token })),
  ];
  return engineOf(db).match(db, [...finished, beginning], LOOKED_AT);
}
