import { choice, date, optionalText, text, type Problem, type Values } from '../../web/forms.ts';
import { inThree, version } from '../../web/desk-fields.ts';

export const HOLIDAY_KINDS = [
  'public',
  'religious',
  'observed',
  'transferred',
  'working-weekend',
] as const;
export const HOLIDAY_STATUSES = ['confirmed', 'unconfirmed'] as const;

const said = {
  ...inThree('name', { max: 120 }),
  kind: choice(HOLIDAY_KINDS, { missing: 'administration.missing.holidayKind' }),
  status: choice(HOLIDAY_STATUSES, { missing: 'administration.missing.status' }),
  source: text({ missing: 'administration.missing.source', max: 500, lines: true }),
  note: optionalText({ max: 500, lines: true }),
};

export const newHolidayFields = { on: date({ missing: 'administration.missing.day' }), ...said };
export type NewHoliday = Values<typeof newHolidayFields>;

export const holidayFields = { version, ...said };
export type HolidayValues = Values<typeof holidayFields>;

/** Only a Saturday or a Sunday can be worked in exchange; only a weekday can be given off for it. */
export function problemsOfKind({ on, kind }: { on: string; kind: string }): Problem[] {
  const weekend = [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());
  if (kind === 'working-weekend' && !weekend) {
    return [{ field: 'kind', key: 'administration.wrong.notAWeekend' }];
  }
  const givenOff = kind === 'observed' || kind === 'transferred';
  return givenOff && weekend ? [{ field: 'kind', key: 'administration.wrong.aWeekend' }] : [];
}
