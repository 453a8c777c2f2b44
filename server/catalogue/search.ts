import type { Knex } from 'knex';
import type { Database, Queryable } from '../database.ts';
import { postgresSearch } from './search-postgres.ts';
import { sqliteSearch } from './search-sqlite.ts';

/** Full text search over `product_search`, as one engine does it. */
export interface Search {
  /** `catalogue_entries` of the products that have, for each of the terms, a word that starts so. */
  entries(db: Queryable, terms: readonly string[]): Knex.QueryBuilder;
  /** The product's id in `product_search`: the engine reads matches in its order. */
  productId: string;
  /** A whole number for such an entry: the larger, the better it fits. */
  score(db: Queryable, terms: readonly string[]): Knex.Raw;
}

export function searchOf({ engine }: Pick<Database, 'engine'>): Search {
  return engine === 'postgres' ? postgresSearch : sqliteSearch;
}
