// One process at a time works on an import. What it has done is kept step by step; if it ends half-way,
// another takes over when the lease has run out.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { inTransaction, type Database } from '../database.ts';
import type { ImportRow } from './store.ts';

const LEASE_MS = 60_000;

/** After so many beginnings the file itself is at fault. */
export const MOST_ATTEMPTS = 3;

/** Another process took over: this one must not write any more. */
export class LeaseLost extends Error {}

export interface Lease {
  importId: number;
  key: string;
}

/** Takes the next import that waits for work, or that nobody works on any more. */
export function claimNext(db: Database, now: Date): Promise<(Lease & { job: ImportRow }) | null> {
  return inTransaction(db, async (trx) => {
    const job: ImportRow | undefined = await trx('imports')
      .whereIn('status', ['uploaded', 'checking', 'committing'])
      .where(
        (free) => void free.whereNull('lease_until').orWhere('lease_until', '<', now.toISOString()),
      )
      .orderBy('id')
      .forUpdate()
      .first();
    if (!job) return null;
    const key = randomUUID();
    const status = job.status === 'committing' ? 'committing' : 'checking';
    await trx('imports')
      .where({ id: job.id })
      .update({
        status,
        attempts: job.attempts + 1,
        lease_key: key,
        lease_until: leaseUntil(now),
      });
    return { importId: job.id, key, job: { ...job, status, attempts: job.attempts + 1 } };
  });
}

/** Writes a step: what is known of the import so far, and the lease for the next step. @throws LeaseLost */
export async function keepStep(
  trx: Knex.Transaction,
  { importId, key }: Lease,
  now: Date,
  known: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  const kept = await trx('imports')
    .where({ id: importId, lease_key: key })
    .update({ lease_until: leaseUntil(now), ...known });
  if (kept === 0) throw new LeaseLost();
}

/** Ends the work: nobody holds the import any more. @throws LeaseLost */
export async function endWork(
  trx: Knex.Transaction,
  lease: Lease,
  now: Date,
  known: Record<string, string | number | boolean | null>,
): Promise<void> {
  await keepStep(trx, lease, now, {
    ...known,
    lease_key: null,
    lease_until: null,
    attempts: 0,
  });
}

function leaseUntil(now: Date): string {
  return new Date(now.getTime() + LEASE_MS).toISOString();
}
