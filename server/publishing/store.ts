// Reads revisions; rows become revisions here. They are written by `revision-writes.ts`.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import { inChunks } from './chunks.ts';
import type { ProductContent } from './content.ts';
import { OPEN, type RevisionStatus } from './lifecycle.ts';
import type { ProductRow } from './published.ts';

/** A revision without what it says: for lists. */
export interface RevisionHead {
  id: number;
  productId: number;
  number: number;
  status: RevisionStatus;
  version: number;
  baseId: number | null;
  supplierId: number | null;
  createdAt: string;
  createdBy: number | null;
  changedBy: number | null;
  submittedAt: string | null;
  submittedBy: number | null;
  decidedAt: string | null;
  decidedBy: number | null;
  note: string | null;
  message: string | null;
  publishOn: string | null;
  withdrawOn: string | null;
  publishedOn: string | null;
}

export interface Revision extends RevisionHead {
  content: ProductContent;
}

const HEAD = [
  'id',
  'product_id',
  'number',
  'status',
  'version',
  'base_id',
  'supplier_id',
  'created_at',
  'created_by',
  'changed_by',
  'submitted_at',
  'submitted_by',
  'decided_at',
  'decided_by',
  'note',
  'message',
  'publish_on',
  'withdraw_on',
  'published_on',
].map((column) => `product_revisions.${column}`);

/** @throws NotFound */
export async function findProduct(db: Queryable, id: number): Promise<ProductRow> {
  const row: ProductRow | undefined = await db('products').where({ id }).first();
  if (!row) throw new NotFound();
  return row;
}

/** Locks products for the rest of the transaction, always in one order. */
export async function lockProducts(
  trx: Knex.Transaction,
  ids: readonly number[],
): Promise<Map<number, ProductRow>> {
  const rows: ProductRow[] = [];
  for (const some of inChunks(
    [...new Set(ids)].toSorted((a, b) => a - b),
    500,
  )) {
    rows.push(...(await trx('products').whereIn('id', some).orderBy('id').forUpdate()));
  }
  return new Map(rows.map((row) => [row.id, row]));
}

/** @throws NotFound */
export async function findRevision(db: Queryable, id: number): Promise<Revision> {
  const row: RevisionRow | undefined = await db('product_revisions').where({ id }).first();
  if (!row) throw new NotFound();
  return revisionOf(row);
}

/** A version of a product. @throws NotFound */
export async function findVersion(
  db: Queryable,
  productId: number,
  number: number,
): Promise<Revision> {
  const row: RevisionRow | undefined = await db('product_revisions')
    .where({ product_id: productId, number })
    .first();
  if (!row) throw new NotFound();
  return revisionOf(row);
}

/** The revision that was shown before the one of this number. */
export async function findShownBefore(
  db: Queryable,
  { productId, number }: Pick<Revision, 'productId' | 'number'>,
): Promise<Revision | null> {
  const row: RevisionRow | undefined = await db('product_revisions')
    .where({ product_id: productId })
    .whereIn('status', ['superseded', 'published'])
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .first();
  return row ? revisionOf(row) : null;
}

/** What was shown of a product last. */
export async function findNewestShown(db: Queryable, productId: number): Promise<Revision | null> {
  return findShownBefore(db, { productId, number: 2_147_483_647 });
}

/** The open revisions of products: one at most for each who propose. */
export async function openRevisions(
  db: Queryable,
  productIds: readonly number[],
  supplierId?: number | null,
): Promise<Revision[]> {
  const rows: RevisionRow[] = [];
  for (const some of inChunks(productIds, 500)) {
    const query = db('product_revisions').whereIn('product_id', some).whereIn('status', OPEN);
    if (supplierId !== undefined) {
      void query.where({ supplier_id: supplierId });
    }
    rows.push(...(await query.orderBy('id')));
  }
  return rows.map(revisionOf);
}

/** All revisions of a product, the newest first. */
export async function listRevisions(db: Queryable, productId: number): Promise<RevisionHead[]> {
  const rows: RevisionRow[] = await db('product_revisions')
    .where({ product_id: productId })
    .orderBy('number', 'desc')
    .select(HEAD);
  return rows.map(headOf);
}

/** What is published of a product now, as a revision; null before there were any. */
export async function findPublishedHead(
  db: Queryable,
  productId: number,
): Promise<RevisionHead | null> {
  const row: RevisionRow | undefined = await db('product_revisions')
    .where({ product_id: productId, status: 'published' })
    .select(HEAD)
    .first();
  return row ? headOf(row) : null;
}

/** The newest revision, whatever became of it. */
export async function findNewest(db: Queryable, productId: number): Promise<Revision | null> {
  const row: RevisionRow | undefined = await db('product_revisions')
    .where({ product_id: productId })
    .orderBy('number', 'desc')
    .first();
  return row ? revisionOf(row) : null;
}

/** The number of the newest revision of each product. */
export async function newestNumbers(
  db: Queryable,
  productIds: readonly number[],
): Promise<Map<number, number>> {
  const numbers = new Map<number, number>();
  for (const some of inChunks(productIds, 500)) {
    const rows: { product_id: number; number: number }[] = await db('product_revisions')
      .whereIn('product_id', some)
      .groupBy('product_id')
      .select('product_id')
      .max({ number: 'number' });
    for (const row of rows) numbers.set(row.product_id, row.number);
  }
  return numbers;
}

interface RevisionRow extends Record<string, unknown> {
  id: number;
  content: string;
}

function revisionOf(row: RevisionRow): Revision {
  return { ...headOf(row), content: JSON.parse(row.content) as ProductContent };
}

function headOf(row: RevisionRow): RevisionHead {
  return {
    id: row.id,
    productId: row.product_id as number,
    number: row.number as number,
    status: row.status as RevisionStatus,
    version: row.version as number,
    baseId: row.base_id as number | null,
    supplierId: row.supplier_id as number | null,
    createdAt: row.created_at as string,
    createdBy: row.created_by as number | null,
    changedBy: row.changed_by as number | null,
    submittedAt: row.submitted_at as string | null,
    submittedBy: row.submitted_by as number | null,
    decidedAt: row.decided_at as string | null,
    decidedBy: row.decided_by as number | null,
    note: row.note as string | null,
    message: row.message as string | null,
    publishOn: row.publish_on as string | null,
    withdrawOn: row.withdraw_on as string | null,
    publishedOn: row.published_on as string | null,
  };
}
