// The catalogue list's own read: one page of cards and a capped count, in two queries whatever the filters.
import type { Knex } from 'knex';
import type { Database, Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { sharesOf, type Shares } from './co-payment.ts';
import { writeCursor } from './cursor.ts';
import type { Filters, Sort } from './filters.ts';
import { UNKNOWN_DAYS, UNKNOWN_TIYN } from './listing.ts';
import { offersInForce } from './offers-in-force.ts';
import { searchOf } from './search.ts';
import { searchTerms } from './search-terms.ts';
import type { ClassTree } from './class-tree.ts';

export interface Card {
  id: number;
  slug: string;
  name: string;
  maker: string;
  aidClassCode: string;
  madeToOrder: boolean;
  picture: string | null;
  /** The cheapest offer's sums; null where nobody offers it. */
  best: Shares | null;
  /** Working days of the fastest offer; null where nobody offers it. */
  deliveryDays: number | null;
}

export interface Page {
  cards: Card[];
  /** The cursor of the next page. */
  next: string | null;
  /** How many products the filters leave, up to `COUNT_UP_TO` + 1. */
  count: number;
}

export const PAGE_SIZE = 24;
export const COUNT_UP_TO = 1000;
// A word found everywhere is not ranked in full: the newest of what it finds are.
const RANKED = 2000;

/** One page of the list in the reader's language. */
export async function listProducts(
  db: Database,
  filters: Filters,
  { classes, lang, on }: { classes: ClassTree; lang: Lang; on: string },
): Promise<Page> {
  const found = () => matching(db, filters, { classes, on });
  const capped = db.read(
    found()
      .select('catalogue_entries.product_id')
      .limit(COUNT_UP_TO + 1)
      .as('found'),
  );
  const [counted, rows] = await Promise.all([
    capped.count({ products: '*' }).first<{ products: number }>(),
    readPage(db, found(), filters, lang),
  ]);
  const shown = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return {
    cards: shown.map(cardOf),
    next: last ? writeCursor({ key: last.sort_key, id: last.product_id }) : null,
    count: counted?.products ?? 0,
  };
}

// The entries that the filters leave.
function matching(
  db: Database,
  filters: Filters,
  { classes, on }: { classes: ClassTree; on: string },
): Knex.QueryBuilder {
  const terms = searchTerms(filters.q ?? '');
  const entries = filters.q
    ? searchOf(db).entries(db.read, terms.length ? terms : [NEVER])
    : db.read('catalogue_entries');
  entries.where('catalogue_entries.region_code', filters.region ?? '');
  if (filters.class) whereClass(entries, filters.class, classes);
  if (filters.kind) entries.where('catalogue_entries.made_to_order', filters.kind === 'made');
  if (filters.free) entries.where('catalogue_entries.co_payment_from_tiyn', 0);
  if (filters.days) entries.where('catalogue_entries.delivery_days_from', '<=', filters.days);
  if (filters.supplier || (filters.free && filters.days)) {
    entries.whereIn('catalogue_entries.product_id', offering(db.read, filters, on));
  }
  return entries;
}

// No folded word is this: a query of signs alone finds nothing.
const NEVER = 'zzzzzzzzzzzz';

function whereClass(entries: Knex.QueryBuilder, code: string, classes: ClassTree): void {
  const line = classes.withAncestors(code);
  entries.where('catalogue_entries.family_code', line.at(-1)!.code);
  if (line.length > 1) entries.where('catalogue_entries.class_code', line.at(-2)!.code);
  if (line.length > 2) entries.where('catalogue_entries.aid_class_code', code);
}

// Products with one offer that has all of it: from the supplier, without extra cost, soon enough, there.
function offering(db: Queryable, filters: Filters, on: string): Knex.QueryBuilder {
  const offers = offersInForce(db, on).select('variants.product_id');
  if (filters.supplier) offers.where('offers.supplier_id', filters.supplier);
  if (filters.days) offers.where('offers.delivery_days', '<=', filters.days);
  if (filters.region) {
    offers
      .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
      .where('offer_regions.region_code', filters.region);
  }
  if (filters.free) {
    offers
      .join('catalogue_entries as own', 'own.product_id', 'variants.product_id')
      .where('own.region_code', '')
      .where('offers.price_tiyn', '<=', db.ref('own.guaranteed_tiyn'));
  }
  return offers;
}

// The column of each order, and whether the largest comes first. `relevance` is worked out by the search.
const ORDERS = {
  name: { column: { kk: 'sort_kk', ru: 'sort_ru', en: 'sort_en' }, descending: false },
  price: { column: 'price_from_tiyn', descending: false },
  'co-payment': { column: 'co_payment_from_tiyn', descending: false },
  delivery: { column: 'delivery_days_from', descending: false },
  newest: { column: 'published_on', descending: true },
} as const satisfies Record<Exclude<Sort, 'relevance'>, unknown>;

interface CardRow extends Record<string, unknown> {
  product_id: number;
  sort_key: string | number;
  slug: string;
  name: string;
  maker: string;
  aid_class_code: string;
  made_to_order: unknown;
  picture: string | null;
  guaranteed_tiyn: number | null;
  price_from_tiyn: number;
  delivery_days_from: number;
}

async function readPage(
  db: Database,
  entries: Knex.QueryBuilder,
  filters: Filters,
  lang: Lang,
): Promise<CardRow[]> {
  const { keyed, descending } = inOrder(db, entries, filters, lang);
  const direction = descending ? 'desc' : 'asc';
  const page = db.read(keyed.as('listed'));
  if (filters.after) {
    const { key, id } = filters.after;
    page.whereRaw(
      descending ? '(sort_key, product_id) < (?, ?)' : '(sort_key, product_id) > (?, ?)',
      [key, id],
    );
  }
  page.orderBy([
    { column: 'sort_key', order: direction },
    { column: 'product_id', order: direction },
  ]);
  page.limit(PAGE_SIZE + 1).select('listed.*');
  return db
    .read(page.as('listed'))
    .join('products', 'products.id', 'listed.product_id')
    .orderBy([
      { column: 'listed.sort_key', order: direction },
      { column: 'listed.product_id', order: direction },
    ])
    .select('listed.*', 'products.slug', 'products.maker', `products.name_${lang} as name`)
    .select(
      db
        .read('product_pictures')
        .where('product_pictures.product_id', db.read.ref('products.id'))
        .orderBy(['position', 'id'])
        .limit(1)
        .select('file')
        .as('picture'),
    );
}

const COLUMNS = [
  'catalogue_entries.product_id',
  'catalogue_entries.aid_class_code',
  'catalogue_entries.made_to_order',
  'catalogue_entries.guaranteed_tiyn',
  'catalogue_entries.price_from_tiyn',
  'catalogue_entries.delivery_days_from',
];

function inOrder(db: Database, entries: Knex.QueryBuilder, filters: Filters, lang: Lang) {
  entries.select(COLUMNS);
  if (filters.sort === 'relevance') {
    const search = searchOf(db);
    entries
      .select({ sort_key: search.score(db.read, searchTerms(filters.q ?? '')) })
      .orderBy(search.productId, 'desc')
      .limit(RANKED);
    return { keyed: entries, descending: true };
  }
  const { column, descending } = ORDERS[filters.sort];
  const name = typeof column === 'string' ? column : column[lang];
  entries.select({ sort_key: `catalogue_entries.${name}` });
  return { keyed: entries, descending };
}

function cardOf(row: CardRow): Card {
  const offered = row.price_from_tiyn !== UNKNOWN_TIYN;
  return {
    id: row.product_id,
    slug: row.slug,
    name: row.name,
    maker: row.maker,
    aidClassCode: row.aid_class_code,
    madeToOrder: Boolean(row.made_to_order),
    picture: row.picture,
    best: offered ? sharesOf(row.price_from_tiyn, row.guaranteed_tiyn) : null,
    deliveryDays: row.delivery_days_from === UNKNOWN_DAYS ? null : row.delivery_days_from,
  };
}
