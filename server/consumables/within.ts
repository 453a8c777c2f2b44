import type { Knex } from 'knex';
import type { Database } from '../database.ts';
import type { Means } from '../requests/requests.ts';

/** The means of acts within a running transaction: each becomes a part of it. */
export function within(means: Means, trx: Knex.Transaction): Means {
  const db: Database = { ...means.db, read: trx, write: trx };
  return { ...means, db };
}
