// What people and caseworkers type about representations.
import { iin } from '../accounts/forms.ts';
import {
  choice,
  date,
  optionalDate,
  readForm,
  text,
  ticked,
  wholeNumber,
  type Field,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import { KINDS, OWN_WILL, REFUSALS, SCOPES, type Kind, type Terms } from './kinds.ts';

const DAMAGED = 'errors.badRequest.text';
const key = () => text({ missing: DAMAGED, max: 36, pattern: /^[0-9a-f-]{36}$/ });
const version = () => wholeNumber({ missing: DAMAGED, min: 1, max: 1_000_000_000 });

const terms = {
  scope: choice(SCOPES, { missing: 'representations.missing.scope' }),
  messages: ticked(),
  from: date({ missing: 'representations.missing.from' }),
  until: optionalDate(),
};

const asked = {
  ...terms,
  proof: text({ missing: 'representations.missing.proof', max: 300 }),
  key: key(),
};

/** What is asked for, whoever asks. */
export interface Asked extends Terms {
  kind: Kind;
  proof: string;
  key: string;
}

/** A helper asks: for whom, by number and date of birth. */
export function readAsk(body: unknown): Outcome<Asked & { iin: string; bornOn: string }> {
  return withOrder(
    readForm(
      {
        iin: iin(),
        bornOn: date({ missing: 'representations.missing.bornOn' }),
        kind: choice(KINDS, { missing: 'representations.missing.kind' }),
        ...asked,
      },
      body,
    ),
  );
}

/** A person appoints somebody: by number and family name. */
export function readAppointment(
  body: unknown,
): Outcome<Asked & { iin: string; familyName: string }> {
  return withOrder(
    readForm(
      {
        iin: iin(),
        familyName: text({ missing: 'representations.missing.familyName', max: 100 }),
        kind: choice(OWN_WILL, { missing: 'representations.missing.kind' }) as Field<Kind>,
        ...asked,
      },
      body,
    ),
  );
}

/** The office enters what somebody brought: both numbers, and why their records are looked up. */
export function readOfficeAsk(
  body: unknown,
): Outcome<Asked & { iin: string; helperIin: string; reason: string }> {
  return withOrder(
    readForm(
      {
        iin: iin(),
        helperIin: iin(),
        reason: text({ missing: 'representations.missing.lookupReason', min: 10, max: 300 }),
        kind: choice(KINDS, { missing: 'representations.missing.kind' }),
        ...asked,
      },
      body,
    ),
  );
}

/** What the caseworker confirms. */
export function readAcceptance(body: unknown): Outcome<Terms & { version: number }> {
  return withOrder(readForm({ ...terms, version: version() }, body));
}

/** Why the caseworker does not confirm, with a plain sentence for both sides. */
export function readRefusal(body: unknown) {
  return readForm(
    {
      reason: choice(REFUSALS, { missing: 'representations.missing.reason' }),
      explanation: text({
        missing: 'representations.missing.explanation',
        min: 20,
        max: 1000,
        lines: true,
      }),
      version: version(),
    },
    body,
  );
}

/** The version that was seen. */
export const readVersion = (body: unknown) => readForm({ version: version() }, body);

/** Why the office ends a representation. */
export const readOfficeEnd = (body: unknown) =>
  readForm(
    {
      explanation: text({
        missing: 'representations.missing.explanation',
        min: 20,
        max: 1000,
        lines: true,
      }),
    },
    body,
  );

// The box of the form is called `messages`; a last day before the first is a problem of its field.
function withOrder<T extends { messages: boolean; from: string; until: string | null }>(
  read: Outcome<T>,
): Outcome<Omit<T, 'messages'> & { receivesMessages: boolean }> {
  if ('problems' in read) return read;
  const { messages, ...values } = read.values;
  if (values.until !== null && values.until < values.from) {
    const problem: Problem = { field: 'until', key: 'representations.refused.no-day' };
    return { problems: [problem], typed: read.typed };
  }
  return { values: { ...values, receivesMessages: messages }, typed: read.typed };
}
