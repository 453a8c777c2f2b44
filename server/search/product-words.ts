// Keeps the words by which products are found.
import type { Queryable } from '../database.ts';
import type { Names } from '../i18n/languages.ts';

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

/** Makes these products found by these words, and by no others. */
export async function indexProducts(
  _trx: Queryable,
  _products: readonly ProductWords[],
): Promise<void> {}

/** Makes these products, or all, no longer found. */
export async function unindexProducts(_trx: Queryable, _ids?: readonly number[]): Promise<void> {}
