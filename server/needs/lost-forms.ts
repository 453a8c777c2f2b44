// The short form of an emergency: eight fields, numbered alike on paper and on the screen, in every language.
import { optionalDate } from '../web/forms.ts';
import {
  choice,
  choices,
  optionalText,
  readForm,
  text,
  type Outcome,
  type Problem,
} from '../web/forms.ts';

/** The fields in the order of their numbers. */
export const LOST_FIELDS = [
  'person',
  'address',
  'phone',
  'reach',
  'aids',
  'lost',
  'urgent',
  'papers',
] as const;

export const REACH = ['phone', 'sms', 'portal', 'email', 'visit'] as const;
export const PAPERS = ['have', 'lost', 'apart'] as const;

export interface Lost {
  key: string;
  emergency: string;
  person: string;
  address: string;
  phone: string | null;
  reach: (typeof REACH)[number];
  aids: string[];
  lost: string | null;
  urgent: string | null;
  papers: (typeof PAPERS)[number];
  received_on: string | null;
}

/** Reads the form; people, aids and emergencies are those that there are for the reader. */
export function readLost(
  body: unknown,
  known: { people: string[]; aids: string[]; emergencies: string[]; staff: boolean; day: string },
): Outcome<Lost> {
  const read = readForm(
    {
      key: text({ missing: 'errors.badRequest.text', max: 36, pattern: /^[0-9a-f-]{36}$/ }),
      emergency: choice(known.emergencies, { missing: 'needs.lost.missing.emergency' }),
      person: choice(known.people, { missing: 'needs.lost.missing.person' }),
      address: text({ missing: 'needs.lost.missing.address', max: 300, lines: true }),
      phone: optionalText({
        max: 40,
        pattern: /^\+?[\d\s()-]{5,}$/,
        wrong: 'requests-pages.draft.phoneWrong',
      }),
      reach: choice(REACH, { missing: 'needs.lost.missing.reach' }),
      aids: choices(known.aids),
      lost: optionalText({ max: 1000, lines: true }),
      urgent: optionalText({ max: 1000, lines: true }),
      papers: choice(PAPERS, { missing: 'needs.lost.missing.papers' }),
      received_on: optionalDate(),
    },
    body,
  );
  if ('problems' in read) return read;
  const problems = problemsOf(read.values, known);
  return problems.length ? { problems, typed: read.typed } : read;
}

function problemsOf(
  values: Lost,
  { staff, day, aids }: { staff: boolean; day: string; aids: string[] },
): Problem[] {
  const problems: Problem[] = [];
  const byPhone = values.reach === 'phone' || values.reach === 'sms';
  if (byPhone && !values.phone) problems.push({ field: 'phone', key: 'needs.lost.missing.phone' });
  if (!values.aids.length && !values.lost) {
    const field = aids.length ? 'aids' : 'lost';
    problems.push({ field, key: 'needs.lost.missing.what' });
  }
  if (staff && (!values.received_on || values.received_on > day)) {
    problems.push({ field: 'received_on', key: 'needs.lost.missing.received' });
  }
  return problems;
}
