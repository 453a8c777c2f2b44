import type { Queryable } from '../database.ts';
import { postgresEngine } from './engine-postgres.ts';
import { sqliteEngine } from './engine-sqlite.ts';

/** A stem in a product's name and maker, in its texts, or one of its classes. `starts`: a word that begins so. */
export interface Term {
  field: 'names' | 'texts' | 'classes';
  token: string;
  starts?: boolean;
}

/** What one product is found by. */
export interface SearchRow {
  id: number;
  names: readonly string[];
  texts: readonly string[];
  classes: readonly string[];
}

/** Full text search as one engine does it. Tokens are folded letters and digits. */
export interface Engine {
  /** Products that have one term of each group; any of them where there are more than `limit`. */
  match(db: Queryable, groups: readonly (readonly Term[])[], limit: number): Promise<number[]>;
  put(trx: Queryable, rows: readonly SearchRow[]): Promise<void>;
  remove(trx: Queryable, ids?: readonly number[]): Promise<void>;
}

/** The engine of this database. */
export function engineOf(db: Queryable): Engine {
  const { dialect }: { dialect: string } = db.client;
  return dialect === 'postgresql' ? postgresEngine : sqliteEngine;
}

/** Which words may be asked of an engine: it splits nothing else in two. */
export function isToken(word: string): boolean {
  return /^[a-z\u0400-\u04ff0-9]{1,40}$/.test(word);
}

/** The token of a class. */
export function classToken(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}
