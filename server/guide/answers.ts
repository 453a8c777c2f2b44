// The answers of a visit. They live in the session and end with it.
import type { Request } from 'express';
import type { Family } from '../measures/measures.ts';
import { walk } from './questions.ts';

/** By the question's key: a number in thousandths of its unit, or the key of an option. */
export type Answers = Readonly<Record<string, number | string>>;

/** What somebody answered in a family's guide. */
export interface Given {
  family: Family;
  answers: Answers;
  /** The day of the last answer, in Kazakhstan. */
  on: string;
}

/** What a session holds of one family. */
export interface Held {
  answers: Record<string, number | string>;
  /** Questions that were left out on purpose. */
  skipped: string[];
  on: string;
}

declare module 'express-session' {
  interface SessionData {
    guide?: {
      families: Partial<Record<Family, Held>>;
      /** For which region results show offers; '': anywhere. */
      region?: string;
    };
  }
}

type Visited = Pick<Request, 'session'>;

/** The answers of this visit that count for a family; null where nothing was answered. */
export function answersIn(req: Visited, family: Family): Given | null {
  const held = heldIn(req, family);
  const answers = walk(family, held?.answers ?? {}).counted;
  return held && Object.keys(answers).length > 0 ? { family, answers, on: held.on } : null;
}

/** What the session holds of a family; null before its first question. */
export function heldIn({ session }: Visited, family: Family): Held | null {
  return session?.guide?.families[family] ?? null;
}

/** Keeps an answer; null: the question is left out. */
export function keepAnswer(
  { session }: Visited,
  family: Family,
  { key, answer, on }: { key: string; answer: number | string | null; on: string },
): void {
  session.guide ??= { families: {} };
  const held = (session.guide.families[family] ??= { answers: {}, skipped: [], on });
  held.on = on;
  held.skipped = held.skipped.filter((one) => one !== key);
  if (answer === null) {
    delete held.answers[key];
    held.skipped.push(key);
  } else {
    held.answers[key] = answer;
  }
}

/** Forgets the answers of a family. */
export function forgetAnswers({ session }: Visited, family: Family): void {
  if (!session.guide) return;
  delete session.guide.families[family];
  if (Object.keys(session.guide.families).length === 0) delete session.guide;
}

/** Keeps the region for which results show offers. */
export function keepRegion({ session }: Visited, region: string): void {
  session.guide ??= { families: {} };
  session.guide.region = region;
}
