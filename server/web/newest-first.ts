// Lists that show the newest first and are paged by key: as quick at the thousandth page as at the first.
import type { Knex } from 'knex';
import { NotFound } from './errors.ts';
import { optionalWholeNumber, readForm } from './forms.ts';

/** Where in the list the reader stands: older than `before`, or newer than `after`; else at the top. */
export interface Place {
  before: number | null;
  after: number | null;
}

/** One page of a list, and the keys with which its neighbours are asked for. */
export interface Stretch<Row> {
  rows: Row[];
  newer: { after: number } | null;
  older: { before: number } | null;
}

const key = optionalWholeNumber({ min: 1, max: 2_147_483_647 });

/** The place that a query string names. @throws NotFound for one that no link of ours has */
export function readPlace(query: unknown): Place {
  const read = readForm({ before: key, after: key }, query);
  if (!('values' in read)) throw new NotFound();
  return read.values;
}

/** Reads one page of `query`, whose rows carry their key as `id`; `column` is that key in the query. */
export async function newestFirst<Row extends { id: number }>(
  query: Knex.QueryBuilder,
  column: string,
  { before, after }: Place,
  size: number,
): Promise<Stretch<Row>> {
  const upwards = after !== null && before === null;
  if (upwards) query.where(column, '>', after).orderBy(column, 'asc');
  else query.orderBy(column, 'desc');
  if (before !== null) query.where(column, '<', before);
  const found: Row[] = await query.limit(size + 1);
  const rows = found.slice(0, size);
  if (upwards) rows.reverse();
  const more = found.length > size;
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    rows,
    newer: first && (upwards ? more : before !== null) ? { after: first.id } : null,
    older: last && (upwards || more) ? { before: last.id } : null,
  };
}
