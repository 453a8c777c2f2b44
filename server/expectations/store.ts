import type { Queryable } from '../database.ts';
import type { Format } from '../i18n/formats.ts';
import { durationsOf, type Durations } from './percentiles.ts';

/** The region that an office belongs to. */
export async function regionOfOffice(db: Queryable, officeId: number): Promise<string> {
  const { region_code }: { region_code: string } = await db('offices')
    .where({ id: officeId })
    .first('region_code');
  return region_code;
}

/** When the job last counted, in words; null where it has not yet. */
export async function lastReckoned(db: Queryable, format: Format): Promise<string | null> {
  const row: { counted_at: string | null } = await db('duration_progress')
    .where({ id: 1 })
    .first('counted_at');
  return row.counted_at && format.dateTime(row.counted_at);
}

/** How long decisions take in an office's region, over all kinds of aids; null below twenty cases. */
export async function officeDecisions(db: Queryable, officeId: number): Promise<Durations | null> {
  const rows: { days: number; cases: number }[] = await db('duration_counts')
    .where({ step: 'decision' })
    .where('region_code', db('offices').where({ id: officeId }).select('region_code'))
    .groupBy('days')
    .select('days')
    .sum({ cases: 'cases' });
  return durationsOf(new Map(rows.map(({ days, cases }) => [days, cases])));
}
