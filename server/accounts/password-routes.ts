// Changing one's own password.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { readForm, type Problem } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { changePassword, weaknessFor } from './accounts.ts';
import { password } from './forms.ts';
import { problemOf } from './password-problem.ts';
import { hashPassword } from './passwords.ts';
import { isStaff } from './reader.ts';
import { isOwnPassword } from './re-authentication.ts';
import { findAccount } from './store.ts';
import { SHORTEST } from './weak-passwords.ts';

export function passwordRoutes(portal: Portal): Router {
  const { db, clock, vault, page } = portal;
  const routes = Router();

  routes.get('/account/password', (_req, res) => show(res));

  routes.post('/account/password', async (req, res) => {
    const reader = readerOf(res);
    const form = readForm(
      {
        password: password({ missing: 'accounts.password.currentMissing' }),
        newPassword: password({ missing: 'accounts.password.newMissing' }),
      },
      req.body ?? {},
    );
    if ('problems' in form) return show(res, form.problems);
    const { newPassword } = form.values;
    if (!(await isOwnPassword(portal, req, reader, form.values.password))) {
      return show(res, [{ field: 'password', key: 'accounts.password.wrong' }]);
    }
    const account = (await findAccount(db.read, { id: reader.accountId }))!;
    const iin = vault.unseal(account.iinEncrypted);
    const weakness = weaknessFor(account, { password: newPassword, iin, roles: reader.roles });
    if (weakness) return show(res, [problemOf('newPassword', weakness)]);
    const hash = await hashPassword(newPassword);
    await changePassword(portal, {
      by: reader,
      account,
      hash,
      at: clock(),
      keepSession: req.sessionID,
    });
    leaveNotice(res, 'accounts.password.changed');
    return res.redirect(303, visitOf(res).paths.account());
  });

  function show(res: Parameters<typeof readerOf>[0], problems: Problem[] = []) {
    const { t, paths } = visitOf(res);
    const staff = isStaff(readerOf(res).roles);
    page(res, 'accounts/password', {
      title: t('accounts.password.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      min: staff ? SHORTEST.staff : SHORTEST.person,
      problems,
    });
  }
  return routes;
}
