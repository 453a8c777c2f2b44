// One process at a time holds a job. Whoever holds it says so again and again; if it ends half-way, another
// takes over when the lease has run out. Jobs are safe when done twice: the lease only spares the work.
import type { Knex } from 'knex';

/** How long a job is held without a word from its process. */
export const LEASE_MS = 60_000;

export interface Lease {
  name: string;
  /** The process that holds it. */
  by: string;
}

/** Takes a job that is due and that nobody holds. Two processes that ask at once: one gets it. */
export async function takeJob(db: Knex, { name, by }: Lease, now: Date): Promise<boolean> {
  const at = now.toISOString();
  await db('jobs').insert({ name, due_at: at }).onConflict('name').ignore();
  const taken = await db('jobs')
    .where({ name })
    .where('due_at', '<=', at)
    .where((free) => void free.whereNull('leased_until').orWhere('leased_until', '<=', at))
    .update({ leased_by: by, leased_until: leaseEnd(now), started_at: at });
  return taken === 1;
}

/** Says that the work goes on. */
export async function keepJob(db: Knex, { name, by }: Lease, now: Date): Promise<void> {
  await db('jobs')
    .where({ name, leased_by: by })
    .update({ leased_until: leaseEnd(now) });
}

/** What came of a run. */
export interface Outcome {
  dueAt: Date;
  tookMs: number;
  /** A short code, never the words of an error: they may name a person. */
  error: string | null;
}

/** Gives a job back, with the time of its next run. Nothing happens where another process holds it by now. */
export async function giveBackJob(
  db: Knex,
  { name, by }: Lease,
  now: Date,
  { dueAt, tookMs, error }: Outcome,
): Promise<void> {
  await db('jobs')
    .where({ name, leased_by: by })
    .update({
      leased_by: null,
      leased_until: null,
      finished_at: now.toISOString(),
      due_at: dueAt.toISOString(),
      took_ms: tookMs,
      failures: error === null ? 0 : db.raw('failures + 1'),
      last_error: error?.slice(0, 200) ?? null,
    });
}

function leaseEnd(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
