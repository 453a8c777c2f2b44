// The face of the search: what people type, understood as classes of aids and as words of products.
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { classWords, type ClassWords } from './class-words.ts';
import { classesNamed, classesNearly, classesOfIso, type Naming } from './named-classes.ts';
import { productsByWords, productsOfArticle, SCORE } from './matching-products.ts';
import { sayingWords, wordsIn, type Word } from './query-words.ts';
import { nearestInClasses, readQuery, type How, type Reading } from './readings.ts';

export { marked, type Piece } from './marked.ts';
export { indexProducts, unindexProducts, type ProductWords } from './product-words.ts';

/** What a query was understood to mean. */
export interface Found {
  /**
   * Classes that the whole query names, by name, ISO code or synonym: every product of theirs, and of the
   * classes below them, matches. Best first: a product ranks by the first of these that it belongs to.
   */
  classes: readonly string[];
  /** Products whose own words match: id → score, the larger the better; at most 1,000. */
  products: ReadonlyMap<number, number>;
  /** How the words were read where not as typed; null as typed. `fewer`: some words were left out. */
  understood: { how: How | 'fewer'; text: string } | null;
  /** Another query worth offering. */
  didYouMean: string | null;
  /** Folded stems that matched, for marking them in texts that are shown. */
  marks: readonly string[];
}

/** Where a query is asked: the reader's language, the catalogue's version, the class it is filtered by. */
export interface Ground {
  lang: Lang;
  version: number;
  withinClass?: string | null;
}

const NOTHING: Found = {
  classes: [],
  products: new Map(),
  understood: null,
  didYouMean: null,
  marks: [],
};

/** Finds what a text of any kind means. Never fails on what is typed. */
export async function search(db: Database, text: string, ground: Ground): Promise<Found> {
  const words = await classWords(db, ground.version);
  const iso = /^(?:iso\s*)?(\d{2}(?:[ .-]?\d{2}){1,3})$/i.exec(text.trim())?.[1];
  const ofIso = iso ? classesOfIso(words, iso.replace(/\D/g, '')) : [];
  const [ofArticle, reading] = await Promise.all([
    productsOfArticle(db.read, text),
    readQuery(db, words, text),
  ]);
  if (ofIso.length > 0 || ofArticle.size > 0) {
    return { ...NOTHING, classes: ofIso.map(({ code }) => code), products: ofArticle };
  }
  const found = await findBy(db, words, reading.words, ground);
  const read = found && explained(words, found, reading);
  if (read && !isPoor(read)) return read;
  const less = await findByFewer(db, words, reading.words, ground);
  return read && less.classes.length === 0 ? read : withProducts(less, read);
}

// Says how the words were read, and what else may have been meant.
function explained(
  words: ClassWords,
  found: Found,
  { words: read, how, text, other }: Reading,
): Found {
  const isDoubtful = how === null && found.classes.length === 0 && found.products.size < 3;
  return {
    ...found,
    understood: how && { how, text },
    didYouMean: isDoubtful
      ? nearestInClasses(words, read)
      : other && meansAnother(words, found, other),
  };
}

// A few products that mention the words somewhere: what nearly names a kind of aid may be nearer.
function isPoor({ classes, products }: Found): boolean {
  const scores = [...products.values()];
  return classes.length === 0 && scores.length < 3 && scores.every((score) => score <= SCORE.text);
}

function withProducts(found: Found, more: Found | null): Found {
  return more ? { ...found, products: new Map([...more.products, ...found.products]) } : found;
}

// A second reading is worth offering where it leads elsewhere.
function meansAnother(words: ClassWords, found: Found, other: string): string | null {
  const [first] = classesNamed(words, sayingWords(wordsIn(other)));
  return first && !found.classes.slice(0, 3).includes(first.code) ? other : null;
}

async function findBy(
  db: Database,
  words: ClassWords,
  all: readonly Word[],
  ground: Ground,
): Promise<Found | null> {
  const asked = sayingWords(all);
  if (asked.length === 0 || asked.some(({ stems }) => stems.length === 0)) return null;
  const classes = classesNamed(words, asked);
  const products = await productsByWords(db.read, words, asked, {
    named: classes.length > 0,
    withinClass: ground.withinClass,
  });
  if (classes.length === 0 && products.size === 0) return null;
  return foundIn(words, classes, products, asked, ground);
}

// Nothing has all of the words: those that nobody knows are left out, then those that fit no class.
async function findByFewer(
  db: Database,
  words: ClassWords,
  all: readonly Word[],
  ground: Ground,
): Promise<Found> {
  const known = all.filter(({ known: isKnown, stop, shown }) => {
    return isKnown && !stop && !/^\p{N}+$/u.test(shown); // a number says nothing by itself
  });
  if (known.length < all.filter(({ stop }) => !stop).length) {
    const found = await findBy(db, words, known, ground);
    if (found) return { ...found, understood: fewer(known) };
  }
  const classes = classesNearly(words, known);
  if (classes.length > 0) {
    const own = new Set(
      words.classes
        .filter(({ code }) => classes.some((one) => one.code === code))
        .flatMap((one) => [...one.own]),
    );
    const hits = known.filter(({ stems }) => stems.some((stem) => own.has(stem)));
    const products = new Map<number, number>();
    return { ...foundIn(words, classes, products, hits, ground), understood: fewer(hits) };
  }
  for (const word of known) {
    const found = await findBy(db, words, [word], ground);
    if (found) return { ...found, understood: fewer([word]) };
  }
  return NOTHING;
}

function foundIn(
  words: ClassWords,
  classes: readonly Naming[],
  products: ReadonlyMap<number, number>,
  asked: readonly Word[],
  { lang }: Ground,
): Found {
  const [best] = classes;
  const named = words.classes.find(({ code }) => code === best?.code);
  const stems = named?.phrases.find((one) => one.kind === 'name' && one.lang === lang)?.stems ?? [];
  return {
    ...NOTHING,
    classes: classes.map(({ code }) => code),
    products,
    marks: [...new Set([...asked.flatMap((word) => word.stems), ...stems])],
  };
}

function fewer(words: readonly Word[]): Found['understood'] {
  return { how: 'fewer', text: words.map(({ shown }) => shown).join(' ') };
}
