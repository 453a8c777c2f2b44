// The answer to an act: its result, or the same page again with what stood in the way.
import type { Response } from 'express';
import { Conflict } from '../web/errors.ts';
import type { Problem } from '../web/forms.ts';
import type { Result } from './requests.ts';

/** Shows the act's page again. */
export type Again = (problems: Problem[], status: number) => Promise<void>;

/** Does an act; a refusal or somebody else's change shows the page again, with what was typed. */
export async function answerAct(
  res: Response,
  act: () => Promise<Result>,
  { again, next }: { again: Again; next: (reference: string) => string },
): Promise<void> {
  try {
    const result = await act();
    if (result.done) res.redirect(303, next(result.reference));
    else await again([problemOf(result.reason)], 422);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await again([{ field: 'form', key: 'requests-pages.changedMeanwhile' }], 409);
  }
}

// Refusals that one field can mend; all others are about the form as a whole.
const FIELDS = new Map([
  ['wrong-code', 'code'],
  ['too-many-codes', 'code'],
]);

/** A refusal as a problem of the form. */
export function problemOf(reason: string): Problem {
  return { field: FIELDS.get(reason) ?? 'form', key: `requests.refused.${reason}` };
}
