// What happens to imports by itself: files are checked and brought in one after the other, offers follow
// their products into the catalogue, and old imports go.
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Busy } from '../web/errors.ts';
import { loggable } from '../web/loggable.ts';
import { bringIn } from './bring-in.ts';
import { checkImport } from './check.ts';
import { discardFile, storedPath, sweepFiles } from './files.ts';
import { claimNext, endWork, LeaseLost, MOST_ATTEMPTS, type Lease } from './lease.ts';
import { writeWaitingOffers } from './offers.ts';
import { Refused } from './refusal.ts';
import { clearFindings, type ImportRow } from './store.ts';

const atWork = new WeakMap<Portal, { done: Promise<void>; again: boolean }>();

/** Works off what waits. Called while it works, it looks once more when it is done. */
export function workOnImports(portal: Portal): Promise<void> {
  const running = atWork.get(portal);
  if (running) {
    running.again = true;
    return running.done;
  }
  const state = { done: Promise.resolve(), again: false };
  atWork.set(portal, state);
  state.done = workOff(portal, state).finally(() => atWork.delete(portal));
  return state.done;
}

/** The same from a page, which does not wait for it. */
export function startWork(portal: Portal): void {
  workOnImports(portal).catch((error: unknown) =>
    portal.log.error({ error: loggable(error) }, 'imports stopped'),
  );
}

async function workOff(portal: Portal, state: { again: boolean }): Promise<void> {
  do {
    state.again = false;
    for (;;) {
      const claimed = await claimNext(portal.db, portal.clock());
      if (!claimed) break;
      await workOn(portal, claimed, claimed.job);
    }
    await writeWaitingOffers(portal.db, portal.clock());
  } while (state.again);
}

async function workOn(portal: Portal, lease: Lease, job: ImportRow): Promise<void> {
  try {
    if (job.attempts > MOST_ATTEMPTS) await fail(portal, lease, job);
    else if (job.status === 'committing') await bringIn(portal, lease, job);
    else await checkImport(portal, lease, job);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof Refused) await refuse(portal, lease, job, error);
    else if (error instanceof Busy) return; // another try when the lease has run out
    else {
      portal.log.error({ import: job.id, error: loggable(error) }, 'an import failed');
      await fail(portal, lease, job);
    }
  }
}

/** The file is not read: nothing of it stays but the reason. */
async function refuse(
  portal: Portal,
  lease: Lease,
  job: ImportRow,
  { code, values }: Refused,
): Promise<void> {
  await end(portal, lease, job, {
    status: 'refused',
    refusal: code,
    refusal_values: JSON.stringify(values),
  });
}

function fail(portal: Portal, lease: Lease, job: ImportRow): Promise<void> {
  return end(portal, lease, job, { status: 'failed' });
}

async function end(
  portal: Portal,
  lease: Lease,
  job: ImportRow,
  known: Record<string, string>,
): Promise<void> {
  await inTransaction(portal.db, async (trx) => {
    await endWork(trx, lease, portal.clock(), {
      ...known,
      stored_file: null,
      problems: 0,
      version: job.version + 1,
    });
    await clearFindings(trx, job.id, { rows: true });
  });
  if (job.stored_file) await discardFile(storedPath(portal, job.stored_file));
}

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Takes away imports whose time is over, and files that no import names. */
export async function sweepImports(portal: Portal): Promise<void> {
  const { db, clock } = portal;
  const until = new Date(clock().getTime() - KEPT_DAYS * DAY_MS).toISOString();
  await inTransaction(db, async (trx) => {
    const old: { id: number }[] = await trx('imports')
      .where('uploaded_at', '<', until)
      .whereNotIn('status', ['checking', 'committing'])
      .limit(100)
      .select('id');
    for (const { id } of old) {
      await clearFindings(trx, id, { rows: true });
      await trx('imports').where({ id }).del();
    }
  });
  const named: { stored_file: string }[] = await db
    .read('imports')
    .whereNotNull('stored_file')
    .select('stored_file');
  const names = new Set(named.map((row) => row.stored_file));
  await sweepFiles(portal, (name) => names.has(name), new Date(clock().getTime() - 3_600_000));
}
