// Working days of Kazakhstan's five-day week, with public holidays, moved days off and worked weekends.
import { addCalendarDays } from './dates.ts';

/** Days that differ from the plain week: `off` on a weekday, or `worked` on a weekend. */
export type Holidays = ReadonlyMap<string, 'off' | 'worked'>;

/** What a kind of `public_holidays` row makes of its day. */
export function effectOf(kind: string): 'off' | 'worked' {
  return kind === 'working-weekend' ? 'worked' : 'off';
}

export function isWorkingDay(date: string, holidays: Holidays): boolean {
  const effect = holidays.get(date);
  if (effect) return effect === 'worked';
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The `days`-th working day after `date`, counted from the day after. */
export function addWorkingDays(date: string, days: number, holidays: Holidays): string {
  let day = date;
  for (let left = days; left > 0;) {
    day = addCalendarDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function countWorkingDays(from: string, to: string, holidays: Holidays): number {
  let count = 0;
  for (let day = from; day < to;) {
    day = addCalendarDays(day, 1);
    if (isWorkingDay(day, holidays)) count += 1;
  }
  return count;
}
