// A parent represents a child until the day before the eighteenth birthday: Civil Code of Kazakhstan, art. 17 and 22-23.
import { addCalendarDays } from '../calendar/dates.ts';
import { isCalendarDate } from '../web/forms.ts';
import type { Kind } from './kinds.ts';

const OF_AGE = 18;

/** The day on which somebody is 18; whoever was born on 29 February, on 1 March of a common year. */
export function eighteenthBirthday(bornOn: string): string {
  const birthday = `${Number(bornOn.slice(0, 4)) + OF_AGE}${bornOn.slice(4)}`;
  return isCalendarDate(birthday) ? birthday : `${birthday.slice(0, 4)}-03-01`;
}

export function isOfAge(bornOn: string, day: string): boolean {
  return eighteenthBirthday(bornOn) <= day;
}

/** The last day that a representation of this kind can have; null: none is set by law. */
export function lastDayByAge(kind: Kind, bornOn: string): string | null {
  return kind === 'parent' ? addCalendarDays(eighteenthBirthday(bornOn), -1) : null;
}

/** The earlier of two last days, where null is none. */
export function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
