import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';

const running = await startPortal();
const { portal } = running;
const aigerim = portal.demoPeople[0]!;
const usual = { theme: 'system', text: '100', spacing: 'normal', pictures: 'on', motion: 'full' };

void describe('display settings', () => {
  void it('are linked at the top of every page', async () => {
    const { text } = await running.stranger().get('/ru/aids');
    assert.match(text, /href="\/ru\/display"[\s\S]*версия для слабовидящих/);
  });

  void it('work before anybody signs in, and are kept in a cookie for a year', async () => {
    const visitor = running.stranger();
    const answer = await visitor.post('/ru/display', {
      ...usual,
      theme: 'yellow-on-black',
      text: '200',
      'return-to': '/kk/aids?q=a',
    });
    assert.deepEqual([answer.status, answer.headers.location], [303, '/ru/aids?q=a']);
    const cookie = (answer.headers['set-cookie'] as unknown as string[]).find((one) =>
      one.startsWith('td_display='),
    )!;
    assert.match(cookie, /HttpOnly; SameSite=Lax/);
    assert.match(cookie, /Max-Age=31536000/);
    const { text } = await visitor.get('/ru/help');
    assert.match(text, /data-theme="yellow-on-black"/);
    assert.match(text, /data-text="200"/);
  });

  void it('chosen before signing in hold on after it', async () => {
    const visitor = running.stranger();
    await visitor.post('/kk/display', { ...usual, text: '150' });
    await visitor.post('/kk/sign-in', { iin: aigerim.iin, password: aigerim.password });
    assert.match((await visitor.get('/kk/account')).text, /data-text="150"/);
  });

  void it('of a signed-in person go with the account to another browser', async () => {
    const visitor = await running.signedIn(aigerim.iin);
    const answer = await visitor.submit('/kk/display', { ...usual, theme: 'dark' });
    assert.equal(answer.status, 303);
    const elsewhere = await running.signedIn(aigerim.iin);
    assert.match((await elsewhere.get('/kk/account')).text, /data-theme="dark"/);
  });

  void it('say where they are kept: in the browser, or in the account of a signed-in person', async () => {
    const strangers = (await running.stranger().get('/en/display')).text;
    assert.match(strangers, /kept in this browser/);
    assert.doesNotMatch(strangers, /kept in your account/);
    const visitor = await running.signedIn(aigerim.iin);
    const own = (await visitor.get('/en/display')).text;
    assert.match(own, /kept in your account/);
    assert.doesNotMatch(own, /kept in this browser/);
  });

  void it('go back to the usual with one button', async () => {
    const visitor = await running.signedIn(aigerim.iin);
    await visitor.submit('/kk/display', { ...usual, theme: 'dark', usual: 'yes' });
    const { text } = await visitor.get('/kk/account');
    assert.doesNotMatch(text, /data-theme="dark"/);
  });

  void it('lead back to the page from which one came, if it is ours', async () => {
    const { host } = new URL(running.address);
    const from = (referer: string) => running.stranger().get('/kk/display').set('Referer', referer);
    assert.match(
      (await from(`http://${host}/ru/aids?q=a`)).text,
      /name="return-to" value="\/kk\/aids\?q=a"/,
    );
    assert.doesNotMatch((await from('https://evil.example/kk/aids')).text, /name="return-to"/);
    const evil = await running
      .stranger()
      .post('/kk/display', { ...usual, 'return-to': '//evil.example' });
    assert.equal(evil.headers.location, '/kk/display?saved=yes');
  });

  void it('that nobody offers are refused, and the page says so', async () => {
    const answer = await running.stranger().post('/en/display', { ...usual, theme: 'plaid' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /href="#theme"/);
    for (const cookie of [
      'td_display=%E0%A4%A',
      'td_display=theme%3D%22%3E',
      'td_display=text=999',
    ]) {
      const page = await running.stranger().get('/en/help').set('Cookie', cookie);
      assert.equal(page.status, 200);
      assert.match(page.text, /<html lang="en"/);
    }
  });
});
