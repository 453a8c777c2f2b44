// A child grows: measures that are older than the term ask for new ones.
import { addMonths, ageOn } from '../calendar/dates.ts';
import { kindOf, type MeasureKey } from './kinds.ts';
import { keysOf, measuredOf, type Measures } from './measure-values.ts';

/** Until this birthday somebody is a child (Code on Marriage and Family, article 1). */
export const GROWN_UP = 18;

/** The measures of a child's body that were taken more than `months` before `on`; none of a grown-up's. */
export function outdatedKeys(
  measures: Measures,
  bornOn: string | null,
  on: string,
  months: number,
): MeasureKey[] {
  if (bornOn === null || ageOn(bornOn, on) >= GROWN_UP) return [];
  return keysOf(measures).filter(
    (key) => kindOf(key)?.of === 'body' && addMonths(measuredOf(measures, key).on, months) < on,
  );
}

/** Whether any measure of a child's body is older than the term. */
export function isOutdated(
  measures: Measures,
  bornOn: string | null,
  on: string,
  months: number,
): boolean {
  return outdatedKeys(measures, bornOn, on, months).length > 0;
}
