// Signing in with the personal number and a password.
import { Router } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import { readForm } from '../web/forms.ts';
import { iin, password, withoutPasswords } from './forms.ts';
import { knownDeviceOf } from './known-device.ts';
import { isPassword } from './passwords.ts';
import type { SignInMethod } from './sign-in-methods.ts';
import { findSignInAccount } from './sign-in-account.ts';
import { startAttempt } from './throttle.ts';

export const passwordMethod: SignInMethod = {
  key: 'password',
  template: 'accounts/with-password',
  routes(portal, signIn, showPage) {
    const { db, vault, config, clock } = portal;
    const routes = Router();

    // A number that nobody has costs the same work and gets the same answer as a wrong password (v5.0.0-6.3.8).
    routes.post('/sign-in', async (req, res) => {
      const form = readForm(
        { iin: iin(), password: password({ missing: 'accounts.password.missing' }) },
        req.body ?? {},
      );
      const typed = withoutPasswords(form.typed);
      if ('problems' in form) return showPage(res, { problems: form.problems, typed });

      const at = clock();
      const lookup = vault.fingerprint(form.values.iin);
      const attempt = await startAttempt(
        db,
        vault,
        { account: lookup, address: req.ip ?? '', device: knownDeviceOf(req, config, lookup) },
        at,
      );
      const account = await findSignInAccount(db.read, { lookup });
      const right = await isPassword(form.values.password, account?.passwordHash ?? null);
      if (account && right) {
        await inTransaction(db, (trx) => attempt.succeeded(trx));
        return signIn.identified(req, res, account, {
          via: 'password',
          returnTo: req.body['return-to'],
        });
      }
      await inTransaction(db, (trx) =>
        recordAudit(trx, {
          at,
          actorId: null,
          actorRole: 'nobody',
          action: attempt.blocked ? 'account.throttled' : 'account.sign_in_failed',
          objectKind: 'account',
          objectId: account ? String(account.id) : 'unknown',
        }),
      );
      const problems = [{ field: 'iin', key: 'accounts.signIn.wrong' }];
      return showPage(res, { problems, typed });
    });

    return routes;
  },
};
