// Runs what the portal does by itself, in this process or in one of its own: each job in one process at a time.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '../database.ts';
import type { Portal } from '../portal.ts';
import { loggable } from '../web/loggable.ts';
import { giveBackJob, keepJob, LEASE_MS, takeJob, type Lease } from './lease.ts';

export interface Job {
  /** Its name in the table and in the log; its text is `jobs.name.<name>`. */
  name: string;
  everySeconds: number;
  /** Does all that is due, once, however long nothing ran. */
  run: () => Promise<unknown>;
}

type Means = Pick<Portal, 'db' | 'log' | 'clock'>;

/** A service that does not answer must not keep the portal from ending. */
const LONGEST_END_MS = 5000;

/** Runs all jobs again and again. Each waits for itself: a slow run is never overtaken by the next. Returns the way to stop. */
export function runJobs(means: Means, jobs: readonly Job[]): () => Promise<void> {
  const by = randomUUID();
  const stops = jobs.map((job) => repeat(means, job, by));
  return async () => {
    const ended = Promise.all(stops.map((stop) => stop()));
    await Promise.race([ended, pause(LONGEST_END_MS, undefined, { ref: false })]);
  };
}

function repeat(means: Means, job: Job, by: string): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const again = () => {
    if (!stopped) timer = setTimeout(go, job.everySeconds * 1000).unref();
  };
  const go = () => {
    running = runOnce(means, job, by)
      .catch((error: unknown) =>
        means.log.error({ job: job.name, error: loggable(error) }, 'a job could not be taken'),
      )
      .then(again);
  };
  go();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

/** Runs a job now if it is due and nobody else does. Returns whether it ran. */
export async function runOnce(
  { db, log, clock }: Means,
  { name, everySeconds, run }: Job,
  by: string,
): Promise<boolean> {
  const lease: Lease = { name, by };
  if (!(await takeJob(db.write, lease, clock()))) return false;
  const since = performance.now();
  const keeping = setInterval(() => {
    keepJob(db.write, lease, clock()).catch(() => undefined); // the lease runs out: another takes over
  }, LEASE_MS / 3).unref();
  let error: string | null = null;
  try {
    await run();
  } catch (thrown) {
    log.error({ job: name, error: loggable(thrown) }, 'a job failed');
    error = codeOf(thrown);
  } finally {
    clearInterval(keeping);
  }
  const now = clock();
  const dueAt = new Date(now.getTime() + everySeconds * 1000);
  const tookMs = Math.round(performance.now() - since);
  await giveBackJob(db.write, lease, now, { dueAt, tookMs, error });
  return true;
}

function codeOf(thrown: unknown): string {
  const { code, name }: { code?: string | number; name?: string } = Object(thrown);
  return String(code ?? name ?? 'unknown');
}

/** How a job stands. */
export interface JobState {
  name: string;
  finishedAt: string | null;
  dueAt: string;
  runsNow: boolean;
  tookMs: number | null;
  failures: number;
  error: string | null;
}

/** How all jobs stand that ever ran, by name. */
export async function jobStates(db: Queryable, now: Date): Promise<JobState[]> {
  const rows: JobRow[] = await db('jobs').orderBy('name');
  return rows.map((row) => ({
    name: row.name,
    finishedAt: row.finished_at,
    dueAt: row.due_at,
    runsNow: row.leased_until !== null && row.leased_until > now.toISOString(),
    tookMs: row.took_ms,
    failures: row.failures,
    error: row.last_error,
  }));
}

/** How many jobs fail again and again, or have not run for two hours after they were due. */
export async function countTroubledJobs(db: Queryable, now: Date): Promise<number> {
  const late = new Date(now.getTime() - 2 * 3_600_000).toISOString();
  const row = await db('jobs')
    .where('failures', '>=', 3)
    .orWhere('due_at', '<', late)
    .count({ troubled: '*' })
    .first();
  return Number(row?.troubled ?? 0);
}

interface JobRow {
  name: string;
  due_at: string;
  leased_until: string | null;
  finished_at: string | null;
  took_ms: number | null;
  failures: number;
  last_error: string | null;
}
