// The queries of lists: of the one whose key the browser holds, and of one that is shared.
import type { Queryable } from '../database.ts';

export interface ListRow {
  id: number;
  used_at: string;
  share_secret: string | null;
  share_code: string | null;
  share_code_until: string | null;
  share_notes: unknown;
}

export interface ItemRow {
  id: number;
  variant_id: number;
  position: number;
  note: string | null;
}

export async function findList(db: Queryable, keyHash: string): Promise<ListRow | null> {
  const row: ListRow | undefined = await db('shortlists').where({ key_hash: keyHash }).first();
  return row ?? null;
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockList(trx: Queryable, keyHash: string): Promise<ListRow | null> {
  const row: ListRow | undefined = await trx('shortlists')
    .where({ key_hash: keyHash })
    .forUpdate()
    .first();
  return row ?? null;
}

export async function findShared(db: Queryable, secret: string): Promise<ListRow | null> {
  const row: ListRow | undefined = await db('shortlists').where({ share_secret: secret }).first();
  return row ?? null;
}

/** The secret address behind a code that has not run out. */
export async function findByCode(db: Queryable, code: string, at: Date): Promise<string | null> {
  const row: { share_secret: string } | undefined = await db('shortlists')
    .where({ share_code: code })
    .where('share_code_until', '>', at.toISOString())
    .first('share_secret');
  return row?.share_secret ?? null;
}

/** What is on a list, in its order. */
export function listItems(db: Queryable, listId: number): Promise<ItemRow[]> {
  return db('shortlist_items')
    .where({ shortlist_id: listId })
    .orderBy(['position', 'id'])
    .select('id', 'variant_id', 'position', 'note');
}

export async function insertList(trx: Queryable, keyHash: string, at: Date): Promise<ListRow> {
  const now = at.toISOString();
  const row = { key_hash: keyHash, created_at: now, used_at: now };
  const [made]: ListRow[] = await trx('shortlists').insert(row).returning('*');
  return made!;
}

/** The published variants among `ids`. */
export async function choosableIds(db: Queryable, ids: readonly number[]): Promise<Set<number>> {
  const rows: { id: number }[] = await db('variants')
    .join('products', 'products.id', 'variants.product_id')
    .where({ 'products.status': 'published', 'variants.active': true })
    .whereIn('variants.id', ids)
    .select('variants.id');
  return new Set(rows.map(({ id }) => id));
}
