// How long requests took, for staff: the same counts with the same bound, spread over a few spans of days.
import type { Queryable } from '../database.ts';
import { durationsOf, type Durations } from './percentiles.ts';
import { lineageOf } from './reckon.ts';
import type { Step } from './steps.ts';

/** Ends of the spans, in working days. */
export const SPANS = [5, 10, 20, 40] as const;

export interface Distribution extends Durations {
  aidClassCode: string;
  /** How many in a hundred were done within each of `SPANS`. */
  within: number[];
}

/** The classes of which enough is known for a step, in a region or in all: with those that they belong to. */
export async function distributionsOf(
  db: Queryable,
  { step, regionCode }: { step: Step; regionCode: string | null },
): Promise<Distribution[]> {
  const query = db('duration_counts').where({ step });
  if (regionCode) void query.where({ region_code: regionCode });
  const rows: { aid_class_code: string; days: number; cases: number }[] = await query
    .groupBy('aid_class_code', 'days')
    .select('aid_class_code', 'days')
    .sum({ cases: 'cases' });
  const byClass = new Map<string, Map<number, number>>();
  for (const { aid_class_code, days, cases } of rows) {
    for (const code of lineageOf(aid_class_code)) {
      const counts = byClass.get(code) ?? new Map<number, number>();
      counts.set(days, (counts.get(days) ?? 0) + cases);
      byClass.set(code, counts);
    }
  }
  return [...byClass].flatMap(([aidClassCode, counts]) => {
    const durations = durationsOf(counts);
    if (!durations) return [];
    const done = (within: number) =>
      [...counts].reduce((sum, [days, cases]) => sum + (days <= within ? cases : 0), 0);
    const within = SPANS.map((span) => Math.floor((done(span) * 100) / durations.cases));
    return [{ aidClassCode, ...durations, within }];
  });
}
