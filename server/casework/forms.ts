// What caseworkers type into the pages of a case.
import { readReceipt as readOutcome } from '../requests/forms.ts';
import type { Outcome as HowItIs } from '../requests/requests.ts';
import { choice, optionalText, readForm, text, type Field, type Outcome } from '../web/forms.ts';

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

/** A word to colleagues beside an approval. */
export function readApproval(body: unknown) {
  return readForm({ note: optionalText(LONG) }, body);
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

export const TOLD = ['phone', 'letter', 'in_person'] as const;

export interface ToldReceipt {
  told: (typeof TOLD)[number];
  code: string;
  outcome: HowItIs;
  problem: string | null;
}

/** A receipt that the person told the office: how it was told, the person's code, and how the aid is. */
export function readToldReceipt(body: Sent): Outcome<ToldReceipt> {
  const told = readForm({ told: choice(TOLD, { missing: 'casework.receipt.toldMissing' }) }, body);
  const outcome = readOutcome(body);
  const typed = { ...outcome.typed, ...told.typed };
  if ('values' in told && 'values' in outcome) {
    return { values: { ...told.values, ...outcome.values }, typed };
  }
  const problems = [told, outcome].flatMap((read) => ('problems' in read ? read.problems : []));
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
