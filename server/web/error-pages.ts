// Every failure gets a page in the reader's language, with a number to quote; never a stack trace.
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { cameFrom } from './came-from.ts';
import {
  BadRequest,
  Busy,
  Conflict,
  Forbidden,
  NotFound,
  SignInNeeded,
  TooMany,
} from './errors.ts';
import { loggable } from './loggable.ts';
import type { SendPage } from './pages.ts';
import { visitOf } from './visit.ts';

/** Nothing answered: there is no such page. */
export const noSuchPage: RequestHandler = () => {
  throw new NotFound();
};

export function errorPages(sendPage: SendPage, log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof SignInNeeded) {
      const { paths } = visitOf(res);
      return res.redirect(303, paths.signIn(wayBack(req, paths.signIn())));
    }
    const { status, kind, reason } = kindOf(error);
    const id = randomUUID();
    if (status >= 500) log.error({ id, error: loggable(error) }, 'a request failed');
    if (error instanceof TooMany) res.set('Retry-After', String(error.retryAfterSeconds));
    if (status === 503) res.set('Retry-After', '5');
    const { t } = visitOf(res);
    const values = {
      minutes: Math.ceil((error instanceof TooMany ? error.retryAfterSeconds : 60) / 60),
    };
    const text = t(reason ?? `errors.${kind}.text`, values);
    return sendError(sendPage, res, { kind, text, id }, status);
  };
}

// A form that was sent after signing out elsewhere: the page it stood on, and a word on what happened.
// The sign-in page takes only ways back that are safe.
function wayBack(req: Request, signIn: string) {
  if (req.method === 'GET' || req.method === 'HEAD') return { 'return-to': req.originalUrl };
  if (req.originalUrl.startsWith(signIn)) return {}; // a later step of signing in: nobody was signed in yet
  return { 'return-to': cameFrom(req), 'signed-out': 'yes' };
}

function sendError(
  sendPage: SendPage,
  res: Response,
  { kind, text, id }: { kind: string; text: string; id: string },
  status: number,
): void {
  const { t } = visitOf(res);
  const title = t(`errors.${kind}.title`);
  sendPage(res, 'errors/show', { title, text, kind, id: status >= 500 ? id : null }, status);
}

function kindOf(error: unknown): { status: number; kind: string; reason?: string } {
  if (error instanceof NotFound) return { status: 404, kind: 'notFound' };
  if (error instanceof Forbidden) return { status: 403, kind: 'forbidden', reason: error.reason };
  if (error instanceof Conflict) return { status: 409, kind: 'conflict', reason: error.reason };
  if (error instanceof TooMany) return { status: 429, kind: 'tooMany' };
  if (error instanceof Busy || isUnavailable(error)) return { status: 503, kind: 'busy' };
  if (error instanceof BadRequest) {
    return { status: error.status, kind: 'badRequest', reason: error.reason };
  }
  return isClientError(error) ? readerError(error.status) : { status: 500, kind: 'broken' };
}

// What body-parser, multer and the router throw at bad input.
function isClientError(error: unknown): error is { status: number } {
  const { status } = error as { status?: number };
  return typeof status === 'number' && status >= 400 && status < 500;
}

function readerError(status: number): { status: number; kind: string } {
  if (status === 404 || status === 400)
    return { status: status === 400 ? 422 : 404, kind: status === 404 ? 'notFound' : 'badRequest' };
  return { status, kind: status === 413 ? 'tooLarge' : 'badRequest' };
}

function isUnavailable(error: unknown): boolean {
  const { code = '', name = '' } = error as { code?: string; name?: string };
  return (
    name === 'KnexTimeoutError' ||
    [
      'SQLITE_BUSY',
      'SQLITE_FULL',
      'ECONNREFUSED',
      'ECONNRESET',
      '57P01',
      '57P03',
      '53300',
      '57014',
    ].includes(code)
  );
}
