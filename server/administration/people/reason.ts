// Why an administrator looks at people's accounts: asked once, kept with the session for half an hour.
import type { Response } from 'express';

declare module 'express-session' {
  interface SessionData {
    /** The reason given for looking at people, and when. */
    peopleReason?: { reason: string; at: string };
  }
}

const KEPT_MS = 30 * 60_000;

/** Keeps the reason that was given. */
export function keepReason(res: Response, reason: string, at: Date): void {
  res.req.session.peopleReason = { reason, at: at.toISOString() };
}

/** The reason given lately, or null. */
export function reasonGiven(res: Response, at: Date): string | null {
  const kept = res.req.session.peopleReason;
  return kept && at.getTime() - Date.parse(kept.at) < KEPT_MS ? kept.reason : null;
}
