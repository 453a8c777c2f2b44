// What people type about a wrong record, and what a caseworker types to settle it.
import { CHANNELS } from '../applicants/communication-needs.ts';
import {
  choice,
  optionalChoice,
  readForm,
  text,
  wholeNumber,
  type Field,
  type Outcome,
} from '../web/forms.ts';
import { RECORDS, type RecordKind } from './records.ts';

const version = wholeNumber({ missing: 'errors.badRequest.text', min: 1, max: 1_000_000 });

export interface Filing {
  key: string;
  person: string;
  record: RecordKind;
  line: string | null;
  request: string | null;
  wrong: string;
  correct: string;
}

/** Reads what is wrong; people, lines and cases are the reader's own. */
export function readFiling(
  body: unknown,
  { people, lines, requests }: { people: string[]; lines: string[]; requests: string[] },
): Outcome<Filing> {
  const read = readForm(
    {
      key: text({ missing: 'errors.badRequest.text', max: 36, pattern: /^[0-9a-f-]{36}$/ }),
      person: choice(people, { missing: 'corrections.missing.person' }),
      record: choice(RECORDS, { missing: 'corrections.missing.record' }),
      line: optionalChoice(lines),
      request: optionalChoice(requests),
      wrong: text({ missing: 'corrections.missing.wrong', max: 1000, lines: true }),
      correct: text({ missing: 'corrections.missing.correct', max: 1000, lines: true }),
    },
    body,
  );
  if ('problems' in read) return read;
  const { record, line, request } = read.values;
  if (record === 'programme_line' && line === null) {
    return { problems: [{ field: 'line', key: 'corrections.missing.line' }], typed: read.typed };
  }
  if ((record === 'event' || record === 'decision') && request === null) {
    return {
      problems: [{ field: 'request', key: 'corrections.missing.request' }],
      typed: read.typed,
    };
  }
  return read;
}

export const readVersion = (body: unknown) => readForm({ version }, body);

export const readAsk = (body: unknown) =>
  readForm(
    { version, note: text({ missing: 'corrections.missing.note', max: 1000, lines: true }) },
    body,
  );

/** What the portal itself holds, as it should be. Columns of `applicants`. */
export type NewValues = Record<string, string | number>;

export interface Settling {
  version: number;
  outcome: 'corrected' | 'not_corrected';
  explanation: string;
  set: NewValues;
}

/** Reads how a correction ends. Of what the portal holds the new value is typed with it. */
export function readSettling(
  body: unknown,
  { record, offices }: { record: RecordKind; offices: string[] },
): Outcome<Settling> {
  const given = body as { outcome?: unknown } | undefined;
  const corrected = given?.outcome === 'corrected';
  const read = readForm(
    {
      version,
      outcome: choice(['corrected', 'not_corrected'], { missing: 'corrections.missing.outcome' }),
      explanation: text({
        missing: 'corrections.missing.explanation',
        min: 10,
        max: 1500,
        lines: true,
      }),
      ...(corrected ? fieldsOf(record, offices) : {}),
    },
    body,
  );
  if ('problems' in read) return read;
  const { version: seen, outcome, explanation, ...set } = read.values as Settling & NewValues;
  return { values: { version: seen, outcome, explanation, set }, typed: read.typed };
}

function fieldsOf(
  record: RecordKind,
  offices: string[],
): Record<string, Field<string> | Field<number>> {
  if (record === 'address') {
    return {
      settlement: text({ missing: 'corrections.missing.settlement', max: 200 }),
      address: text({ missing: 'corrections.missing.address', max: 300 }),
    };
  }
  if (record === 'phone') {
    return {
      phone: text({
        missing: 'corrections.missing.phone',
        max: 40,
        pattern: /^\+?[\d\s()-]{5,}$/,
        wrong: 'requests-pages.draft.phoneWrong',
      }),
    };
  }
  if (record === 'channel') {
    return { preferred_channel: choice(CHANNELS, { missing: 'corrections.missing.channel' }) };
  }
  if (record === 'office') {
    const office = choice(offices, { missing: 'corrections.missing.office' });
    return {
      office_id: (raw, refuse) => {
        const value = office(raw, refuse);
        return typeof value === 'string' ? Number(value) : value;
      },
    };
  }
  return {};
}
