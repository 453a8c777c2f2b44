import { addCalendarDays } from '../calendar/dates.ts';
import { isWorkingDay, type Holidays } from '../calendar/working-days.ts';

/** Counts working days after `from` up to `to`, for any number of pairs: each day is looked at once. */
export function workingDayCounter(holidays: Holidays): (from: string, to: string) => number {
  const numbers = new Map<string, number>(); // working days since the first day that was asked for
  let first = '';
  let last = '';
  const numberOf = (day: string): number => {
    if (!first) {
      first = last = day;
      numbers.set(day, 0);
    }
    while (last < day) {
      const next = addCalendarDays(last, 1);
      numbers.set(next, numbers.get(last)! + (isWorkingDay(next, holidays) ? 1 : 0));
      last = next;
    }
    while (day < first) {
      const before = addCalendarDays(first, -1);
      numbers.set(before, numbers.get(first)! - (isWorkingDay(first, holidays) ? 1 : 0));
      first = before;
    }
    return numbers.get(day)!;
  };
  return (from, to) => Math.max(0, numberOf(to) - numberOf(from));
}
