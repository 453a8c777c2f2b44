// The only queries on revisions; rows become revisions here.
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

export interface NewRevision {
  product_id: number;
  number: number;
  content: ProductContent;
  status: RevisionStatus;
  base_id?: number | null;
  supplier_id?: number | null;
  created_at: string;
  created_by?: number | null;
  changed_by?: number | null;
  submitted_at?: string | null;
  submitted_by?: number | null;
  decided_at?: string | null;
  note?: string | null;
  publish_on?: string | null;
  withdraw_on?: string | null;
  published_on?: string | null;
  creation_key?: string | null;
}

/** Adds revisions and gives their ids, in order. */
export async function insertRevisions(
  trx: Knex.Transaction,
  revisions: readonly NewRevision[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const some of inChunks(revisions, 20)) {
    const rows = some.map((one) => ({ ...BLANK, ...one, content: JSON.stringify(one.content) }));
    const made: { id: number; product_id: number; number: number }[] = await trx(
      'product_revisions',
    )
      .insert(rows)
      .returning(['id', 'product_id', 'number']);
    const idOf = new Map(made.map((row) => [`${row.product_id}.${row.number}`, row.id]));
    ids.push(...some.map((one) => idOf.get(`${one.product_id}.${one.number}`)!));
  }
  return ids;
}

// Rows of one insert name the same columns.
const BLANK = {
  base_id: null,
  supplier_id: null,
  created_by: null,
  changed_by: null,
  submitted_at: null,
  submitted_by: null,
  decided_at: null,
  note: null,
  publish_on: null,
  withdraw_on: null,
  published_on: null,
  creation_key: null,
};

/** Changes a revision that is locked with its product. */
export async function updateRevision(
  trx: Knex.Transaction,
  { id, version }: Pick<RevisionHead, 'id' | 'version'>,
  values: Partial<Omit<NewRevision, 'content' | 'product_id' | 'number'>> & {
    content?: ProductContent;
    decided_by?: number | null;
    message?: string | null;
  },
): Promise<void> {
  const { content, ...rest } = values;
  await trx('product_revisions')
    .where({ id })
    .update({
      ...rest,
      ...(content && { content: JSON.stringify(content) }),
      version: version + 1,
    });
}

/** Writes down the articles of an open revision; none when it is closed. */
export async function writeArticles(
  trx: Knex.Transaction,
  revisions: readonly { id: number; articles: readonly string[] }[],
): Promise<void> {
  for (const some of inChunks(revisions, 400)) {
    await trx('revision_articles')
      .whereIn(
        'revision_id',
        some.map(({ id }) => id),
      )
      .del();
  }
  const rows = revisions.flatMap(({ id, articles }) =>
    articles.map((article) => ({ revision_id: id, article })),
  );
  for (const some of inChunks(rows, 300)) await trx('revision_articles').insert(some);
}

/** The products that have these articles: in the catalogue, and in somebody's own open revisions. */
export async function findArticles(
  db: Queryable,
  articles: readonly string[],
  supplierId: number | null,
): Promise<{ article: string; productId: number; own: boolean }[]> {
  const found: { article: string; productId: number; own: boolean }[] = [];
  for (const some of inChunks(articles, 500)) {
    const held: ArticleRow[] = await db('variants')
      .whereIn('article', some)
      .select('article', 'product_id');
    const open: ArticleRow[] = await db('revision_articles')
      .join('product_revisions', 'product_revisions.id', 'revision_articles.revision_id')
      .whereIn('revision_articles.article', some)
      .where({ 'product_revisions.supplier_id': supplierId })
      .select('revision_articles.article', 'product_revisions.product_id');
    found.push(
      ...held.map((row) => ({ article: row.article, productId: row.product_id, own: false })),
      ...open.map((row) => ({ article: row.article, productId: row.product_id, own: true })),
    );
  }
  return found;
}

/** The articles that a product has in the catalogue's tables: requests and offers may refer to them. */
export async function findPublishedVariants(
  db: Queryable,
  productId: number,
): Promise<Set<string>> {
  const rows: { article: string }[] = await db('variants')
    .where({ product_id: productId })
    .select('article');
  return new Set(rows.map(({ article }) => article));
}

interface ArticleRow {
  article: string;
  product_id: number;
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
