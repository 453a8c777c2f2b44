// Slows down guessing (v5.0.0-6.3.1): five tries a minute, then growing waits of up to a quarter of an hour.
// Counted by account, by the browsers that the account has signed in from, and by address. A known browser has a count
// of its own, so that a stranger who keeps guessing cannot keep the person out.
import type { Knex } from 'knex';
import { inTransaction, type Database } from '../database.ts';
import type { Vault } from '../vault.ts';
import { TooMany } from '../web/errors.ts';

/** Tries before the first wait. Many people share the address of a village or an office. */
const FREE = { account: 5, device: 5, address: 20, guess: 10 };
const MINUTE = 60_000;
const LONGEST_WAIT = 15 * MINUTE;
/** After so long without a failure a count starts anew: short while nothing is blocked. */
const FORGET = { free: MINUTE, blocked: 60 * MINUTE };

/** One try under way: counted as failed until `succeeded` takes it back. */
export interface Attempt {
  /** The try used up the free ones: from now on there is a wait. */
  blocked: boolean;
  succeeded(trx: Knex.Transaction): Promise<void>;
}

export interface AttemptBy {
  /** Fingerprint of the number that was typed, whether or not there is such an account. */
  account: string;
  address: string;
  /** The browser, where it has signed in to this account before. */
  device: string | null;
}

type Kind = keyof typeof FREE;

/** Counts a try before it is made, so that simultaneous ones are all counted. @throws TooMany */
export async function startAttempt(
  db: Database,
  vault: Vault,
  by: AttemptBy,
  at: Date,
): Promise<Attempt> {
  const bucket = (kind: Kind, what: string) => ({
    kind,
    key: vault.fingerprint(`${kind}.${what}`),
  });
  const own = by.device
    ? bucket('device', `${by.account}.${by.device}`)
    : bucket('account', by.account);
  const shared = bucket('address', by.address);
  const blocked = await inTransaction(db, async (trx) => {
    const counts = [await count(trx, shared, at), await count(trx, own, at)];
    return counts.some(Boolean);
  });
  return {
    blocked,
    async succeeded(trx) {
      await trx('throttles').where({ bucket: own.key }).del();
      await trx('throttles')
        .where({ bucket: shared.key })
        .where('failures', '>', 0)
        .update({ blocked_until: null })
        .decrement('failures', 1);
    },
  };
}

/**
 * Counts a try at a secret that belongs to no account, such as a code read out over the phone: by the address from which
 * it comes. @throws TooMany
 */
export async function startGuess(
  db: Database,
  vault: Vault,
  by: { of: string; address: string },
  at: Date,
): Promise<{ succeeded: () => Promise<void> }> {
  const key = vault.fingerprint(`guess.${by.of}.${by.address}`);
  await inTransaction(db, (trx) => count(trx, { kind: 'guess', key }, at));
  return {
    async succeeded() {
      await db
        .write('throttles')
        .where({ bucket: key })
        .where('failures', '>', 0)
        .update({ blocked_until: null })
        .decrement('failures', 1);
    },
  };
}

/** Forgets counts that no longer matter. */
export async function sweepThrottles(db: Database, at: Date): Promise<void> {
  const before = new Date(at.getTime() - FORGET.blocked).toISOString();
  await db.write('throttles').where('last_failed_at', '<', before).del();
}

async function count(
  trx: Knex.Transaction,
  { kind, key }: { kind: Kind; key: string },
  at: Date,
): Promise<boolean> {
  const now = at.toISOString();
  await trx('throttles')
    .insert({ bucket: key, failures: 0, last_failed_at: now, blocked_until: null })
    .onConflict('bucket')
    .ignore();
  const row: ThrottleRow = await trx('throttles').where({ bucket: key }).forUpdate().first();
  if (row.blocked_until && row.blocked_until > now) {
    throw new TooMany(Math.ceil((Date.parse(row.blocked_until) - at.getTime()) / 1000));
  }
  const forgotten = row.failures < FREE[kind] ? FORGET.free : FORGET.blocked;
  const failures = at.getTime() - Date.parse(row.last_failed_at) > forgotten ? 1 : row.failures + 1;
  const wait = failures < FREE[kind] ? 0 : waitAfter(failures - FREE[kind]);
  const blockedUntil = wait ? new Date(at.getTime() + wait).toISOString() : null;
  await trx('throttles')
    .where({ bucket: key })
    .update({ failures, last_failed_at: now, blocked_until: blockedUntil });
  return wait > 0;
}

// 1, 2, 4, 8 and then 15 minutes.
function waitAfter(failuresTooMany: number): number {
  return Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(failuresTooMany, 10));
}

interface ThrottleRow {
  failures: number;
  last_failed_at: string;
  blocked_until: string | null;
}
