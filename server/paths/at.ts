// How addresses are put together: the language, the path, a query without what is empty.
import type { Lang } from '../i18n/languages.ts';

export type Query = Record<string, string | number | readonly string[] | null | undefined>;

/** Puts an address together. */
export type At = (path: string, query?: Query) => string;

/** Addresses in one language. */
export function addressesIn(lang: Lang): At {
  return (path, query) => `/${lang}${path}${queryString(query)}`;
}

/** Where products are worked on: the administrator's desk and the supplier's. */
export type ProductDesk = 'admin' | 'supplier';

/** How wide a photograph is served. */
export type PictureWidth = 320 | 640 | 1024;

export type AdminList =
  | 'aid-classes'
  | 'amounts'
  | 'terms'
  | 'reasons'
  | 'guide'
  | 'products'
  | 'variants'
  | 'offers'
  | 'suppliers'
  | 'makers'
  | 'offices'
  | 'people'
  | 'holidays'
  | 'missing'
  | 'audit'
  | 'outbox'
  | 'templates'
  | 'mail';

/** A query with its question mark; nothing where all is empty. */
export function queryString(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly string[]) : [value as string];
    for (const one of values) {
      if (one !== undefined && one !== null && one !== '') search.append(name, one);
    }
  }
  const text = search.toString();
  return text && `?${text}`;
}
