// Where a page of the list ends: the sort key and id of its last product, as one opaque text.
import type { Sort } from './filters.ts';

export interface Cursor {
  key: string | number;
  id: number;
}

export function writeCursor({ key, id }: Cursor): string {
  return `${id}.${Buffer.from(String(key)).toString('base64url')}`;
}

/** The cursor, or null where the text is not one that this order could have written. */
export function readCursor(text: string, sort: Sort): Cursor | null {
  const parts = /^([1-9]\d{0,8})\.([\w-]{0,600})$/.exec(text);
  if (!parts) return null;
  const id = Number(parts[1]);
  const key = Buffer.from(parts[2]!, 'base64url').toString('latin1');
  if (sort === 'name') return /^[\x20-\x7e]{0,400}$/.test(key) ? { key, id } : null;
  if (sort === 'newest') return /^\d{4}-\d{2}-\d{2}$/.test(key) ? { key, id } : null;
  return /^-?\d{1,15}$/.test(key) ? { key: Number(key), id } : null;
}
