// When something may be expected that began on a day, as experience says. Pure.
import { addWorkingDays, countWorkingDays, type Holidays } from '../calendar/working-days.ts';
import type { Durations } from './percentiles.ts';

/** How a wait stands to what others waited. Texts are `expectations.<step>.<state>`. */
export interface Expected {
  /** Less than half waited, more than half, or longer than nine in ten. */
  state: 'ahead' | 'later' | 'beyond';
  /** The day by which half of such cases were done. */
  half: string;
  /** The day by which nine in ten were done. */
  most: string;
  /** Working days that this one waits already. */
  waited: number;
}

/** What may be expected on `today` of something that began on `from`. */
export function expectedFrom(
  from: string,
  today: string,
  { half, most }: Pick<Durations, 'half' | 'most'>,
  holidays: Holidays,
): Expected {
  const dates = {
    half: addWorkingDays(from, half, holidays),
    most: addWorkingDays(from, most, holidays),
  };
  const state = today <= dates.half ? 'ahead' : today <= dates.most ? 'later' : 'beyond';
  return { ...dates, state, waited: countWorkingDays(from, today, holidays) };
}
