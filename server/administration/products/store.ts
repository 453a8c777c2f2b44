// The desk's list of products. What products say, and their way into the catalogue, is `publishing`'s.
import type { Knex } from 'knex';
import type { Queryable } from '../../database.ts';
import { searchIn } from '../list-page.ts';

export interface ProductRow extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  maker: string;
  status: 'draft' | 'published' | 'withdrawn';
  /** Something of it waits to be reviewed, or for its day. */
  open: 'in_review' | 'accepted' | null;
  updated_at: string;
}

/** Where a product stands: what people see of it, or that something of it is being worked on. */
export const SHOWN = ['draft', 'in_review', 'accepted', 'published', 'withdrawn'] as const;
type Shown = (typeof SHOWN)[number];

/** The products that fit a filter, to be counted or paged. `classes` are the codes to look in. */
export function productsBy(
  db: Queryable,
  {
    q,
    status,
    classes,
  }: { q: string | null; status: Shown | null; classes: readonly string[] | null },
): Knex.QueryBuilder {
  const open = db('product_revisions')
    .where('product_revisions.product_id', db.ref('products.id'))
    .whereIn('status', ['in_review', 'accepted']);
  const query = db('products').select(
    'products.id',
    'products.aid_class_code',
    'products.maker',
    'products.name_kk',
    'products.name_ru',
    'products.name_en',
    'products.status',
    'products.updated_at',
    open.max('status').as('open'), // of the two, by the alphabet, what waits to be reviewed
  );
  if (q) searchIn(query, ['maker', 'name_kk', 'name_ru', 'name_en', 'slug'], q);
  if (status === 'in_review' || status === 'accepted') {
    query.whereIn('products.id', db('product_revisions').where({ status }).select('product_id'));
  } else if (status) query.where({ 'products.status': status });
  if (classes) query.whereIn('aid_class_code', classes);
  return query;
}
