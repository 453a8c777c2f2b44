// The sign-in page with all its methods, and the way out.
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import type { Frame } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { homeOf, leadingRole } from './reader.ts';
import { safeReturnTo } from './return-to.ts';
import { createSignIn, type SignInWays } from './sign-in-methods.ts';

export function signInRoutes(portal: Portal, ways: SignInWays): Router {
  const { db, clock, page, demoPeople } = portal;
  const signIn = createSignIn(portal, ways);
  const routes = Router();

  routes.get('/sign-in', (req, res) => {
    const { reader, paths, lang } = visitOf(res);
    if (reader) {
      return res.redirect(
        303,
        safeReturnTo(req.query['return-to'], lang) ?? homeOf(reader.roles, paths),
      );
    }
    return showPage(res);
  });
  for (const method of ways.methods) routes.use(method.routes(portal, signIn, showPage));
  for (const step of ways.steps) routes.use(step.routes(portal, signIn));

  // Signing out kills the session on the server; what the browser kept of pages goes as well (v5.0.0-7.4.1,
  // 14.3.1). Cookies stay: the language and the display settings are the browser's.
  routes.post('/sign-out', async (req, res) => {
    const { reader, paths } = visitOf(res);
    if (reader) {
      await inTransaction(db, (trx) =>
        recordAudit(trx, {
          at: clock(),
          actorId: reader.accountId,
          actorRole: leadingRole(reader.roles),
          action: 'account.signed_out',
          objectKind: 'account',
          objectId: String(reader.accountId),
        }),
      );
    }
    await new Promise<void>((resolve, reject) => {
      req.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
    });
    res.set('Clear-Site-Data', '"cache", "storage"').redirect(303, paths.signedOut());
  });
  routes.get('/signed-out', (_req, res) => {
    page(res, 'accounts/signed-out', { title: visitOf(res).t('accounts.signedOut.title') });
  });

  return routes;

  function showPage(res: Response, frame: Partial<Frame> = {}) {
    const { req } = res;
    const { t, lang } = visitOf(res);
    const given: unknown = req.method === 'POST' ? req.body?.['return-to'] : req.query['return-to'];
    page(res, 'accounts/sign-in', {
      title: t('accounts.signIn.title'),
      methods: ways.methods.map(({ template }) => template),
      returnTo: safeReturnTo(given, lang),
      signedOut: req.method === 'GET' && req.query['signed-out'] === 'yes',
      demoPeople,
      ...frame,
    });
  }
}
