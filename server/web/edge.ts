// The edge: what is refused before anything of the portal is asked.
import type { RequestHandler } from 'express';
import { BadRequest, NotFound } from './errors.ts';
import { hasControls } from './forms.ts';

/** Other methods than GET, HEAD and POST: 405 (v5.0.0-4.1.4). */
export const knownMethodsOnly: RequestHandler = (req, res, next) => {
  if (['GET', 'HEAD', 'POST'].includes(req.method)) next();
  else {
    res.set('Allow', 'GET, HEAD, POST');
    throw new BadRequest('errors.method.text', 405);
  }
};

/** Addresses that no page can have: broken escapes, control characters, endless length. */
export const soundAddressOnly: RequestHandler = (req, _res, next) => {
  if (req.originalUrl.length > 4000 || !isSound(req.originalUrl)) throw new NotFound();
  next();
};

function isSound(address: string): boolean {
  try {
    return !hasControls(decodeURIComponent(address.replaceAll('+', ' ')));
  } catch {
    return false;
  }
}
