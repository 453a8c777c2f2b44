// Why a message did not go out, and what follows from it.

/**
 * `away`: the service does not answer, or takes nothing at all: the message is not to blame, and waits as long as it
 * takes. `refused`: this message will never be taken. `failed`: it may be taken next time.
 */
export type Why = 'away' | 'refused' | 'failed';

/** Thrown by a channel. Of what a server says only its code is kept: the words may name the person. */
export class NotTaken extends Error {
  readonly why: Why;
  readonly code: string;
  constructor(why: Why, code: string) {
    super(code);
    this.why = why;
    this.code = code.slice(0, 60);
  }
}

/** Any failure as a reason. */
export function whyOf(error: unknown): { why: Why; code: string } {
  if (error instanceof NotTaken) return error;
  const { code }: { code?: string } = Object(error);
  return { why: 'failed', code: code?.slice(0, 60) ?? 'unknown' };
}
