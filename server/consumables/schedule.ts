// When lots open, how long they last, and which year of the programme they count in. Pure.
import { addCalendarDays, addMonths, daysBetween } from '../calendar/dates.ts';

/** How many months a lot may last. */
export const MONTHS = [1, 2, 3, 6] as const;

/** The day from which the year of a programme runs that a day lies in. */
export function yearStart(issuedOn: string, day: string): string {
  let years = Number(day.slice(0, 4)) - Number(issuedOn.slice(0, 4));
  if (addMonths(issuedOn, years * 12) > day) years -= 1;
  return addMonths(issuedOn, Math.max(0, years) * 12);
}

/** The day from which the next year of the programme runs. */
export function nextYearStart(issuedOn: string, day: string): string {
  const years = Number(yearStart(issuedOn, day).slice(0, 4)) - Number(issuedOn.slice(0, 4));
  return addMonths(issuedOn, (years + 1) * 12);
}

/**
 * Until when a lot lasts that is sent on a day: it begins where the one before it ends.
 * @param share of a whole lot: less where the norm allowed no more
 */
export function lastsUntil(before: string | null, day: string, months: number, share = 1): string {
  const from = before !== null && before > day ? before : day;
  const whole = addMonths(from, months);
  return share === 1 ? whole : addCalendarDays(from, Math.floor(daysBetween(from, whole) * share));
}

/** When the next lot opens: so many calendar days before the former runs out. */
export function opensOn(lastsUntil: string, daysBefore: number): string {
  return addCalendarDays(lastsUntil, -daysBefore);
}

/** The share of a yearly norm that lasts so many months, rounded up to whole pieces. */
export function usualPieces(norm: number, months: number): number {
  return Math.max(1, Math.ceil((norm * months) / 12));
}
