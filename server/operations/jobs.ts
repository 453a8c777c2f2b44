// What happens by date or by itself, in this process: the outbox, deadlines, sessions that ran out.
import { setTimeout as pause } from 'node:timers/promises';
import { sweepSessions } from '../accounts/sessions.ts';
import { sweepThrottles } from '../accounts/throttle.ts';
import { dayOf } from '../calendar/today.ts';
import { relistForDay } from '../catalogue/daily-listing.ts';
import { sweepImports, workOnImports } from '../imports/work.ts';
import { createMailer, type Mailer } from '../notifications/mailer.ts';
import { deliverOutbox } from '../notifications/outbox.ts';
import type { Portal } from '../portal.ts';
import { picturesFolder } from '../catalogue/catalogue.ts';
import { publishByDate, sweepPictures } from '../publishing/publishing.ts';
import { runDeadlines } from '../requests/requests.ts';
import { sweepMissing } from '../search/missing.ts';
import { sweepShortlists } from '../shortlists/sweep.ts';
import { loggable } from '../web/loggable.ts';

interface Job {
  name: string;
  everySeconds: number;
  run: () => Promise<unknown>;
}

/** A mail server that does not answer must not keep the portal from ending. */
const LONGEST_END_MS = 5000;

function jobsOf(portal: Portal, mailer: Mailer): Job[] {
  const { db, texts, clock } = portal;
  const { publicUrl } = portal.config;
  return [
    {
      name: 'outbox',
      everySeconds: 20,
      run: () => deliverOutbox({ db, texts, publicUrl }, mailer, clock()),
    },
    { name: 'deadlines', everySeconds: 3600, run: () => runDeadlines(portal, clock()) },
    { name: 'publishing', everySeconds: 600, run: () => publishByDate(portal, clock()) },
    {
      name: 'pictures',
      everySeconds: 24 * 3600,
      run: () => sweepPictures(db.read, picturesFolder(portal), clock()),
    },
    { name: 'listing', everySeconds: 600, run: () => relistForDay(db, dayOf(clock())) },
    { name: 'sessions', everySeconds: 600, run: () => sweepSessions(db, clock()) },
    { name: 'shortlists', everySeconds: 24 * 3600, run: () => sweepShortlists(db, clock()) },
    { name: 'imports', everySeconds: 20, run: () => workOnImports(portal) },
    { name: 'old imports', everySeconds: 3600, run: () => sweepImports(portal) },
    { name: 'missing', everySeconds: 24 * 3600, run: () => sweepMissing(db.write, clock()) },
    { name: 'throttles', everySeconds: 3600, run: () => sweepThrottles(db, clock()) },
  ];
}

/** Starts all jobs. Each waits for itself: a slow run is never overtaken by the next. Returns the way to stop. */
export function startJobs(portal: Portal): () => Promise<void> {
  const mailer = createMailer(portal.config);
  const stops = jobsOf(portal, mailer).map((job) => repeat(job, portal.log));
  return async () => {
    const ended = Promise.all(stops.map((stop) => stop()));
    await Promise.race([ended, pause(LONGEST_END_MS, undefined, { ref: false })]);
    mailer.close();
  };
}

function repeat({ name, everySeconds, run }: Job, log: Portal['log']): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const again = () => {
    if (!stopped) timer = setTimeout(go, everySeconds * 1000).unref();
  };
  const go = () => {
    running = run()
      .catch((error: unknown) => log.error({ job: name, error: loggable(error) }, 'a job failed'))
      .then(again);
  };
  go();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
