// Refusals of acts on plans, as the pages show them.
import type { Response } from 'express';
import type { Refused } from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { visitOf } from '../web/visit.ts';

/** A page shown again: what is wrong, and what was typed. */
export interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

const CHANGED: Refused = { done: false, reason: 'changed-meanwhile' };

/** Does an act; somebody else's change becomes a refusal. */
export async function unlessChanged<T>(act: () => Promise<T>): Promise<T | Refused> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Conflict) return CHANGED;
    throw error;
  }
}

/** A refusal as a problem of the form; those of requests have their own texts. */
export function refusedAs(res: Response, { reason }: Refused, field: string): Shown {
  const own = `consumables.refused.${reason}`;
  const key = visitOf(res).t.has(own) ? own : `requests.refused.${reason}`;
  return { problems: [{ field, key }], status: reason === CHANGED.reason ? 409 : 422 };
}
