import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';

const running = await startPortal();
const { portal, db } = running;
const [aigerim] = portal.demoPeople;
const password = aigerim!.password;
const caseworker = portal.demoPeople.find(({ role }) => role === 'caseworker')!;
const accountOf = (iin: string) =>
  db
    .read('accounts')
    .where({ iin_lookup: portal.vault.fingerprint(iin) })
    .first();
const later = () => running.setTime(new Date(portal.clock().getTime() + 7_200_000).toISOString());

const change = {
  phone: '+7 700 555 66 77',
  email: 'aigerim@example.kz',
  settlement: 'Астана',
  address: 'Тәуелсіздік даңғылы, 18, 45-пәтер',
  language: 'kk',
};

void describe('a person’s own data', () => {
  void it('shows the number masked', async () => {
    const { text } = await (await running.signedIn(aigerim!.iin)).get('/kk/account/details');
    assert.ok(text.includes(`•••• •••• ${aigerim!.iin.slice(-4)}`));
    assert.ok(!text.includes(aigerim!.iin));
  });

  void it('is not shown to strangers', async () => {
    for (const page of ['', '/details', '/details/change', '/password']) {
      const answer = await running.stranger().get(`/kk/account${page}`);
      assert.equal(answer.status, 303, page);
    }
  });

  void it('asks for the password before contact data change (v5.0.0-7.5.1)', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    for (const given of ['', 'not the right one']) {
      const answer = await visitor.submit('/kk/account/details/change', {
        ...change,
        password: given,
      });
      assert.equal(answer.status, 422);
      assert.match(answer.text, /href="#password"/);
      assert.match(answer.text, /value="\+7 700 555 66 77"/);
      assert.doesNotMatch(answer.text, /not the right one/);
    }
    assert.notEqual((await accountOf(aigerim!.iin)).phone, change.phone);
  });

  void it('changes with it, and the person is told in the portal and by e-mail', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    const answer = await visitor.submit('/kk/account/details/change', { ...change, password });
    assert.deepEqual([answer.status, answer.headers.location], [303, '/kk/account/details']);
    const account = await accountOf(aigerim!.iin);
    assert.equal(account.phone, change.phone);
    const message = await db
      .read('messages')
      .where({ account_id: account.id, kind: 'account.details_changed' })
      .first();
    assert.equal(message.language, 'kk');
    assert.ok(await db.read('outbox').where({ message_id: message.id }).first());
    const entry = await db
      .read('audit_entries')
      .where({ action: 'account.details_changed' })
      .first();
    assert.equal(entry.fields, '["phone"]', 'names of fields, no values');
  });

  void it('asks for no password when only the way of speaking changes', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    const answer = await visitor.submit('/kk/account/details/change', {
      ...change,
      needs: ['sign_language', 'large_print'],
    });
    assert.equal(answer.status, 303);
    const details = await visitor.get('/kk/account/details');
    assert.match(details.text, /Ымдау тілімен сөйлесемін; Ірі әріп керек|Ірі әріп керек; Ымдау/);
  });

  void it('is not overwritten from a page that is out of date', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    const stale = await visitor.submit('/kk/account/details/change', { ...change, version: '1' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /value="\+7 700 555 66 77"/);
  });

  void it('needs an address for messages by e-mail, and sound values everywhere', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    for (const [wrong, field] of [
      [{ email: '' }, 'email'],
      [{ needs: ['sign_language', 'telepathy'] }, 'needs'],
      [{ settlement: '' }, 'settlement'],
      [{ language: 'xx' }, 'language'],
      [{ phone: '12' }, 'phone'],
      [{ version: 'one' }, 'version'],
    ] as const) {
      const answer = await visitor.submit('/kk/account/details/change', {
        ...change,
        ...wrong,
      } as Record<string, string>);
      assert.equal(answer.status, 422, field);
      assert.match(answer.text, new RegExp(`href="#${field}"`));
    }
  });

  void it('of staff has no address and no channel', async () => {
    const visitor = await running.signedIn(caseworker.iin);
    const page = await visitor.get('/ru/account/details/change');
    assert.doesNotMatch(page.text, /name="address"|name="channel"/);
    const answer = await visitor.submit('/ru/account/details/change', {
      phone: '',
      email: '',
      language: 'ru',
      password,
    });
    assert.equal(answer.status, 303);
  });
});

void describe('changing the password', () => {
  void it('needs the current one, and a new one that is strong enough', async () => {
    const visitor = await running.signedIn(aigerim!.iin);
    for (const [values, field] of [
      [{ password: '', newPassword: '' }, 'password'],
      [{ password: 'not the right one', newPassword: 'көк түйе таңда жүгіреді' }, 'password'],
      [{ password, newPassword: 'қысқа' }, 'newPassword'],
      [{ password, newPassword: 'Жұмабекова!!!' }, 'newPassword'],
    ] as const) {
      const answer = await visitor.submit('/kk/account/password', values);
      assert.equal(answer.status, 422);
      assert.match(answer.text, new RegExp(`href="#${field}"`));
    }
  });

  void it('is longer for staff', async () => {
    const visitor = await running.signedIn(caseworker.iin);
    const answer = await visitor.submit('/en/account/password', {
      password,
      newPassword: 'Xk9#mQ2vLp4z',
    });
    assert.match(answer.text, /at least 15 characters/);
  });

  void it('ends every other session, tells the person, and the new one opens the door (v5.0.0-7.4.3)', async () => {
    later();
    const here = await running.signedIn(aigerim!.iin);
    const elsewhere = await running.signedIn(aigerim!.iin);
    const answer = await here.submit('/kk/account/password', {
      password,
      newPassword: 'көк түйе таңда жүгіреді',
    });
    assert.equal(answer.status, 303);
    assert.equal((await elsewhere.get('/kk/account')).status, 303);
    const page = await here.get('/kk/account');
    assert.equal(page.status, 200);
    assert.match(page.text, /Құпиясөз өзгерді/);
    assert.match(page.text, /Құпиясөзіңіз өзгертілді/, 'a message');
    const signIn = (secret: string) =>
      running.stranger().post('/kk/sign-in', { iin: aigerim!.iin, password: secret });
    assert.equal((await signIn(password)).status, 422);
    assert.equal((await signIn('көк түйе таңда жүгіреді')).status, 303);
  });
});

void describe('a person’s own page', () => {
  void it('is there for every role, in every language', async () => {
    for (const { iin } of portal.demoPeople) {
      if (iin === aigerim!.iin) continue;
      later();
      const visitor = await running.signedIn(iin);
      for (const lang of ['kk', 'ru', 'en']) {
        assert.equal((await visitor.get(`/${lang}/account`)).status, 200);
      }
    }
  });

  void it('shows a representative those whom they represent, and no others', async () => {
    later();
    const organisation = portal.demoPeople.at(-1)!;
    const { text } = await (await running.signedIn(organisation.iin)).get('/en/account');
    assert.match(text, /People I represent/);
    assert.match(text, /Нұрлан Ахметов/);
    assert.doesNotMatch(text, /Айгерім/);
    await db.write('representations').update({ ended_at: portal.clock().toISOString() });
    const after = await (await running.signedIn(organisation.iin)).get('/en/account');
    assert.doesNotMatch(after.text, /Нұрлан Ахметов/);
  });
});
