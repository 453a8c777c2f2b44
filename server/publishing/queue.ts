// What waits to be reviewed: who waits longest is first, page after page by key.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { ProductContent } from './content.ts';
import { seenStamp } from './held.ts';
import type { ProductStatus } from './published.ts';

export interface Waiting {
  id: number;
  productId: number;
  names: Names;
  aidClassCode: string;
  /** A published product: this is a change to it. */
  productStatus: ProductStatus;
  content: ProductContent;
  /** What a reviewer who sees this row has seen; see `seenOf`. */
  seen: string;
  /** The firm that proposes; null: administrators. */
  supplier: Names | null;
  submittedAt: string;
  submittedBy: number | null;
  changedBy: number | null;
  supplierId: number | null;
  publishOn: string | null;
}

/** Where a page begins: after this one. */
export interface QueuePlace {
  submittedAt: string;
  id: number;
}

export const QUEUE_PAGE = 50;
const COUNTED = 1000;

/** A page of the queue, and the place from which it goes on. */
export async function readQueue(
  db: Queryable,
  after: QueuePlace | null,
): Promise<{ rows: Waiting[]; next: QueuePlace | null }> {
  const query = db('product_revisions')
    .join('products', 'products.id', 'product_revisions.product_id')
    .leftJoin('suppliers', 'suppliers.id', 'product_revisions.supplier_id')
    .leftJoin(
      db('product_revisions').where({ status: 'published' }).select('id', 'product_id').as('shown'),
      'shown.product_id',
      'products.id',
    )
    .where({ 'product_revisions.status': 'in_review' })
    .orderBy(['product_revisions.submitted_at', 'product_revisions.id'])
    .limit(QUEUE_PAGE + 1)
    .select(
      'product_revisions.id',
      'product_revisions.product_id',
      'product_revisions.supplier_id',
      'product_revisions.submitted_at',
      'product_revisions.submitted_by',
      'product_revisions.changed_by',
      'product_revisions.publish_on',
      'product_revisions.version',
      'product_revisions.content',
      'products.version as product_version',
      'products.status',
      'shown.id as shown_id',
      'products.aid_class_code',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
    );
  if (after) {
    void query.where(
      (later) =>
        void later
          .where('product_revisions.submitted_at', '>', after.submittedAt)
          .orWhere(
            (same) =>
              void same
                .where('product_revisions.submitted_at', after.submittedAt)
                .where('product_revisions.id', '>', after.id),
          ),
    );
  }
  const found: Row[] = await query;
  const rows = found.slice(0, QUEUE_PAGE).map(waitingOf);
  const last = rows.at(-1);
  return { rows, next: found.length > QUEUE_PAGE && last ? last : null };
}

/** How many wait, up to a thousand and one. */
export async function countQueue(db: Queryable): Promise<number> {
  const some = db('product_revisions')
    .where({ status: 'in_review' })
    .limit(COUNTED + 1)
    .select('id')
    .as('some');
  const [row]: { count: number }[] = await db.from(some).count({ count: '*' });
  return row!.count;
}

interface Row extends Record<string, unknown> {
  id: number;
  product_id: number;
  supplier_id: number | null;
  submitted_at: string;
  submitted_by: number | null;
  changed_by: number | null;
  version: number;
  content: string;
  product_version: number;
  shown_id: number | null;
  publish_on: string | null;
  status: ProductStatus;
  aid_class_code: string;
}

function waitingOf(row: Row): Waiting {
  return {
    id: row.id,
    productId: row.product_id,
    names: namesOf(row),
    aidClassCode: row.aid_class_code,
    productStatus: row.status,
    content: JSON.parse(row.content) as ProductContent,
    seen: seenStamp(
      { version: row.product_version },
      { id: row.id, version: row.version },
      row.shown_id,
    ),
    supplier: row.supplier_id === null ? null : namesOf(row, 'supplier'),
    submittedAt: row.submitted_at,
    submittedBy: row.submitted_by,
    changedBy: row.changed_by,
    supplierId: row.supplier_id,
    publishOn: row.publish_on,
  };
}
