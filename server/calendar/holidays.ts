import type { Queryable } from '../database.ts';
import { effectOf, type Holidays } from './working-days.ts';

const MINUTE = 60_000;
const kept = new WeakMap<object, { holidays: Holidays; readAt: number }>();

/** The public holidays in force, read from the table at most once a minute. */
export async function holidaysOf(db: Queryable): Promise<Holidays> {
  const { config: pool }: { config: object } = db.client; // shared by a pool and its transactions
  const known = kept.get(pool);
  if (known && Date.now() - known.readAt < MINUTE) return known.holidays;
  const rows: { on: string; kind: string }[] = await db('public_holidays').select('on', 'kind');
  const holidays: Holidays = new Map(rows.map(({ on, kind }) => [on, effectOf(kind)]));
  kept.set(pool, { holidays, readAt: Date.now() });
  return holidays;
}
