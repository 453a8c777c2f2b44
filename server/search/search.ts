// The face of the search: what people type, understood as classes of aids and as words of products.
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';

export { indexProducts, unindexProducts, type ProductWords } from './product-words.ts';

/** What a query was understood to mean. */
export interface Found {
  /**
   * Classes that the whole query names, by name, ISO code or synonym: every product of theirs, and of the
   * classes below them, matches. Best first: a product ranks by the first of these that it belongs to.
   */
  classes: readonly string[];
  /** Products whose own words match: id → score, the larger the better; at most 2,000. */
  products: ReadonlyMap<number, number>;
  /** How the words were read where not as typed; null as typed. `fewer`: some words were left out. */
  understood: { how: 'spelling' | 'layout' | 'latin' | 'fewer'; text: string } | null;
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

/** Finds what a text of any kind means. Never fails on what is typed. */
export function search(_db: Database, _text: string, _ground: Ground): Promise<Found> {
  return Promise.resolve({
    classes: [],
    products: new Map(),
    understood: null,
    didYouMean: null,
    marks: [],
  });
}
