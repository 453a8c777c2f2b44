// Delivers what waits in the outbox, each channel for itself, so that a slow one holds up no other. A message is
// claimed by one process; one that dies between sending and noting it leaves a claim that runs out, and the message
// goes again under the same id: at least once, and known as the same by whoever looks at the id.
import type { Knex } from 'knex';
import type { Database } from '../database.ts';
import { nextKnock, nextTry } from './back-off.ts';
import type { Channel } from './choices.ts';
import { whyOf } from './not-taken.ts';

const BATCH = 20;
/** How many are under way at once: a server that is slow to answer holds up so many and no more. */
const ABREAST = 5;
/** Longer than a batch can take: a process that died meanwhile loses its claim. */
const LEASE_MINUTES = 15;

export interface Delivered {
  sent: number;
  failed: number;
}

/** What waits to go out. */
export interface Waiting {
  id: number;
  tries: number;
}

/** One way out of the house. */
export interface Carrier<Item extends Waiting> {
  channel: Channel;
  /** Reads what is needed to send these. */
  read(db: Knex, ids: readonly number[]): Promise<Item[]>;
  /** When this one may go; null for now. */
  notBefore?(item: Item, at: Date): Date | null;
  /** @throws NotTaken, or any error: it is safe to try again */
  send(item: Item): Promise<void>;
}

/** Sends all that is due at `at`. Any number of processes may do so at once: each message is claimed by one. */
export async function deliver<Item extends Waiting>(
  db: Database,
  carrier: Carrier<Item>,
  at: Date,
): Promise<Delivered> {
  const delivered = { sent: 0, failed: 0 };
  for (;;) {
    const claimed = await claim(db.write, carrier.channel, at);
    const items = await carrier.read(db.write, claimed.ids);
    let away = 0;
    await abreast(items, async (item) => {
      const outcome = await carry(carrier, item, at);
      await settle(db.write, item, claimed.until, at, outcome);
      if (outcome.state === 'sent') delivered.sent += 1;
      else if (outcome.state === 'failed') delivered.failed += 1;
      if (outcome.state === 'failed' && outcome.why === 'away') away += 1;
    });
    // Where the service is away, the rest stays as it is: it is tried when the next run finds the service back.
    if (claimed.ids.length < BATCH || (away > 0 && away === items.length)) return delivered;
  }
}

type Outcome =
  | { state: 'sent' }
  | { state: 'later'; until: Date }
  | { state: 'failed'; why: 'away' | 'refused' | 'failed'; code: string };

async function carry<Item extends Waiting>(
  carrier: Carrier<Item>,
  item: Item,
  at: Date,
): Promise<Outcome> {
  const until = carrier.notBefore?.(item, at);
  if (until) return { state: 'later', until };
  try {
    await carrier.send(item);
    return { state: 'sent' };
  } catch (error) {
    const { why, code } = whyOf(error);
    return { state: 'failed', why, code };
  }
}

async function abreast<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: ABREAST }, one));
}

// The guard stands twice: of two processes that chose the same rows, PostgreSQL lets the second one look again.
async function claim(
  db: Knex,
  channel: Channel,
  at: Date,
): Promise<{ ids: number[]; until: string }> {
  const now = at.toISOString();
  const until = new Date(at.getTime() + LEASE_MINUTES * 60_000).toISOString();
  const isFree = (query: Knex.QueryBuilder) =>
    query
      .whereRaw(`state = 'waiting'`)
      .where({ channel })
      .where('next_try_at', '<=', now)
      .where((lease) => void lease.whereNull('leased_until').orWhere('leased_until', '<=', now));
  const due = isFree(db('outbox')).orderBy(['next_try_at', 'id']).limit(BATCH).select('id');
  const rows: { id: number }[] = await isFree(db('outbox').whereIn('id', due))
    .update({ leased_until: until, tries: db.raw('tries + 1') })
    .returning('id');
  return { ids: rows.map(({ id }) => id), until };
}

async function settle(
  db: Knex,
  { id, tries }: Waiting,
  until: string,
  at: Date,
  outcome: Outcome,
): Promise<void> {
  await db('outbox')
    .where({ id, leased_until: until })
    .update({ ...settled(id, tries, at, outcome), leased_until: null });
}

function settled(id: number, tries: number, at: Date, outcome: Outcome) {
  if (outcome.state === 'sent') {
    return { state: 'sent', sent_at: at.toISOString(), last_error: null, code: null };
  }
  if (outcome.state === 'later') {
    const then = outcome.until.toISOString();
    return { next_try_at: then, due_at: then, tries: tries - 1 };
  }
  const error = { last_error: outcome.code };
  // The service's fault counts for no message.
  if (outcome.why === 'away') {
    return { ...error, next_try_at: nextKnock(id, at).toISOString(), tries: tries - 1 };
  }
  const next = outcome.why === 'refused' ? null : nextTry(id, tries, at);
  return next ? { ...error, next_try_at: next.toISOString() } : { ...error, state: 'dead' };
}
