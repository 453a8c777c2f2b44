// The clocks of a request. Terms are dated rows of `terms`, applied as of the day of the act.
import { addCalendarDays, addMonths } from '../calendar/dates.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { addWorkingDays, countWorkingDays, type Holidays } from '../calendar/working-days.ts';
import type { Queryable } from '../database.ts';
import type { Clock } from './lifecycle.ts';

export interface Term {
  value: number;
  unit: 'working_days' | 'calendar_days' | 'months' | 'tiyn';
}

/** The term in force on a day. @throws when the administrator left none in force */
export async function termOn(db: Queryable, key: string, day: string): Promise<Term> {
  const term = await findTerm(db, key, day);
  if (!term) throw new Error(`no term ${key} is in force on ${day}`);
  return term;
}

/** The term in force on a day, or null. */
export async function findTerm(db: Queryable, key: string, day: string): Promise<Term | null> {
  const row: Term | undefined = await db('terms')
    .where({ key })
    .whereNull('aid_class_code')
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy('valid_from', 'desc')
    .first('value', 'unit');
  return row ?? null;
}

/** The last day of a term that starts on `from`, counted from the day after. */
export function lastDayOf({ value, unit }: Term, from: string, holidays: Holidays): string {
  if (unit === 'working_days') return addWorkingDays(from, value, holidays);
  if (unit === 'calendar_days') return addCalendarDays(from, value);
  if (unit === 'months') return addMonths(from, value);
  throw new Error('a sum is not a term');
}

/** When a clock that starts on `day` runs out. */
export async function dueOn(db: Queryable, clock: Clock, day: string): Promise<string> {
  return lastDayOf(await termOn(db, clock, day), day, await holidaysOf(db));
}

/** When a delivery is due that the supplier confirmed on `day`: as offered, in working days. */
export async function deliveryDueOn(
  db: Queryable,
  day: string,
  deliveryDays: number,
): Promise<string> {
  return addWorkingDays(day, deliveryDays, await holidaysOf(db));
}

/** Working days that are left to decide when the clock is paused on `day`. */
export function pause(decisionDueOn: string, day: string, holidays: Holidays): number {
  return countWorkingDays(day, decisionDueOn, holidays);
}

/** The decision's new last day when the clock goes on on `day`: today where no days were left. */
export function resume(daysLeft: number, day: string, holidays: Holidays): string {
  return addWorkingDays(day, daysLeft, holidays);
}
