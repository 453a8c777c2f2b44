// Which of somebody's measures are old today. Of a grown-up, and where no term is in force, none: then nothing is asked.
import { ageOn } from '../calendar/dates.ts';
import type { Queryable } from '../database.ts';
import type { MeasureKey } from './kinds.ts';
import type { Measures } from './measure-values.ts';
import { GROWN_UP, outdatedKeys } from './outdated.ts';
import { childMonths } from './store.ts';

export interface Outdated {
  keys: MeasureKey[];
  /** After how many months a child's measures are old. */
  months: number;
}

export async function outdatedNow(
  db: Queryable,
  measures: Measures & { bornOn: string | null },
  on: string,
): Promise<Outdated | null> {
  const { bornOn } = measures;
  if (bornOn === null || ageOn(bornOn, on) >= GROWN_UP) return null;
  const months = await childMonths(db, on);
  if (months === null) return null;
  const keys = outdatedKeys(measures, bornOn, on, months);
  return keys.length ? { keys, months } : null;
}
