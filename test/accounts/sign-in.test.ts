import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const [aigerim, nurlan] = portal.portal.demoPeople;
const password = aigerim!.password;
const NOBODY = '991231100109'; // a number that fits, and that no demo person has

function personWith(role: string): { iin: string } {
  return portal.portal.demoPeople.find((person) => person.role === role)!;
}

const signIn = (visitor: Visitor, iin: string, secret = password, more = {}) =>
  visitor.post('/kk/sign-in', { iin, password: secret, ...more });
const later = (minutes: number) =>
  portal.setTime(new Date(portal.portal.clock().getTime() + minutes * 60_000).toISOString());

void describe('signing in', () => {
  void it('leads each person to where they work', async () => {
    for (const [role, home] of [
      ['applicant', '/kk/account'],
      ['caseworker', '/kk/casework'],
      ['supplier', '/kk/supplier'],
      ['administrator', '/kk/admin'],
    ] as const) {
      const answer = await signIn(portal.stranger(), personWith(role).iin);
      assert.deepEqual([answer.status, answer.headers.location], [303, home]);
    }
  });

  void it('takes the number with spaces, as it stands on the card', async () => {
    const spaced = aigerim!.iin.replace(/(\d{4})(?=\d)/g, '$1 ');
    assert.equal((await signIn(portal.stranger(), spaced)).status, 303);
  });

  void it('leads back to the page that asked for it, in the language now read', async () => {
    const visitor = portal.stranger();
    const asked = await visitor.get('/ru/account/details?a=b');
    assert.equal(asked.headers.location, '/ru/sign-in?return-to=%2Fru%2Faccount%2Fdetails%3Fa%3Db');
    const page = await visitor.get(asked.headers.location.replace('/ru/sign-in', '/kk/sign-in'));
    assert.match(page.text, /name="return-to" value="\/kk\/account\/details\?a=b"/);
    const answer = await signIn(visitor, aigerim!.iin, password, {
      'return-to': '/ru/account/details?a=b',
    });
    assert.equal(answer.headers.location, '/kk/account/details?a=b');
  });

  void it('tells a person who was signed out in another tab, and leads back to the form', async () => {
    const visitor = portal.stranger();
    const { host } = new URL(portal.address);
    const send = (referer: string) =>
      visitor.post('/en/account/details/change', { phone: '1' }).set('Referer', referer);
    const sent = await send(`http://${host}/en/account/details/change?a=b`);
    assert.equal(sent.status, 303);
    const { text } = await visitor.get(sent.headers.location!);
    assert.match(text, /You were signed out, so the last step was not done/);
    assert.match(text, /name="return-to" value="\/en\/account\/details\/change\?a=b"/);
    for (const foreign of [
      'https://evil.example/en/account',
      `http://${host}//evil.example/`,
      'x',
    ]) {
      const away = await send(foreign);
      const page = await visitor.get(away.headers.location!);
      assert.match(page.text, /You were signed out/);
      assert.doesNotMatch(page.text, /name="return-to"/);
    }
    assert.doesNotMatch((await visitor.get('/en/sign-in')).text, /You were signed out/);
  });

  void it('never leads to another site (v5.0.0-3.7.2)', async () => {
    for (const bad of ['//evil.example/kk/', 'https://evil.example', '/\\evil.example']) {
      const answer = await signIn(portal.stranger(), aigerim!.iin, password, { 'return-to': bad });
      assert.equal(answer.headers.location, '/kk/account');
    }
  });

  void it('answers the same for a wrong password, an unknown number and a closed account (v5.0.0-6.3.8)', async () => {
    const closed = personWith('representative');
    await portal.db
      .write('accounts')
      .where({ iin_lookup: portal.portal.vault.fingerprint(closed.iin) })
      .update({ status: 'disabled' });
    const answers = [
      await signIn(portal.stranger(), nurlan!.iin, 'not the right one'),
      await signIn(portal.stranger(), NOBODY, 'not the right one'),
      await signIn(portal.stranger(), closed.iin),
    ];
    const pages = answers.map(({ text }) => text.replaceAll(/\d{12}/g, 'number'));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [422, 422, 422],
    );
    assert.equal(new Set(pages).size, 1);
    assert.match(pages[0]!, /ЖСН немесе құпиясөз дұрыс емес/);
    later(2);
  });

  void it('keeps the number and never the password when something is to mend', async () => {
    const answer = await signIn(portal.stranger(), '991331100014', 'a secret that stays');
    assert.equal(answer.status, 422);
    assert.match(answer.text, /value="991331100014"/);
    assert.match(answer.text, /href="#iin"/);
    assert.doesNotMatch(answer.text, /a secret that stays/);
  });

  void it('survives whatever is sent', async () => {
    for (const body of [
      'iin=1&iin=2&password=x',
      'iin[a]=1&password[]=x',
      'iin=%00&password=%00',
      `iin=${'9'.repeat(20_000)}&password=${'x'.repeat(20_000)}`,
      '',
    ]) {
      const answer = await portal.stranger().post('/en/sign-in').send(body);
      assert.equal(answer.status, 422, body.slice(0, 30));
    }
  });

  void it('gives a new session each time, and the old one dies (v5.0.0-7.2.4)', async () => {
    const visitor = portal.stranger();
    const first = sessionOf(await signIn(visitor, aigerim!.iin));
    const second = sessionOf(
      await signIn(visitor, aigerim!.iin, password, { _csrf: await tokenOf(visitor) }),
    );
    assert.ok(first && second && first !== second);
    const stolen = portal.stranger();
    const answer = await stolen.get('/kk/account').set('Cookie', first);
    assert.equal(answer.status, 303);
  });

  void it('remembers the language and keeps it apart from the account', async () => {
    const answer = await signIn(portal.stranger(), aigerim!.iin);
    const cookies = answer.headers['set-cookie'] as unknown as string[];
    const lang = cookies.find((cookie) => cookie.startsWith('td_lang=kk'));
    assert.match(lang!, /HttpOnly; SameSite=Lax/);
  });

  void it('shows the demo people on the page of a demo', async () => {
    const { text } = await portal.stranger().get('/en/sign-in');
    for (const { iin } of portal.portal.demoPeople) assert.ok(text.includes(iin));
  });

  void it('writes down who came and who failed, without numbers (v5.0.0-16.3.1)', async () => {
    const rows = await portal.db
      .read('audit_entries')
      .where('action', 'like', 'account.%')
      .select();
    const actions = new Set(rows.map(({ action }: { action: string }) => action));
    assert.ok(actions.has('account.signed_in') && actions.has('account.sign_in_failed'));
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${aigerim!.iin}|${NOBODY}`));
  });
});

void describe('guessing', () => {
  void it('is slowed down after five tries, and longer with each one (v5.0.0-6.3.1)', async () => {
    later(120);
    const guess = () => signIn(portal.stranger(), nurlan!.iin, 'a guess that is wrong');
    for (let n = 0; n < 5; n++) assert.equal((await guess()).status, 422);
    const blocked = await guess();
    assert.equal(blocked.status, 429);
    assert.equal(blocked.headers['retry-after'], '60');
    assert.equal((await signIn(portal.stranger(), nurlan!.iin)).status, 429, 'right or wrong');
    later(1.1);
    assert.equal((await guess()).status, 422);
    later(1.1);
    assert.equal((await guess()).status, 429, 'now it is two minutes');
    later(16);
    assert.equal((await signIn(portal.stranger(), nurlan!.iin)).status, 303, 'never for good');
  });

  void it('starts anew once the person has signed in', async () => {
    later(120);
    const guess = () => signIn(portal.stranger(), nurlan!.iin, 'a guess that is wrong');
    for (let n = 0; n < 4; n++) await guess();
    assert.equal((await signIn(portal.stranger(), nurlan!.iin)).status, 303);
    for (let n = 0; n < 4; n++) assert.equal((await guess()).status, 422);
  });

  void it('by strangers does not keep out a person whose browser is known', async () => {
    later(120);
    const own = portal.stranger();
    await signIn(own, nurlan!.iin);
    await own.submit('/kk/account', {}, '/kk/sign-out');
    for (let n = 0; n < 6; n++)
      await signIn(portal.stranger(), nurlan!.iin, 'a guess that is wrong');
    assert.equal((await signIn(portal.stranger(), nurlan!.iin)).status, 429);
    assert.equal((await signIn(own, nurlan!.iin)).status, 303);
  });

  void it('counts tries that are made at once', async () => {
    later(120);
    const answers = await Promise.all(
      Array.from({ length: 9 }, () =>
        signIn(portal.stranger(), nurlan!.iin, 'a guess that is wrong'),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 422).length, 5);
    assert.equal(answers.filter(({ status }) => status === 429).length, 4);
  });
});

void describe('signing out', () => {
  void it('is a POST, ends the session on the server and clears what the browser kept (v5.0.0-7.4.1)', async () => {
    later(120);
    const visitor = portal.stranger();
    const session = sessionOf(await signIn(visitor, aigerim!.iin));
    assert.equal((await visitor.get('/kk/sign-out')).status, 404);
    const answer = await visitor.submit('/kk/account', {}, '/kk/sign-out');
    assert.deepEqual([answer.status, answer.headers.location], [303, '/kk/signed-out']);
    assert.equal(answer.headers['clear-site-data'], '"cache", "storage"');
    const stolen = await portal.stranger().get('/kk/account').set('Cookie', session);
    assert.equal(stolen.status, 303);
    assert.equal((await visitor.get('/kk/signed-out')).status, 200);
  });

  void it('happens by itself after half an hour without a page; staff after a quarter (v5.0.0-7.3.1)', async () => {
    later(120);
    const person = await portal.signedIn(aigerim!.iin);
    const staff = await portal.signedIn(personWith('caseworker').iin);
    later(16);
    assert.equal((await person.get('/kk/account')).status, 200);
    assert.equal((await staff.get('/kk/account')).status, 303);
    later(31);
    assert.equal((await person.get('/kk/account')).status, 303);
  });
});

function sessionOf({ headers }: { headers: Record<string, unknown> }): string {
  const cookies = headers['set-cookie'] as string[];
  return cookies.find((cookie) => cookie.startsWith('tandau='))!.split(';')[0]!;
}

async function tokenOf(visitor: Visitor): Promise<string> {
  const { text } = await visitor.get('/kk/account');
  return /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
}
