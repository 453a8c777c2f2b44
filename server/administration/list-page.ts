// One way to show a list: what was asked for, a page of rows, how many there are, and the ways on.
import type { Knex } from 'knex';
import type { Response } from 'express';
import type { Queryable } from '../database.ts';
import type { AdminList } from '../paths.ts';
import { optionalText, readForm, type Field, type Problem, type Typed } from '../web/forms.ts';
import { readPlace, type Stretch } from '../web/newest-first.ts';
import { visitOf } from '../web/visit.ts';

/** Rows on a page, and how far results are counted. */
export const PAGE_SIZE = 50;
const COUNTED = 1000;

/** What a reader typed into a list's search box. */
export const searchText = optionalText({ max: 100 });

export interface Filter<T> {
  values: T;
  typed: Typed;
  problems: Problem[];
}

/** Reads a list's filters. A bad one is a problem to show, and the list is that without it. */
export function readFilter<F extends Record<string, Field<unknown>>>(
  fields: F,
  query: unknown,
): Filter<{ [name in keyof F]: F[name] extends Field<infer T> ? T : never }> {
  const outcome = readForm(fields, query);
  if ('values' in outcome) return { ...outcome, problems: [] };
  const { problems, typed } = outcome;
  const wrong = new Set(problems.map(({ field }) => field));
  const sound = Object.entries(query as object).filter(([name]) => !wrong.has(name));
  const again = readForm(fields, Object.fromEntries(sound));
  if ('problems' in again) throw new Error('a filter must be optional');
  return { values: again.values, typed, problems };
}

export { readPlace };

/** Counts the rows of a query, up to a thousand and one. */
export async function countRows(db: Queryable, query: Knex.QueryBuilder): Promise<number> {
  const some = query
    .clone()
    .clearSelect()
    .clearOrder()
    .select(db.raw('1 as one'))
    .limit(COUNTED + 1)
    .as('some');
  const [row]: { count: number }[] = await db.from(some).count({ count: '*' });
  return row!.count;
}

/** What a list's template needs beside its rows. */
export function listFrame(
  res: Response,
  list: AdminList,
  { typed, problems }: Pick<Filter<unknown>, 'typed' | 'problems'>,
  { count, newer, older }: { count: number } & Partial<Pick<Stretch<never>, 'newer' | 'older'>>,
) {
  const { t, paths } = visitOf(res);
  const key = count > COUNTED ? 'administration.foundMany' : 'administration.found';
  const to = (place: Record<string, number> | null | undefined) =>
    place && { href: paths.adminList(list, { ...typed, ...place }) };
  return {
    typed,
    problems,
    found: t(key, { count: Math.min(count, COUNTED) }),
    previous: to(newer),
    next: to(older),
  };
}

/** Keeps the rows in whose columns every word occurs, in any case. */
export function searchIn(query: Knex.QueryBuilder, columns: string[], text: string): void {
  for (const word of text.split(/\s+/)) {
    query.where((either) => {
      for (const column of columns) {
        for (const spelling of spellings(word)) either.orWhereLike(column, `%${spelling}%`);
      }
    });
  }
}

// SQLite's LIKE knows upper and lower case only of Latin letters. Signs that LIKE reads as its own
// stand for any one sign.
function spellings(word: string): Set<string> {
  const literal = word.replace(/[\\%_]/g, '_');
  const lower = literal.toLocaleLowerCase('kk');
  const upper = literal.toLocaleUpperCase('kk');
  const [first = '', ...rest] = lower;
  return new Set([literal, lower, upper, first.toLocaleUpperCase('kk') + rest.join('')]);
}
