// The cookie that makes a list its owner's: 192 random bits, of which the table keeps the SHA-256. The list stays with
// the browser, whoever signs in there: it is the same before and after, and tells nothing of an account.
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';

/** So long is a list kept after it was last used. */
export const KEPT_DAYS = 180;

/** The hash of the key that this browser holds; null where it has no list yet. */
export function ownKeyOf(req: Request): string | null {
  const key = heldBy(req);
  return key === null ? null : hashOf(key);
}

/** The hash of this browser's key, which it gets now if it has none, and keeps for another half-year. */
export function keepKey(res: Response, config: Config): string {
  const key = heldBy(res.req) ?? randomBytes(24).toString('base64url');
  res.cookie(nameIn(config), key, { ...optionsIn(config), maxAge: KEPT_DAYS * 24 * 3600 * 1000 });
  return hashOf(key);
}

/** Takes the key from this browser. */
export function forgetKey(res: Response, config: Config): void {
  res.clearCookie(nameIn(config), optionsIn(config));
}

function heldBy(req: Request): string | null {
  const cookies = req.get('cookie') ?? '';
  return /(?:^|;\s*)(?:__Host-)?td_list=([\w-]{32})(?:;|$)/.exec(cookies)?.[1] ?? null;
}

function nameIn(config: Config): string {
  return optionsIn(config).secure ? '__Host-td_list' : 'td_list';
}

function optionsIn({ publicUrl }: Config) {
  const secure = publicUrl.startsWith('https://');
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
