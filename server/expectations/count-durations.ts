// Counts how long steps took, from the events that are new since the last run: what was counted is never read again,
// so a run costs what happened since, whatever the portal holds.
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { inTransaction, type Database } from '../database.ts';
import { workingDayCounter } from './day-numbers.ts';
import { endedBy, ENDING, type Fact } from './steps.ts';

/** Events of the last minutes wait for the next run: one with a smaller id may still be on its way. */
const SETTLED_MS = 5 * 60_000;
const BATCH = 2000;
/** Batches of one run: four million events. The next run goes on where this one stopped. */
const MOST_BATCHES = 2000;

/** Counts all that has happened until some minutes before `at`. Gives the number of steps that ended. */
export async function countDurations(
  db: Database,
  at: Date,
  { batch = BATCH, mostBatches = MOST_BATCHES } = {},
): Promise<number> {
  const counter = workingDayCounter(await holidaysOf(db.write));
  const until = new Date(at.getTime() - SETTLED_MS).toISOString();
  let counted = 0;
  for (let round = 0; round < mostBatches; round++) {
    const { read, ended } = await inTransaction(db, (trx) =>
      countBatch(trx, { counter, until, at, batch }),
    );
    counted += ended;
    if (read < batch) break;
  }
  return counted;
}

interface Round {
  counter: (from: string, to: string) => number;
  until: string;
  at: Date;
  batch: number;
}

async function countBatch(trx: Knex.Transaction, { counter, until, at, batch }: Round) {
  // Two runners at once wait for each other here, and the second finds that it was done.
  const progress: { last_event_id: number } = await trx('duration_progress')
    .where({ id: 1 })
    .forUpdate()
    .first('last_event_id');
  const found: EventRow[] = await trx('request_events')
    .where('id', '>', progress.last_event_id)
    .orderBy('id')
    .limit(batch)
    .select('id', 'request_id', 'at', 'from_status', 'to_status');
  const young = found.findIndex((event) => event.at > until);
  const events = young === -1 ? found : found.slice(0, young);
  if (!events.length) return { read: 0, ended: 0 };
  const ending = events.filter(
    ({ from_status: from, to_status: to }) => from !== to && ENDING.some((one) => one === to),
  );
  const ended = await addCounts(trx, ending, counter);
  await trx('duration_progress')
    .where({ id: 1 })
    .update({ last_event_id: events.at(-1)!.id, counted_at: at.toISOString() });
  return { read: events.length, ended };
}

async function addCounts(
  trx: Knex.Transaction,
  ending: readonly EventRow[],
  counter: Round['counter'],
): Promise<number> {
  const lives = await livesOf(trx, [...new Set(ending.map((event) => event.request_id))]);
  const cells = new Map<string, Cell>();
  let ended = 0;
  for (const { id, request_id } of ending) {
    const { facts, aid_class_code, region_code } = lives.get(request_id)!;
    for (const { step, from, on } of endedBy(id, facts)) {
      const [month, days] = [on.slice(0, 7), counter(from, on)];
      const key = [aid_class_code, region_code, step, month, days].join();
      const cell = cells.get(key) ?? { aid_class_code, region_code, step, month, days, cases: 0 };
      cell.cases += 1;
      ended += 1;
      cells.set(key, cell);
    }
  }
  for (const cell of cells.values()) {
    await trx('duration_counts')
      .insert({ ...cell })
      .onConflict(['aid_class_code', 'region_code', 'step', 'month', 'days'])
      .merge({ cases: trx.raw('duration_counts.cases + ?', [cell.cases]) });
  }
  return ended;
}

async function livesOf(trx: Knex.Transaction, ids: readonly number[]): Promise<Map<number, Life>> {
  const lives = new Map<number, Life>();
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500);
    const requests: (Omit<Life, 'facts'> & { id: number })[] = await trx('requests')
      .join('offices', 'offices.id', 'requests.office_id')
      .whereIn('requests.id', some)
      .select('requests.id', 'requests.aid_class_code', 'offices.region_code');
    for (const { id, ...rest } of requests) lives.set(id, { ...rest, facts: [] });
    const events: EventRow[] = await trx('request_events')
      .whereIn('request_id', some)
      .orderBy(['request_id', 'version'])
      .select('id', 'request_id', 'at', 'from_status', 'to_status');
    for (const event of events) {
      const { id, from_status: from, to_status: to } = event;
      if (from !== to) {
        lives.get(event.request_id)!.facts.push({ id, from, to, on: dayOf(new Date(event.at)) });
      }
    }
  }
  return lives;
}

interface Life {
  aid_class_code: string;
  /** Of the office that holds the request. */
  region_code: string;
  facts: Fact[];
}

interface Cell {
  aid_class_code: string;
  region_code: string;
  step: string;
  month: string;
  days: number;
  cases: number;
}

interface EventRow {
  id: number;
  request_id: number;
  at: string;
  from_status: string | null;
  to_status: string;
}
