// The seam for a second factor, with a step of this test's own: a word that is asked after the password.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import express, { Router } from 'express';
import { accountRoutes } from '../../server/accounts/routes.ts';
import { sessions } from '../../server/accounts/sessions.ts';
import type { SignInMethod, SignInStep } from '../../server/accounts/sign-in-methods.ts';
import { signInWays } from '../../server/accounts/sign-in-ways.ts';
import { startVisit } from '../../server/accounts/start-visit.ts';
import { findSignInAccount } from '../../server/accounts/sign-in-account.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { checkCsrf } from '../../server/web/csrf.ts';
import { errorPages } from '../../server/web/error-pages.ts';
import { startAnonymousVisit } from '../../server/web/visit.ts';
import { startPortal } from '../support/portal.ts';
import { stranger, type Visitor } from '../support/visitor.ts';

const running = await startPortal();
const { portal } = running;
const person = portal.demoPeople.find(({ role }) => role === 'applicant')!;
const staff = portal.demoPeople.find(({ role }) => role === 'caseworker')!;

const word: SignInStep = {
  key: 'word',
  path: '/sign-in/word',
  isDue: ({ roles }) => roles.has('caseworker'),
  routes(_portal, signIn) {
    const routes = Router();
    routes.get('/sign-in/word', async (req, res) => {
      const { id } = await signIn.pending(req);
      res.send(`<p>word for ${id}</p>`);
    });
    routes.post('/sign-in/word', async (req, res) => {
      await signIn.pending(req);
      if (req.body.word === 'sesame') await signIn.passed(req, res, 'word');
      else res.status(422).send('wrong');
    });
    return routes;
  },
};

// As a provider would: it names the person, and no password is typed.
const provider: SignInMethod = {
  key: 'provider',
  template: 'accounts/with-password',
  routes({ db, vault }, signIn) {
    const routes = Router();
    routes.get('/sign-in/from-provider', async (req, res) => {
      const account = await findSignInAccount(db.read, { lookup: vault.fingerprint(staff.iin) });
      await signIn.identified(req, res, account!, {
        via: 'provider',
        returnTo: req.query['return-to'],
      });
    });
    return routes;
  },
};

function visitor(): Visitor {
  const { db, config, clock, texts } = portal;
  const app = express();
  app.use(startAnonymousVisit(texts), sessions(db, config, clock), startVisit(db, texts));
  app.use(express.urlencoded({ extended: false }), checkCsrf(config.sessionSecret));
  const ways = { methods: [...signInWays.methods, provider], steps: [word] };
  for (const lang of LANGUAGES) app.use(`/${lang}`, accountRoutes(portal, [], ways));
  app.use(errorPages(portal.page, portal.log));
  return stranger(app as unknown as string);
}

const password = { iin: staff.iin, password: staff.password };

void describe('a second step', () => {
  void it('is asked of those whom it concerns, and only then are they signed in (v5.0.0-6.5.1)', async () => {
    const caseworker = visitor();
    const first = await caseworker.post('/kk/sign-in', {
      ...password,
      'return-to': '/kk/account/details',
    });
    assert.deepEqual([first.status, first.headers.location], [303, '/kk/sign-in/word']);
    assert.match((await caseworker.get('/kk/sign-in/word')).text, /word for \d+/);
    const second = await caseworker.post('/kk/sign-in/word', { word: 'sesame' });
    assert.deepEqual([second.status, second.headers.location], [303, '/kk/account/details']);
    assert.equal((await caseworker.get('/kk/account')).status, 200);
  });

  void it('is not asked of others', async () => {
    const applicant = visitor();
    const answer = await applicant.post('/kk/sign-in', {
      iin: person.iin,
      password: person.password,
    });
    assert.equal(answer.headers.location, '/kk/account');
  });

  void it('leaves half a sign-in until it is passed: no page opens', async () => {
    const caseworker = visitor();
    await caseworker.post('/kk/sign-in', password);
    assert.equal((await caseworker.post('/kk/sign-in/word', { word: 'guess' })).status, 422);
    for (const page of ['/kk/account', '/kk/account/password']) {
      const { status, headers } = await caseworker.get(page);
      assert.equal(status, 303, page);
      assert.match(headers.location!, /^\/kk\/sign-in\?/);
    }
    assert.equal((await caseworker.post('/kk/account/password', {})).status, 303);
  });

  void it('cannot be entered without the first', async () => {
    const { status, headers } = await visitor().post('/kk/sign-in/word', { word: 'sesame' });
    assert.deepEqual([status, headers.location], [303, '/kk/sign-in']);
  });

  void it('gives the session a new id at each stage (v5.0.0-7.2.4)', async () => {
    const caseworker = visitor();
    const first = await caseworker.post('/kk/sign-in', password);
    const second = await caseworker.post('/kk/sign-in/word', { word: 'sesame' });
    assert.notDeepEqual(first.headers['set-cookie'], second.headers['set-cookie']);
    const half = String(first.headers['set-cookie']).split(';')[0]!;
    assert.equal((await visitor().get('/kk/account').set('Cookie', half)).status, 303);
  });

  void it('is asked after any method, also a provider’s', async () => {
    const caseworker = visitor();
    const first = await caseworker.get('/ru/sign-in/from-provider?return-to=//evil.example');
    assert.equal(first.headers.location, '/ru/sign-in/word');
    const second = await caseworker.post('/ru/sign-in/word', { word: 'sesame' });
    assert.equal(second.headers.location, '/ru/casework');
  });

  void it('is forgotten after ten minutes', async () => {
    const caseworker = visitor();
    await caseworker.post('/kk/sign-in', password);
    running.setTime(new Date(portal.clock().getTime() + 11 * 60_000).toISOString());
    const answer = await caseworker.post('/kk/sign-in/word', { word: 'sesame' });
    assert.equal(answer.headers.location, '/kk/sign-in');
  });
});
