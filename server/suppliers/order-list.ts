// A supplier's orders by what is to do, what is due first on top. No data of people: a list needs none.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { DueKind } from '../requests/aid-request.ts';
import type { OrderStatus } from '../requests/orders.ts';

export const PAGE_SIZE = 50;
/** How far a view is counted: beyond it the page says "more than". */
export const COUNTED = 1000;

/** The views of the list. */
export const VIEWS = ['to-do', 'to-confirm', 'to-send', 'to-remedy', 'sent', 'done'] as const;
export type View = (typeof VIEWS)[number];

const STATUSES: Record<View, readonly OrderStatus[]> = {
  'to-do': ['to_confirm', 'confirmed', 'misfit'],
  'to-confirm': ['to_confirm'],
  'to-send': ['confirmed'],
  'to-remedy': ['misfit'],
  sent: ['dispatched'],
  done: ['delivered', 'declined', 'returned', 'cancelled'],
};

/** Next to which row a page starts. Open orders go by what is due, done ones by when they were closed, the newest first. */
export interface Place {
  direction: 'after' | 'before';
  on: string;
  id: number;
}

export interface OrderRow {
  id: number;
  number: string;
  status: OrderStatus;
  /** It is made for one person, with visits on the way. */
  made: boolean;
  /** What is ordered: a product, or the class of what is made to order. */
  product: Names;
  /** Null where there is no product to choose from. */
  variant: Names | null;
  article: string | null;
  region: Names;
  quantity: number;
  placedOn: string;
  dueOn: string | null;
  dueKind: DueKind | null;
  closedOn: string | null;
  price: number;
}

export interface OrderPage {
  rows: OrderRow[];
  earlier: boolean;
  later: boolean;
}

/** One page of a view of a supplier's orders. */
export async function listOrders(
  db: Queryable,
  supplierId: number,
  view: View,
  place: Place | null,
): Promise<OrderPage> {
  const backwards = place?.direction === 'before';
  const query = withDetails(inView(db, supplierId, view));
  const newestFirst = view === 'done';
  byDate(
    query,
    newestFirst ? 'orders.closed_on' : 'orders.due_on',
    place,
    newestFirst === backwards ? 'asc' : 'desc',
  );
  const found: Row[] = await query.limit(PAGE_SIZE + 1);
  const more = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE).map(rowOf);
  if (backwards) rows.reverse();
  return {
    rows,
    earlier: place !== null && (!backwards || more),
    later: backwards || more,
  };
}

/** How many orders each view holds, counted up to one more than `COUNTED`. */
export async function countViews(db: Queryable, supplierId: number): Promise<Record<View, number>> {
  const counts = VIEWS.map((view) => {
    const some = inView(db, supplierId, view)
      .select('orders.id')
      .limit(COUNTED + 1)
      .as('some');
    return db.from(some).count().as(view);
  });
  const [row]: Record<View, number>[] = await db.select(counts);
  return row!;
}

function inView(db: Queryable, supplierId: number, view: View): Knex.QueryBuilder {
  const query = db('orders')
    .where('orders.supplier_id', supplierId)
    .whereIn('orders.status', [...STATUSES[view]]);
  // Said as in the partial indexes: a bound `true` would not find them.
  return query.whereRaw(view === 'done' ? 'not orders.is_open' : 'orders.is_open');
}

function byDate(
  query: Knex.QueryBuilder,
  column: 'orders.due_on' | 'orders.closed_on',
  place: Place | null,
  order: 'asc' | 'desc',
): void {
  const sign = order === 'asc' ? '>' : '<';
  if (place) {
    void query.where(
      (beyond) =>
        void beyond
          .where(column, sign, place.on)
          .orWhere(
            (sameDay) => void sameDay.where(column, place.on).where('orders.id', sign, place.id),
          ),
    );
  }
  void query.orderBy([
    { column, order },
    { column: 'orders.id', order },
  ]);
}

function withDetails(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .join('requests', 'requests.id', 'orders.request_id')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('regions', 'regions.code', 'applicants.region_code')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .leftJoin('variants', 'variants.id', 'orders.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .select(
      'orders.id',
      'orders.number',
      'orders.status',
      'orders.quantity',
      'orders.placed_on',
      'orders.due_on',
      'orders.closed_on',
      'orders.price_tiyn',
      'requests.due_kind',
      'requests.route',
      'variants.article',
      'aid_classes.name_kk as class_kk',
      'aid_classes.name_ru as class_ru',
      'aid_classes.name_en as class_en',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'regions.name_kk as region_kk',
      'regions.name_ru as region_ru',
      'regions.name_en as region_en',
    );
}

function rowOf(row: Row): OrderRow {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    made: row.route === 'made_to_order',
    product: namesOf(row, row.article === null ? 'class' : 'name'),
    variant: row.article === null ? null : namesOf(row, 'label'),
    article: row.article,
    region: namesOf(row, 'region'),
    quantity: row.quantity,
    placedOn: row.placed_on,
    dueOn: row.due_on,
    dueKind: row.status === 'confirmed' ? row.due_kind : null,
    closedOn: row.closed_on,
    price: row.price_tiyn,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  number: string;
  status: OrderStatus;
  article: string | null;
  due_kind: DueKind | null;
  route: string;
  quantity: number;
  placed_on: string;
  due_on: string | null;
  closed_on: string | null;
  price_tiyn: number;
}
