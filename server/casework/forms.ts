// What caseworkers type into the pages of a case.
import { readAnswer, readReceipt as readOutcome } from '../requests/forms.ts';
import { TOLD_HOW, type Outcome as HowItIs } from '../requests/requests.ts';
import {
  choice,
  date,
  optionalText,
  readForm,
  text,
  wholeNumber,
  type Field,
  type Outcome,
} from '../web/forms.ts';

/** What a form sent, before it is read. */
export type Sent = Record<string, unknown> | undefined;

const LONG = { max: 2000, lines: true };

/** A question: words of the caseworker's own, or whether the person agrees to the new sums. */
export function readQuestion(body: Sent, { sumsChanged }: { sumsChanged: boolean }) {
  const kinds = sumsChanged ? (['text', 'money'] as const) : (['text'] as const);
  const money = sumsChanged && body?.kind === 'money';
  return readForm(
    {
      kind: choice(kinds, { missing: 'casework.question.kindMissing' }),
      text: money
        ? optionalText(LONG)
        : (text({ missing: 'casework.question.textMissing', ...LONG }) as Field<string | null>),
    },
    body,
  );
}

/** An approval: a word to colleagues and, where fewer pieces are granted, how many and why. */
export function readApproval(
  body: Sent,
  { pieces, codes }: { pieces: number; codes: readonly string[] },
) {
  const part = pieces > 1 && body?.grant === 'part';
  return readForm(
    {
      grant: pieces > 1 ? choice(GRANTS, { missing: 'casework.part.grantMissing' }) : none('all'),
      quantity: part
        ? wholeNumber({ missing: 'casework.part.quantityMissing', min: 1, max: pieces - 1 })
        : none(0),
      reason: part ? choice(codes, { missing: 'casework.part.reasonMissing' }) : none(''),
      explanation: part ? optionalText(LONG) : none(null),
      note: optionalText(LONG),
    },
    body,
  );
}

export const GRANTS = ['all', 'part'] as const;

// What is not asked.
function none<T>(value: T): Field<T> {
  return () => value;
}

/** A hold: its reason, a sentence for the person (left empty: the reason's own), and the day. */
export function readHold(body: unknown, codes: readonly string[]) {
  return readForm(
    {
      reason: choice(codes, { missing: 'casework.hold.reasonMissing' }),
      sentence: optionalText(LONG),
      until: date({ missing: 'casework.hold.untilMissing' }),
    },
    body,
  );
}

/** Words for the person; whoever sends them says that they are for the person. */
export function readMessage(body: unknown) {
  return readForm(
    {
      text: text({ missing: 'casework.message.textMissing', ...LONG }),
      sure: choice(['yes'], { missing: 'casework.message.sureMissing' }),
    },
    body,
  );
}

/** An answer that the person told the office: how, read back, and the answer itself. */
export function readToldAnswer(body: Sent, { aboutMoney }: { aboutMoney: boolean }) {
  const told = readForm(
    {
      told: choice(TOLD, { missing: 'casework.receipt.toldMissing' }),
      readBack: choice(['yes'], { missing: 'casework.answer.readBackMissing' }),
    },
    body,
  );
  return together(told, readAnswer(body, { aboutMoney }));
}

/** A reason from the list. */
export function readReason(query: unknown, codes: readonly string[]) {
  return readForm({ reason: choice(codes, { missing: 'casework.refusal.reasonMissing' }) }, query);
}

/** A refusal: the reason, the sentence for the person, a word to colleagues, and how far the writer is. */
export function readRefusal(body: unknown, codes: readonly string[]) {
  return readForm(
    {
      reason: choice(codes, { missing: 'casework.refusal.reasonMissing' }),
      explanation: text({ missing: 'casework.refusal.explanationMissing', min: 20, ...LONG }),
      note: optionalText(LONG),
      step: choice(['edit', 'preview', 'send'], { missing: 'errors.badRequest.text' }),
    },
    body,
  );
}

/** A second person's answer; whoever returns a decision says why. */
export function readConsent(body: Sent) {
  const returns = body?.outcome === 'return';
  return readForm(
    {
      outcome: choice(['consent', 'return'], { missing: 'casework.consent.outcomeMissing' }),
      note: returns
        ? (text({ missing: 'casework.consent.noteMissing', ...LONG }) as Field<string | null>)
        : optionalText(LONG),
    },
    body,
  );
}

export const TOLD = TOLD_HOW;

export interface ToldReceipt {
  told: (typeof TOLD)[number];
  code: string;
  outcome: HowItIs;
  problem: string | null;
}

/** A receipt that the person told the office: how it was told, the person's code, and how the aid is. */
export function readToldReceipt(body: Sent): Outcome<ToldReceipt> {
  const told = readForm({ told: choice(TOLD, { missing: 'casework.receipt.toldMissing' }) }, body);
  return together(told, readOutcome(body));
}

/** Two readings of one form: all problems of both, or all values. */
export function together<A, B>(one: Outcome<A>, other: Outcome<B>): Outcome<A & B> {
  const typed = { ...other.typed, ...one.typed };
  if ('values' in one && 'values' in other) {
    return { values: { ...one.values, ...other.values }, typed };
  }
  const problems = [one, other].flatMap((read) => ('problems' in read ? read.problems : []));
  return { problems, typed };
}

/** To whom a case is given. */
export function readHandover(body: unknown, accountIds: readonly number[]) {
  const ids = accountIds.map(String);
  return readForm({ colleague: choice(ids, { missing: 'casework.handover.missing' }) }, body);
}

/** A note for colleagues. */
export function readNote(body: unknown) {
  return readForm({ note: text({ missing: 'casework.note.missing', ...LONG }) }, body);
}
