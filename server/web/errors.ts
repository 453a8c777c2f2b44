// What may go wrong on the way of a request, as classes: `web/error-pages.ts` gives each its page.

/** There is no such page or record, or it is not this reader's. Answers 404. */
export class NotFound extends Error {}

/** The reader is signed in, but this is not theirs to see or do. Answers 403; `reason` is a message key. */
export class Forbidden extends Error {
  readonly reason: string;
  constructor(reason = 'errors.forbidden.text') {
    super(reason);
    this.reason = reason;
  }
}

/** Nobody is signed in: answers with the way to the sign-in page and back. */
export class SignInNeeded extends Error {}

/** Somebody changed the record in the meantime. Answers 409; `reason` is a message key. */
export class Conflict extends Error {
  readonly reason: string;
  constructor(reason = 'errors.conflict.text') {
    super(reason);
    this.reason = reason;
  }
}

/** The form is too large, malformed or comes from another site. Answers `status`; `reason` is a message key. */
export class BadRequest extends Error {
  readonly status: number;
  readonly reason: string;
  constructor(reason: string, status = 422) {
    super(reason);
    this.reason = reason;
    this.status = status;
  }
}

/** Too many tries. Answers 429 and says when to come back. */
export class TooMany extends Error {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('too many tries');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The database is busy or away. Answers 503; nothing was changed. */
export class Busy extends Error {}
