// From the counts of the last two years to what may be said, for each class and what it belongs to, in a region and in all.
import { addMonths } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Database } from '../database.ts';
import { countDurations } from './count-durations.ts';
import { durationsOf } from './percentiles.ts';
import type { Step } from './steps.ts';

/** How far back cases count. */
export const MONTHS = 24;

/**
 * Counts what is new and reckons all expectations anew: at most some eight thousand rows, whatever the portal holds.
 * The result depends on the events and the day alone: after a standstill it is as if it had run each day.
 */
export async function reckonExpectations(db: Database, at: Date): Promise<void> {
  await countDurations(db, at);
  await inTransaction(db, async (trx) => {
    await trx('duration_progress').where({ id: 1 }).forUpdate().first('id');
    const since = firstMonth(dayOf(at));
    await trx('duration_counts').where('month', '<', since).del();
    const counts: CountRow[] = await trx('duration_counts')
      .groupBy('aid_class_code', 'region_code', 'step', 'days')
      .select('aid_class_code', 'region_code', 'step', 'days')
      .sum({ cases: 'cases' });
    const rows = expectationsOf(counts).map((row) => ({ ...row, reckoned_at: at.toISOString() }));
    await trx('expectations').del();
    for (let from = 0; from < rows.length; from += 100) {
      await trx('expectations').insert(rows.slice(from, from + 100));
    }
  });
}

/** The first month that counts on a day. */
export function firstMonth(day: string): string {
  return addMonths(day, -MONTHS).slice(0, 7);
}

export interface CountRow {
  aid_class_code: string;
  region_code: string;
  step: Step;
  days: number;
  cases: number;
}

/** All that may be said from the counts: each counts for its class and all above it, in its region and in all. */
export function expectationsOf(counts: readonly CountRow[]) {
  const cells = new Map<string, { of: Scope; counts: Map<number, number> }>();
  for (const { aid_class_code, region_code, step, days, cases } of counts) {
    for (const code of lineageOf(aid_class_code)) {
      for (const region of [region_code, null]) {
        const of = { aid_class_code: code, region_code: region, step };
        const key = [code, region, step].join();
        const cell = cells.get(key) ?? { of, counts: new Map<number, number>() };
        cell.counts.set(days, (cell.counts.get(days) ?? 0) + cases);
        cells.set(key, cell);
      }
    }
  }
  return [...cells.values()].flatMap(({ of, counts }) => {
    const durations = durationsOf(counts);
    if (!durations) return [];
    const { cases, half, most } = durations;
    return [{ ...of, cases, half_days: half, most_days: most }];
  });
}

/** A class and what it belongs to, as its code says: itself first, its family last. */
export function lineageOf(aidClassCode: string): string[] {
  const parts = aidClassCode.split('-');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('-'));
}

interface Scope {
  aid_class_code: string;
  region_code: string | null;
  step: Step;
}
