// What happens by date or by itself, in this process: the outbox, deadlines, sessions that ran out.
import { sweepSessions } from '../accounts/sessions.ts';
import { sweepThrottles } from '../accounts/throttle.ts';
import { dayOf } from '../calendar/today.ts';
import { relistForDay } from '../catalogue/daily-listing.ts';
import type { Portal } from '../portal.ts';

interface Job {
  name: string;
  everySeconds: number;
  run(portal: Portal): Promise<unknown>;
}

const JOBS: Job[] = [
  { name: 'sessions', everySeconds: 600, run: ({ db, clock }) => sweepSessions(db, clock()) },
  { name: 'listing', everySeconds: 600, run: ({ db, clock }) => relistForDay(db, dayOf(clock())) },
  { name: 'throttles', everySeconds: 3600, run: ({ db, clock }) => sweepThrottles(db, clock()) },
];

/** Starts all jobs. Each waits for itself: a slow run is never overtaken by the next. Returns the way to stop. */
export function startJobs(portal: Portal): () => Promise<void> {
  const stops = JOBS.map((job) => repeat(portal, job));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function repeat(portal: Portal, { name, everySeconds, run }: Job): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const next = () => {
    if (!stopped) timer = setTimeout(go, everySeconds * 1000).unref();
  };
  const go = () => {
    running = run(portal)
      .catch((error: unknown) => portal.log.error({ job: name, error: String(error) }, 'a job failed'))
      .then(next);
  };
  go();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
