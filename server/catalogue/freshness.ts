// Spares a stranger's browser a page that it has already: the ETag is known before the page is made.
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';

// Another start may bring other templates and texts.
const START = Date.now().toString(36);

/**
 * Answers 304 where the browser's copy still holds, and says so. Pages of people who are signed in, or that
 * show a notice, are always made afresh.
 */
export function isStillFresh(
  req: Request,
  res: Response,
  portal: Portal,
  { version, on }: { version: number; on: string },
): boolean {
  const { reader, display, lang } = visitOf(res);
  if (reader || req.session?.notice || portal.config.environment === 'development') return false;
  const facts = [START, req.originalUrl, lang, JSON.stringify(display), version, on];
  const digest = createHash('sha256').update(facts.join('\n')).digest('base64url').slice(0, 22);
  res.set('ETag', `W/"${digest}"`);
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Cookie');
  if (!req.fresh) return false;
  res.status(304).end();
  return true;
}
