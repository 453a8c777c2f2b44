import { countWorkingDays, type Holidays } from './working-days.ts';

/** A date by which something is due, as seen from a day. Texts are `due.<state>`. */
export interface Due {
  on: string;
  state: 'overdue' | 'today' | 'ahead';
  /** Working days since or until the date; 0 when only days off lie between. */
  days: number;
}

/** How a date stands to `today`. */
export function dueFrom(on: string, today: string, holidays: Holidays): Due {
  if (on < today) return { on, state: 'overdue', days: countWorkingDays(on, today, holidays) };
  if (on === today) return { on, state: 'today', days: 0 };
  return { on, state: 'ahead', days: countWorkingDays(today, on, holidays) };
}
