// What an administrator types to declare an emergency, and to end one.
import { addCalendarDays } from '../calendar/dates.ts';
import { inThree } from '../web/desk-fields.ts';
import {
  choices,
  date,
  optionalDate,
  readForm,
  text,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import { readWithRules } from '../web/rules-across.ts';
import { RELAXABLE, type Relaxable } from './relaxable.ts';

/** The days by which a beginning may lie before or after its declaration. */
const APART = 30;

export interface Declaration {
  name_kk: string;
  name_ru: string;
  name_en: string;
  what_kk: string;
  what_ru: string;
  what_en: string;
  from_on: string;
  until_on: string;
  regions: string[];
  classes: string[];
  relaxes: Relaxable[];
  papers_until: string | null;
  key: string;
}

/** Reads the declaration; regions and classes are those that there are. */
export function readDeclaration(
  body: unknown,
  { regions, classes, day }: { regions: string[]; classes: string[]; day: string },
): Outcome<Declaration> {
  return readWithRules(
    {
      key: text({ missing: 'errors.badRequest.text', max: 36, pattern: /^[0-9a-f-]{36}$/ }),
      ...inThree('name', { max: 120 }),
      ...inThree('what', { max: 600, lines: true }),
      regions: choices(regions),
      from_on: date({ missing: 'emergencies.missing.from_on' }),
      until_on: date({ missing: 'emergencies.missing.until_on' }),
      classes: choices(classes),
      relaxes: choices(RELAXABLE),
      papers_until: optionalDate(),
    },
    body,
    (read) => problemsOf(read, day),
  );
}

function problemsOf(values: Partial<Declaration>, day: string): Problem[] {
  const { from_on: from, until_on: until, papers_until: papers } = values;
  const problems: Problem[] = [];
  if (values.regions?.length === 0) {
    problems.push({ field: 'regions', key: 'emergencies.missing.regions' });
  }
  if (from && (from < addCalendarDays(day, -APART) || from > addCalendarDays(day, APART))) {
    problems.push({ field: 'from_on', key: 'emergencies.wrong.from', values: { days: APART } });
  }
  if (until && (until < day || (from && until < from))) {
    problems.push({ field: 'until_on', key: 'emergencies.wrong.until' });
  }
  if (papers && until && papers < until) {
    problems.push({ field: 'papers_until', key: 'emergencies.wrong.papers' });
  }
  return problems;
}

export const readEnd = (body: unknown) =>
  readForm(
    { reason: text({ missing: 'emergencies.missing.reason', min: 10, max: 500, lines: true }) },
    body,
  );
