// A product as somebody works on it: their own open draft, else what is published, else what was last proposed.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import { inChunks } from './chunks.ts';
import { EDITABLE } from './lifecycle.ts';
import type { Held } from './proposal.ts';
import { readPublished, type ProductRow } from './published.ts';
import { findNewest, findProduct, newestNumbers, openRevisions, type Revision } from './store.ts';
import { insertRevisions } from './revision-writes.ts';
import { findArticles } from './articles.ts';

export interface HeldProduct extends Held {
  product: ProductRow;
  /** One's own open revision. */
  open: Revision | null;
}

/** The product of an id for whoever acts. To others' unpublished products it answers as if they were not there. @throws NotFound */
export async function openProduct(
  db: Queryable,
  id: number,
  supplierId: number | null,
): Promise<HeldProduct> {
  const product = await findProduct(db, id);
  const held = (await holdProducts(db, [product], supplierId)).get(id);
  if (!held) throw new NotFound();
  return held;
}

/** What somebody works on, by product. Products that are not theirs to propose are left out. */
export async function holdProducts(
  db: Queryable,
  products: readonly ProductRow[],
  supplierId: number | null,
): Promise<Map<number, HeldProduct>> {
  const ids = products.map(({ id }) => id);
  const open = new Map(
    (await openRevisions(db, ids, supplierId)).map((one) => [one.productId, one]),
  );
  const others = products.filter(({ id }) => !open.has(id));
  const firms = await firmsThatProposed(
    db,
    others.filter(({ status }) => status !== 'published').map(({ id }) => id),
  );
  const theirs = others.filter((product) => isTheirs(product, firms.get(product.id), supplierId));
  const tables = await readPublished(
    db,
    theirs.filter(({ status }) => status !== 'draft'),
  );
  const held = new Map<number, HeldProduct>();
  for (const product of products) {
    const own = open.get(product.id) ?? null;
    if (!own && !theirs.includes(product)) continue;
    const content = own?.content ?? tables.get(product.id) ?? (await lastProposed(db, product));
    held.set(product.id, {
      productId: product.id,
      product,
      open: own,
      content,
      stamp: stampOf(product, own),
      waits: own !== null && !EDITABLE.includes(own.status),
    });
  }
  return held;
}

/** The products that have these articles, as whoever acts would work on them. */
export async function readContents(
  db: Queryable,
  articles: readonly string[],
  supplierId: number | null = null,
): Promise<Map<string, Held>> {
  const found = await findArticles(db, articles, supplierId);
  const ids = [...new Set(found.map(({ productId }) => productId))];
  const products: ProductRow[] = [];
  for (const some of inChunks(ids, 500)) {
    products.push(...(await db('products').whereIn('id', some)));
  }
  const held = await holdProducts(db, products, supplierId);
  return new Map(
    found.flatMap(({ article, productId }): [string, Held][] => {
      const one = held.get(productId);
      if (!one) return [];
      const { content, stamp, waits } = one;
      return [[article, { productId, content, stamp, waits }]];
    }),
  );
}

/** Marks the state of a product and of the draft that a form was filled in for. */
export function stampOf(
  product: Pick<ProductRow, 'version'>,
  open: Pick<Revision, 'id' | 'version'> | null,
): string {
  return `${product.version}_${open?.id ?? 0}_${open?.version ?? 0}`;
}

/** Marks what a reviewer has seen: the product, the revision, and what is published. */
export function seenStamp(
  product: Pick<ProductRow, 'version'>,
  revision: Pick<Revision, 'id' | 'version'>,
  publishedId: number | null,
): string {
  return `${stampOf(product, revision)}_${publishedId ?? 0}`;
}

export interface Base {
  /** The number of the next revision. */
  next: number;
  /** What is published now. */
  baseId: number | null;
}

/** Where new revisions of products begin. What was published before there were revisions becomes the first. */
export async function basesOf(
  trx: Knex.Transaction,
  products: readonly ProductRow[],
): Promise<Map<number, Base>> {
  const ids = products.map(({ id }) => id);
  const numbers = await newestNumbers(trx, ids);
  const without = products.filter(({ id, status }) => status !== 'draft' && !numbers.has(id));
  const contents = await readPublished(trx, without);
  await insertRevisions(
    trx,
    without.map((product) => ({
      product_id: product.id,
      number: 1,
      content: contents.get(product.id)!,
      status: product.status === 'published' ? 'published' : 'superseded',
      created_at: product.updated_at,
      published_on: product.published_on,
    })),
  );
  for (const { id } of without) numbers.set(id, 1);
  const published = new Map<number, number>();
  for (const some of inChunks(ids, 500)) {
    const rows: { id: number; product_id: number }[] = await trx('product_revisions')
      .whereIn('product_id', some)
      .where({ status: 'published' })
      .select('id', 'product_id');
    for (const row of rows) published.set(row.product_id, row.id);
  }
  return new Map(
    ids.map((id) => [id, { next: (numbers.get(id) ?? 0) + 1, baseId: published.get(id) ?? null }]),
  );
}

// Before a product was ever shown, it belongs to whoever proposed it; a withdrawn one also to the firms that did.
function isTheirs(
  { status }: ProductRow,
  firms: readonly (number | null)[] = [],
  supplierId: number | null,
): boolean {
  if (status === 'published') return true;
  if (supplierId !== null) return firms.includes(supplierId);
  return status === 'withdrawn' || firms.length === 0 || firms.includes(null);
}

async function firmsThatProposed(
  db: Queryable,
  productIds: readonly number[],
): Promise<Map<number, (number | null)[]>> {
  const firms = new Map<number, (number | null)[]>();
  for (const some of inChunks(productIds, 500)) {
    const rows: { product_id: number; supplier_id: number | null }[] = await db('product_revisions')
      .whereIn('product_id', some)
      .distinct('product_id', 'supplier_id');
    for (const row of rows) {
      firms.set(row.product_id, [...(firms.get(row.product_id) ?? []), row.supplier_id]);
    }
  }
  return firms;
}

async function lastProposed(db: Queryable, product: ProductRow) {
  const newest = await findNewest(db, product.id);
  return newest?.content ?? (await readPublished(db, [product])).get(product.id)!;
}
