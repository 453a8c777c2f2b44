// What is known of durations, in words: always with how many cases it stands on, and of which.
import type { Holidays } from '../calendar/working-days.ts';
import type { Visit } from '../web/visit.ts';
import { expectedFrom } from './expected.ts';
import type { Expectation } from './expectations.ts';

/** On what a number stands: how many requests, for which kind of aid, where. */
export function basisOf(
  { cases, aidClass, region }: Expectation,
  { t, lang, format }: Visit,
): string {
  const values = { cases: format.number(cases), aid: aidClass[lang] };
  return region
    ? t('expectations.basis.region', { ...values, region: region[lang] })
    : t('expectations.basis.all', values);
}

/** How long a step takes, without a date. */
export function durationIn({ step, half, most }: Expectation, { t }: Visit): string {
  return t(`expectations.duration.${step}`, { half, most });
}

/** When a step may end that began on `from`, as seen on `today`. */
export function dateIn(
  expectation: Expectation,
  { from, today, holidays }: { from: string; today: string; holidays: Holidays },
  { t, format }: Visit,
) {
  const { half, most, state, waited } = expectedFrom(from, today, expectation, holidays);
  return {
    text: t(`expectations.${expectation.step}.${state}`, {
      half: format.date(half),
      most: format.date(most),
    }),
    waited: t('expectations.waited', { days: waited }),
  };
}
