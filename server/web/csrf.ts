// Only our own pages may change things: a write from another origin is refused (v5.0.0-3.5.1), and
// a signed-in reader's forms carry a token bound to the session (v5.0.0-3.5.3).
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { BadRequest } from './errors.ts';

declare global {
  namespace Express {
    interface Request {
      /** The token that this session's forms carry. */
      csrfToken?: () => string;
    }
  }
}

const SAFE = new Set(['GET', 'HEAD']);

/** Refuses writes that come from another origin. Stands before sessions and bodies are read. */
export const sameOriginOnly: RequestHandler = (req, _res, next) => {
  if (SAFE.has(req.method) || isSameOrigin(req)) next();
  else throw new BadRequest('errors.foreign.text', 403);
};

/** Refuses a signed-in write without its token. Forms with files call it again after the upload is read. */
export function checkCsrf(secret: string): RequestHandler {
  return (req, _res, next) => {
    req.csrfToken = () => tokenFor(secret, req.sessionID);
    const reading = SAFE.has(req.method) || !req.session.accountId;
    const body = (req.body ?? {}) as Record<string, unknown>;
    const later = req.is('multipart/form-data') && req.body === undefined;
    if (reading || later || isEqual(body._csrf, req.csrfToken())) next();
    else throw new BadRequest('errors.token.text', 403);
  };
}

/** The token for the forms of this request's page; empty while nobody is signed in. */
export function csrfTokenOf(req: Request): string {
  return req.session?.accountId && req.csrfToken ? req.csrfToken() : '';
}

/** For a form with files: checks the token once the upload has been read. */
export const checkCsrfAfterUpload: RequestHandler = (req, _res, next) => {
  const body = (req.body ?? {}) as Record<string, unknown>;
  if (req.csrfToken && isEqual(body._csrf, req.csrfToken())) next();
  else throw new BadRequest('errors.token.text', 403);
};

// Browsers send Sec-Fetch-Site; older ones send Origin with a POST; a program may send neither.
function isSameOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === req.get('host');
}

function tokenFor(secret: string, sessionId: string): string {
  return createHmac('sha256', secret).update(`csrf.${sessionId}`).digest('base64url');
}

function isEqual(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
