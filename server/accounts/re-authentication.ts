import type { Request } from 'express';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { knownDeviceOf } from './known-device.ts';
import { isPassword } from './passwords.ts';
import type { Reader } from './reader.ts';
import { findSignInAccount } from './sign-in-account.ts';
import { startAttempt } from './throttle.ts';

/**
 * Asks a signed-in person for the password again before contact data or the password change
 * (v5.0.0-7.5.1); tries count like those at sign-in. @throws TooMany
 */
export async function isOwnPassword(
  { db, vault, config, clock }: Portal,
  req: Request,
  { accountId }: Reader,
  password: string,
): Promise<boolean> {
  const account = await findSignInAccount(db.read, { id: accountId });
  if (!account) return false;
  const { lookup } = account;
  const device = knownDeviceOf(req, config, lookup);
  const by = { account: lookup, address: req.ip ?? '', device };
  const attempt = await startAttempt(db, vault, by, clock());
  const right = await isPassword(password, account.passwordHash);
  if (right) await inTransaction(db, (trx) => attempt.succeeded(trx));
  return right;
}
