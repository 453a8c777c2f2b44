// The seam of signing in. A method (number and password; later eGov by OpenID Connect) finds out who it is.
// Steps (later a second factor) are asked one after the other, and only then is the session the person's.
// Until then it holds half a sign-in, which opens no page (v5.0.0-6.5.1).
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import type { Frame } from '../web/pages.ts';
import { SignInNeeded } from '../web/errors.ts';
import { visitOf } from '../web/visit.ts';
import { rememberDevice } from './known-device.ts';
import { keepLanguage } from './preference-cookies.ts';
import { homeOf, isStaff, leadingRole } from './reader.ts';
import { safeReturnTo } from './return-to.ts';
import { findSignInAccount, type SignInAccount } from './sign-in-account.ts';

/** A way to find out who somebody is. */
export interface SignInMethod {
  key: string;
  /** Its part of the sign-in page: a form, or a link that leads to a provider. */
  template: string;
  /** Its own addresses; once it knows who it is, it calls `signIn.identified`. */
  routes(portal: Portal, signIn: SignIn, showPage: ShowSignInPage): Router;
}

/** Shows the sign-in page with all methods, and what is to mend. */
export type ShowSignInPage = (res: Response, frame?: Partial<Frame>) => void;

/** What is asked after a method has said who it is. */
export interface SignInStep {
  key: string;
  isDue(account: SignInAccount): boolean;
  /** Its page, without the language: `/sign-in/code`. */
  path: string;
  /** Its own addresses; it asks `signIn.pending` for whom, and calls `signIn.passed`. */
  routes(portal: Portal, signIn: SignIn): Router;
}

export interface SignInWays {
  methods: SignInMethod[];
  steps: SignInStep[];
}

/** What methods and steps may do. */
export interface SignIn {
  /** Somebody is who they say: goes to the first step, or signs them in. */
  identified(
    req: Request,
    res: Response,
    account: SignInAccount,
    how: { via: string; returnTo: unknown },
  ): Promise<void>;
  /** The account of a half sign-in. @throws SignInNeeded */
  pending(req: Request): Promise<SignInAccount>;
  /** A step is passed: goes to the next one, or signs them in. */
  passed(req: Request, res: Response, step: string): Promise<void>;
}

/** Half a sign-in is forgotten after ten minutes. */
const HALF = 10 * 60_000;

export function createSignIn(portal: Portal, { steps }: SignInWays): SignIn {
  const { db, clock } = portal;

  async function goOn(req: Request, res: Response, account: SignInAccount, half: HalfSignIn) {
    const step = steps.find((one) => !half.passed.includes(one.key) && one.isDue(account));
    if (step) {
      await renewSession(req);
      req.session.pendingAccountId = account.id;
      req.session.pending = half;
      res.redirect(303, `/${visitOf(res).lang}${step.path}`);
    } else {
      await completeSignIn(portal, req, res, account, half);
    }
  }

  return {
    async identified(req, res, account, { via, returnTo }) {
      const safe = safeReturnTo(returnTo, visitOf(res).lang);
      await goOn(req, res, account, {
        via,
        returnTo: safe,
        since: clock().toISOString(),
        passed: [],
      });
    },
    async pending(req) {
      return (await findPending(req)).account;
    },
    async passed(req, res, step) {
      const { account, half } = await findPending(req);
      await goOn(req, res, account, { ...half, passed: [...half.passed, step] });
    },
  };

  async function findPending({ session }: Request) {
    const { pendingAccountId, pending } = session;
    const fresh = pending && clock().getTime() - Date.parse(pending.since) < HALF;
    const account =
      pendingAccountId && fresh ? await findSignInAccount(db.read, { id: pendingAccountId }) : null;
    if (!account || !pending) throw new SignInNeeded();
    return { account, half: pending };
  }
}

export interface HalfSignIn {
  via: string;
  returnTo: string | null;
  since: string;
  passed: string[];
}

/** The one place where a session becomes somebody's: a new session id, the audit entry, the way on. */
export async function completeSignIn(
  { db, clock, config }: Portal,
  req: Request,
  res: Response,
  account: SignInAccount,
  { via, returnTo }: { via: string; returnTo: string | null },
): Promise<void> {
  const { lang, paths } = visitOf(res);
  const at = clock();
  await inTransaction(db, (trx) =>
    recordAudit(trx, {
      at,
      actorId: account.id,
      actorRole: leadingRole(account.roles),
      action: 'account.signed_in',
      objectKind: 'account',
      objectId: String(account.id),
      detail: via,
    }),
  );
  const { guide, measures } = req.session;
  await renewSession(req);
  // What a stranger chose with goes on, so that it can be attached to a request. Staff have no use for it.
  if (!isStaff(account.roles)) Object.assign(req.session, { guide, measures });
  req.session.accountId = account.id;
  req.session.staff = isStaff(account.roles);
  req.session.signedInAt = at.toISOString();
  rememberDevice(res, config, account.lookup);
  keepLanguage(res, config, lang);
  res.redirect(303, safeReturnTo(returnTo, lang) ?? homeOf(account.roles, paths));
}

/** A new session id, and nothing of the old session (v5.0.0-7.2.4). */
function renewSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
}
