// Making one's own account, and the page that says what comes next.
import { Router, type Response } from 'express';
import { withoutPasswords } from '../accounts/forms.ts';
import { knownDeviceOf } from '../accounts/known-device.ts';
import { hashPassword, isPassword } from '../accounts/passwords.ts';
import { safeReturnTo } from '../accounts/return-to.ts';
import { createSignIn, type SignInWays } from '../accounts/sign-in-methods.ts';
import { signInWays } from '../accounts/sign-in-ways.ts';
import { findSignInAccount } from '../accounts/sign-in-account.ts';
import { startAttempt } from '../accounts/throttle.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Portal } from '../portal.ts';
import type { Frame } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { listRegionsWithOffice, officeOf } from './offices.ts';
import { registerApplicant } from './registration.ts';
import { readRegistration, withPasswordAgain } from './registration-form.ts';

export function registrationRoutes(portal: Portal, ways: SignInWays = signInWays): Router {
  const { db, vault, config, clock, page } = portal;
  const signIn = createSignIn(portal, ways);
  const routes = Router();

  routes.get('/register', async (_req, res) => {
    const { reader, paths } = visitOf(res);
    if (reader) return res.redirect(303, paths.account());
    return showForm(res);
  });

  routes.post('/register', async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const at = clock();
    const regions = (await listRegionsWithOffice(db.read)).map(({ code }) => code);
    const form = readRegistration(body, { regions, today: dayOf(at) });
    const typed = withoutPasswords(form.typed);
    if ('problems' in form) return showForm(res, { problems: form.problems, typed });

    const { password, ...person } = form.values;
    const lookup = vault.fingerprint(person.iin);
    const device = knownDeviceOf(req, config, lookup);
    const attempt = await startAttempt(
      db,
      vault,
      { account: lookup, address: req.ip ?? '', device },
      at,
    );
    const passwordHash = await hashPassword(password);
    await registerApplicant(db, vault, { ...person, passwordHash }, at);

    // The account just made, or, when the form was sent twice, made a moment before with this same password.
    // For any other number that is taken the answer is one and the same (v5.0.0-6.3.8).
    const account = await findSignInAccount(db.write, { lookup });
    const right = await isPassword(password, account?.passwordHash ?? null);
    if (account && right) {
      await inTransaction(db, (trx) => attempt.succeeded(trx));
      const { paths, lang } = visitOf(res);
      const returnTo = paths.welcome({ 'return-to': safeReturnTo(body['return-to'], lang) });
      return signIn.identified(req, res, account, { via: 'registration', returnTo });
    }
    return showForm(res, {
      problems: withPasswordAgain([{ field: 'iin', key: 'accounts.register.notPossible' }]),
      typed,
    });
  });

  routes.get('/welcome', async (req, res) => {
    const { accountId } = readerWith(res, 'applicant');
    const { t, lang } = visitOf(res);
    page(res, 'accounts/welcome', {
      title: t('accounts.welcome.title'),
      office: await officeOf(db.read, accountId),
      returnTo: safeReturnTo(req.query['return-to'], lang),
    });
  });

  return routes;

  async function showForm(res: Response, frame: Partial<Frame> = {}) {
    const { t, lang } = visitOf(res);
    const { method, body, query } = res.req;
    page(res, 'accounts/register', {
      title: t('accounts.register.title'),
      regions: byName(await listRegionsWithOffice(db.read), lang),
      returnTo: safeReturnTo((method === 'POST' ? body : query)?.['return-to'], lang),
      ...frame,
    });
  }
}
