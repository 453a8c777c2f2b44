// Short lists - the classification, the terms - are read whole and shown a page at a time, by key.
import type { Response } from 'express';
import type { AdminList } from '../paths.ts';
import type { Typed } from '../web/forms.ts';
import { visitOf } from '../web/visit.ts';
import { PAGE_SIZE } from './list-page.ts';

/** The rows after the one with the key `after`, and the links on and back to the start. */
export function pageOf<Row>(
  res: Response,
  list: AdminList,
  typed: Typed,
  all: readonly Row[],
  { after, keyOf }: { after: string | null; keyOf: (row: Row) => string },
) {
  const { paths } = visitOf(res);
  const start = after === null ? 0 : all.findIndex((row) => keyOf(row) === after) + 1;
  const rows = all.slice(start, start + PAGE_SIZE);
  const last = rows.at(-1);
  const to = (key: string | null) => ({ href: paths.adminList(list, { ...typed, after: key }) });
  const before = start > PAGE_SIZE ? keyOf(all[start - PAGE_SIZE - 1]!) : null;
  return {
    rows,
    previous: start > 0 ? to(before) : null,
    next: last && start + PAGE_SIZE < all.length ? to(keyOf(last)) : null,
  };
}
