// What machines may read of one kind of record, and how a page of it is asked for.
import type { Snapshot } from '../../catalogue/catalogue.ts';
import type { Queryable } from '../../database.ts';
import type { Names } from '../../i18n/languages.ts';
import { paths, type Paths } from '../../paths.ts';
import type { Shape, ShapeName } from '../shapes.ts';

/** What pages are made from. */
export interface Ground {
  db: Queryable;
  snapshot: Snapshot;
  /** The day in Kazakhstan. */
  on: string;
  publicUrl: string;
}

export interface Wanted {
  /** The id that the page before ended with. */
  after: string | null;
  limit: number;
  /** Filters by name, already checked. */
  filters: Readonly<Record<string, string>>;
}

export interface Resource<N extends ShapeName = ShapeName> {
  /** In the address: `/api/v1/products`. */
  name: string;
  shape: N;
  summary: string;
  /** The record's id as text; pages go by it. */
  idOf: (item: Shape<N>) => string;
  /** What `after` and the id in an address look like. */
  id: RegExp;
  /** Names of filters, with what they take. */
  filters: Readonly<Record<string, { pattern: RegExp; description: string }>>;
  list: (ground: Ground, wanted: Wanted) => Promise<Shape<N>[]>;
  find: (ground: Ground, id: string) => Promise<Shape<N> | null>;
}

/** What a record's number looks like. */
export const NUMBER = /^[1-9]\d{0,8}$/;
/** What the code of an aid class looks like. */
export const CODE = /^[A-Z]{2}(-\d{2}){0,2}$/;

/** A page's address in each language, as a whole. */
export function inEachLanguage(publicUrl: string, address: (own: Paths) => string): Names {
  const at = (lang: keyof Names) => new URL(address(paths[lang]), publicUrl).href;
  return { kk: at('kk'), ru: at('ru'), en: at('en') };
}
