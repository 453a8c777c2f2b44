// What people type about a complaint: filing it, the supplier's answer, a vote, the decision.
import { addCalendarDays } from '../calendar/dates.ts';
import {
  choice,
  date,
  optionalChoice,
  optionalDate,
  optionalText,
  readForm,
  text,
  wholeNumber,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import { readWithRules } from '../web/rules-across.ts';
import { CONSEQUENCES, KINDS, VOTES, type Consequence, type Kind, type Vote } from './kinds.ts';

const key = text({ missing: 'errors.badRequest.text', max: 36, pattern: /^[0-9a-f-]{36}$/ });
const version = wholeNumber({ missing: 'errors.badRequest.text', min: 1, max: 1_000_000 });

export interface Filing {
  key: string;
  order: string;
  kind: Kind;
  known_on: string;
  late_reason: string | null;
  text: string;
}

/** Reads a complaint. `postingDays` are the days within which it comes in time. */
export function readFiling(
  body: unknown,
  { orders, day, postingDays }: { orders: string[]; day: string; postingDays: number },
): Outcome<Filing> {
  const read = readForm(
    {
      key,
      order: choice(orders, { missing: 'complaints.missing.order' }),
      kind: choice(KINDS, { missing: 'complaints.missing.kind' }),
      known_on: date({ missing: 'complaints.missing.known_on' }),
      late_reason: optionalText({ max: 1000, lines: true }),
      text: text({ missing: 'complaints.missing.text', min: 10, max: 3000, lines: true }),
    },
    body,
  );
  if ('problems' in read) return read;
  const { known_on: known, late_reason: reason } = read.values;
  const problems: Problem[] = [];
  if (known > day) problems.push({ field: 'known_on', key: 'complaints.wrong.known_on' });
  else if (isLate(known, day, postingDays) && !reason) {
    const values = { days: postingDays };
    problems.push({ field: 'late_reason', key: 'complaints.missing.late_reason', values });
  }
  return problems.length ? { problems, typed: read.typed } : read;
}

/** Whether a complaint comes after the days within which it should be posted. */
export function isLate(knownOn: string, day: string, postingDays: number): boolean {
  return addCalendarDays(knownOn, postingDays) < day;
}

export const readAnswer = (body: unknown) =>
  readForm(
    {
      version,
      answer: text({ missing: 'complaints.missing.answer', min: 10, max: 3000, lines: true }),
    },
    body,
  );

export const readVote = (body: unknown) =>
  readForm(
    {
      vote: choice(VOTES, { missing: 'complaints.missing.vote' }),
      note: text({ missing: 'complaints.missing.note', min: 10, max: 1000, lines: true }),
    },
    body,
  );

export interface Decision {
  version: number;
  consequence: Consequence | null;
  remedy_by: string | null;
  reasons: string;
}

/** Reads the decision; what follows is asked only where the complaint is founded. */
export function readDecision(
  body: unknown,
  { outcome, day }: { outcome: Vote; day: string },
): Outcome<Decision> {
  const read = readWithRules(
    {
      version,
      consequence: optionalChoice(CONSEQUENCES),
      remedy_by: optionalDate(),
      reasons: text({ missing: 'complaints.missing.reasons', min: 20, max: 2000, lines: true }),
    },
    body,
    (readable) => (outcome === 'founded' ? whatFollows(readable, day) : []),
  );
  if ('problems' in read) return read;
  const { consequence, remedy_by: by } = read.values;
  const values = {
    ...read.values,
    consequence: outcome === 'founded' ? consequence : null,
    remedy_by: consequence === 'remedy' ? by : null,
  };
  return { values, typed: read.typed };
}

function whatFollows({ consequence, remedy_by: by }: Partial<Decision>, day: string): Problem[] {
  if (consequence === null) {
    return [{ field: 'consequence', key: 'complaints.missing.consequence' }];
  }
  const dated = Boolean(by && by > day);
  return consequence === 'remedy' && !dated
    ? [{ field: 'remedy_by', key: 'complaints.missing.remedy_by' }]
    : [];
}

export const readWithdrawal = (body: unknown) => readForm({ version }, body);
