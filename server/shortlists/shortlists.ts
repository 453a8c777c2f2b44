// The acts on lists: each one transaction, the same act twice does it once.
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../database.ts';
import { newSpokenCode } from '../i18n/spoken-code.ts';
import { NotFound } from '../web/errors.ts';
import {
  choosableIds,
  findByCode,
  findList,
  findShared,
  insertList,
  listItems,
  lockList,
  type ItemRow,
  type ListRow,
} from './store.ts';

/** More than these nobody weighs up: the list says so in words. */
export const MOST_ITEMS = 30;
/** So long a code can be used on the phone. */
export const CODE_DAYS = 30;

const DAY = 24 * 3600 * 1000;

export interface Item {
  variantId: number;
  note: string | null;
}

export interface Shortlist {
  id: number;
  items: Item[];
  share: { secret: string; code: string; codeUntil: string; notes: boolean } | null;
}

/** The list whose key has this hash; null where there is none. */
export async function ownList(db: Database, keyHash: string | null): Promise<Shortlist | null> {
  const row = keyHash === null ? null : await findList(db.read, keyHash);
  return row && listOf(row, await listItems(db.read, row.id));
}

/** The shared list behind a secret address, without notes unless its owner shares them. */
export async function sharedList(db: Database, secret: string): Promise<Shortlist | null> {
  const row = await findShared(db.read, secret);
  if (!row) return null;
  const list = listOf(row, await listItems(db.read, row.id));
  if (list.share?.notes) return list;
  return { ...list, items: list.items.map((item) => ({ ...item, note: null })) };
}

/** The secret address that a code leads to; null for a code that is unknown, withdrawn or has run out. */
export function secretBehind(db: Database, code: string, at: Date): Promise<string | null> {
  return findByCode(db.read, code, at);
}

/** Says that the owner looked, at most once a day. */
export async function markUsed(db: Database, keyHash: string, at: Date): Promise<void> {
  await db
    .write('shortlists')
    .where({ key_hash: keyHash })
    .where('used_at', '<', new Date(at.getTime() - DAY).toISOString())
    .update({ used_at: at.toISOString() });
}

/**
 * Puts variants on the list, which is made where there is none, behind what is there. Gives how many were added, how
 * many were there already and how many the list has no room for.
 * @throws NotFound where none of them can be chosen
 */
export function addItems(
  db: Database,
  keyHash: string,
  items: readonly Item[],
  at: Date,
): Promise<{ added: number; there: number; tooMany: number; count: number }> {
  return retriedOnce(() =>
    inTransaction(db, async (trx) => {
      const choosable = await choosableIds(
        trx,
        items.map(({ variantId }) => variantId),
      );
      const wanted = items.filter(({ variantId }) => choosable.has(variantId));
      if (wanted.length === 0) throw new NotFound();
      const list = (await lockList(trx, keyHash)) ?? (await insertList(trx, keyHash, at));
      const present = await listItems(trx, list.id);
      const known = new Set(present.map((item) => item.variant_id));
      const fresh = wanted.filter(({ variantId }) => !known.has(variantId));
      const added = fresh.slice(0, Math.max(0, MOST_ITEMS - present.length));
      const last = present.at(-1)?.position ?? 0;
      const rows = added.map(({ variantId, note }, index) => ({
        shortlist_id: list.id,
        variant_id: variantId,
        position: last + index + 1,
        note,
        added_at: at.toISOString(),
      }));
      if (rows.length) await trx('shortlist_items').insert(rows);
      await trx('shortlists').where({ id: list.id }).update({ used_at: at.toISOString() });
      return {
        added: added.length,
        there: wanted.length - fresh.length,
        tooMany: fresh.length - added.length,
        count: present.length + added.length,
      };
    }),
  );
}

/** Takes a variant off the list; gone already is as good. */
export async function removeItem(db: Database, keyHash: string, variantId: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const list = await lockList(trx, keyHash);
    if (!list) return;
    await trx('shortlist_items').where({ shortlist_id: list.id, variant_id: variantId }).del();
  });
}

/** @throws NotFound where the variant is not on the list */
export async function noteItem(
  db: Database,
  keyHash: string,
  { variantId, note }: Item,
): Promise<void> {
  await onItem(db, keyHash, variantId, async (trx, { item }) => {
    await trx('shortlist_items').where({ id: item.id }).update({ note });
  });
}

/** Changes places with the one above or below; at the end of the list nothing happens. */
export async function moveItem(
  db: Database,
  keyHash: string,
  { variantId, to }: { variantId: number; to: 'up' | 'down' },
): Promise<void> {
  await onItem(db, keyHash, variantId, async (trx, { item, items }) => {
    const neighbour = items[items.indexOf(item) + (to === 'up' ? -1 : 1)];
    if (!neighbour) return;
    const places = [
      [item.id, neighbour.position],
      [neighbour.id, item.position],
    ] as const;
    for (const [id, position] of places) {
      await trx('shortlist_items').where({ id }).update({ position });
    }
  });
}

/**
 * Shares the list read-only, or says anew whether its notes are shared; a code that has run out is replaced.
 * False where there is nothing to share.
 */
export async function shareList(
  db: Database,
  keyHash: string,
  { notes, at }: { notes: boolean; at: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const list = await lockList(trx, keyHash);
    if (!list || (await listItems(trx, list.id)).length === 0) return false;
    const isLive = (list.share_code_until ?? '') > at.toISOString();
    const until = new Date(at.getTime() + CODE_DAYS * DAY);
    await trx('shortlists')
      .where({ id: list.id })
      .update({
        share_notes: notes,
        share_secret: list.share_secret ?? randomBytes(16).toString('base64url'),
        ...(!isLive && {
          share_code: await unusedCode(trx),
          share_code_until: until.toISOString(),
        }),
      });
    return true;
  });
}

/** Ends the sharing: address and code lead nowhere from now on. */
export async function stopSharing(db: Database, keyHash: string): Promise<void> {
  await db.write('shortlists').where({ key_hash: keyHash }).update({
    share_secret: null,
    share_code: null,
    share_code_until: null,
    share_notes: false,
  });
}

/** Forgets the list and all that is on it. */
export async function removeList(db: Database, keyHash: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const list = await lockList(trx, keyHash);
    if (!list) return;
    await trx('shortlist_items').where({ shortlist_id: list.id }).del();
    await trx('shortlists').where({ id: list.id }).del();
  });
}

async function onItem(
  db: Database,
  keyHash: string,
  variantId: number,
  work: (trx: Knex.Transaction, on: { item: ItemRow; items: ItemRow[] }) => Promise<void>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const list = await lockList(trx, keyHash);
    const items = list ? await listItems(trx, list.id) : [];
    const item = items.find((one) => one.variant_id === variantId);
    if (!item) throw new NotFound();
    await work(trx, { item, items });
  });
}

async function unusedCode(trx: Queryable): Promise<string> {
  for (;;) {
    const code = newSpokenCode();
    const taken: unknown = await trx('shortlists').where({ share_code: code }).first('id');
    if (!taken) return code;
  }
}

// Two first additions at once both make the list: the second finds the first one's.
async function retriedOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicate(error)) return work();
    throw error;
  }
}

function listOf(row: ListRow, items: readonly ItemRow[]): Shortlist {
  const { share_secret: secret, share_code: code, share_code_until: codeUntil } = row;
  return {
    id: row.id,
    items: items.map(({ variant_id, note }) => ({ variantId: variant_id, note })),
    share:
      secret && code && codeUntil
        ? { secret, code, codeUntil, notes: Boolean(row.share_notes) }
        : null,
  };
}
