// What could not be delivered: to look at without a person's values, to send again, or to let go.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction, type Database, type Queryable } from '../database.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import type { Channel } from './choices.ts';

export interface DeadLetter {
  id: number;
  channel: Channel;
  kind: string;
  error: string;
  tries: number;
  createdAt: string;
}

/** Which ones: of a channel, of an error, or all. */
export interface DeadFilter {
  channel: Channel | null;
  error: string | null;
}

/** One page of what was given up, newest first. */
export async function listDead(
  db: Queryable,
  filter: DeadFilter,
  place: Place,
  size = 50,
): Promise<Stretch<DeadLetter>> {
  const query = dead(db, filter)
    .join('messages', 'messages.id', 'outbox.message_id')
    .select(
      'outbox.id',
      'outbox.channel',
      'outbox.last_error',
      'outbox.tries',
      'messages.kind',
      'messages.created_at',
    );
  const { rows, newer, older } = await newestFirst<DeadRow>(query, 'outbox.id', place, size);
  return {
    rows: rows.map(({ last_error, created_at, ...row }) => ({
      ...row,
      error: last_error ?? '',
      createdAt: created_at,
    })),
    newer,
    older,
  };
}

export interface DeadError {
  channel: Channel;
  error: string;
  count: number;
}

/** How many were given up of each error. */
export async function countDead(db: Queryable): Promise<DeadError[]> {
  const rows: { channel: Channel; last_error: string | null; count: number }[] = await db('outbox')
    .whereRaw(`state = 'dead'`)
    .groupBy('channel', 'last_error')
    .orderBy(['channel', 'last_error'])
    .select('channel', 'last_error')
    .count({ count: '*' });
  return rows.map(({ last_error, ...row }) => ({ ...row, error: last_error ?? '' }));
}

export interface DeadAct {
  by: { accountId: number };
  at: Date;
}

/** Puts one back among what waits. Sent twice, it happens once. Gives how many. */
export function replayOne(db: Database, act: DeadAct, id: number): Promise<number> {
  return settleDead(db, act, { id }, 'outbox.replayed');
}

/** Puts all of an error back among what waits. Gives how many. */
export function replayAll(
  db: Database,
  act: DeadAct,
  of: { channel: Channel; error: string },
): Promise<number> {
  return settleDead(db, act, of, 'outbox.replayed');
}

/** Gives one up for good: the message stays in the portal. Gives how many. */
export function letGo(db: Database, act: DeadAct, id: number): Promise<number> {
  return settleDead(db, act, { id }, 'outbox.let_go');
}

type Which = { id: number } | { channel: Channel; error: string };

function settleDead(
  db: Database,
  { by, at }: DeadAct,
  which: Which,
  action: 'outbox.replayed' | 'outbox.let_go',
): Promise<number> {
  const now = at.toISOString();
  const again = { state: 'waiting', tries: 0, due_at: now, next_try_at: now, leased_until: null };
  return inTransaction(db, async (trx) => {
    const rows =
      'id' in which
        ? trx('outbox').whereRaw(`state = 'dead'`).where({ id: which.id })
        : dead(trx, which);
    const changed = await rows.update(action === 'outbox.replayed' ? again : { state: 'dropped' });
    if (changed) {
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: 'administrator',
        action,
        objectKind: 'outbox',
        objectId: 'id' in which ? which.id : which.channel,
        detail: 'id' in which ? null : `${which.error || '–'}: ${changed}`,
      });
    }
    return changed;
  });
}

function dead(db: Queryable, { channel, error }: DeadFilter): Knex.QueryBuilder {
  const query = db('outbox').whereRaw(`state = 'dead'`);
  if (channel) void query.where('outbox.channel', channel);
  if (error === '') void query.whereNull('outbox.last_error');
  else if (error) void query.where('outbox.last_error', error);
  return query;
}

interface DeadRow {
  id: number;
  channel: Channel;
  last_error: string | null;
  tries: number;
  kind: string;
  created_at: string;
}
