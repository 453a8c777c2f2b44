// A browser from which an account has signed in carries a cookie that says so: a random mark, and a keyed hash
// of the mark with the account. It opens nothing; only its tries are counted apart (see `throttle.ts`).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';

const YEAR = 365 * 24 * 3600 * 1000;

/** The mark of a browser that knows this account; null when it is a stranger. */
export function knownDeviceOf(req: Request, config: Config, account: string): string | null {
  const cookies = req.get('cookie') ?? '';
  const found = /(?:^|;\s*)(?:__Host-)?td_known=([\w-]{22})\.([\w-]{43})(?:;|$)/.exec(cookies);
  if (!found) return null;
  const [, mark, proof] = found as unknown as [string, string, string];
  const expected = proofOf(config, mark, account);
  return timingSafeEqual(Buffer.from(proof), Buffer.from(expected)) ? mark : null;
}

/** Makes this browser known to the account. */
export function rememberDevice(res: Response, config: Config, account: string): void {
  if (knownDeviceOf(res.req, config, account)) return;
  const secure = config.publicUrl.startsWith('https://');
  const mark = randomBytes(16).toString('base64url');
  res.cookie(secure ? '__Host-td_known' : 'td_known', `${mark}.${proofOf(config, mark, account)}`, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path: '/',
    maxAge: YEAR,
  });
}

function proofOf({ sessionSecret }: Config, mark: string, account: string): string {
  return createHmac('sha256', sessionSecret).update(`known.${mark}.${account}`).digest('base64url');
}
