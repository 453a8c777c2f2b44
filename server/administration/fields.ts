// Fields that several of the desk's forms share.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Typed } from '../web/forms.ts';

/** A phone number as it is dialled. */
export const phone = {
  missing: 'administration.missing.phone',
  max: 40,
  pattern: /^\+?[\d\s()-]{5,39}$/,
  wrong: 'administration.wrong.phone',
};

/** An e-mail address. */
export const email = {
  missing: 'administration.missing.email',
  max: 200,
  pattern: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]{2,}$/,
  wrong: 'administration.wrong.email',
};

export interface Region {
  code: string;
  names: Names;
}

/** The regions and the three cities. */
export async function readRegions(db: Queryable): Promise<Region[]> {
  const rows: ({ code: string } & Record<string, unknown>)[] = await db('regions').orderBy('code');
  return rows.map((row) => ({ code: row.code, names: namesOf(row) }));
}

/** Several answers of one question as they were typed: none, one or a list. */
export function listTyped(typed: Typed, name: string): string[] {
  const value = typed[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
