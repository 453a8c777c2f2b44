// The answers of a visit. They live in the session and end with it.
import type { Request } from 'express';
import type { Family } from '../measures/measures.ts';

/** By the question's key: a number in thousandths of its unit, or the key of an option. */
export type Answers = Readonly<Record<string, number | string>>;

/** What somebody answered in a family's guide. */
export interface Given {
  family: Family;
  answers: Answers;
  /** The day of the last answer, in Kazakhstan. */
  on: string;
}

interface Held {
  answers: Record<string, number | string>;
  /** Questions that were left out on purpose. */
  skipped: string[];
  on: string;
}

declare module 'express-session' {
  interface SessionData {
    guide?: { families: Partial<Record<Family, Held>>; region?: string };
  }
}

/** The answers of this visit for a family; null where nothing was answered. */
export function answersIn(req: Pick<Request, 'session'>, family: Family): Given | null {
  const held = req.session?.guide?.families[family];
  return held && Object.keys(held.answers).length > 0
    ? { family, answers: held.answers, on: held.on }
    : null;
}
