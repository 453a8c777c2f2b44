// An answer that a caseworker writes down: what was chosen stays when something is missing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

void describe('an answer about an aid of the pool', async () => {
  const portal = await startPortal();
  const saule = await portal.signedIn(iinOf('saule'));

  void test('asks again how it was told, with what was chosen', async () => {
    const queue = await saule.get('/en/casework');
    const file = /\/en\/casework\/requests\/[A-Z0-9-]+/.exec(queue.text)![0];
    const token = /name="_csrf" value="([^"]+)"/.exec((await saule.get(file)).text)![1]!;
    const form = { _csrf: token, offer: '1', answer: 'yes', note: '' };
    const page = await saule.post(`${file}/pool-answer`, form);
    assert.equal(page.status, 422);
    assert.match(page.text, /error-summary/);
    assert.match(page.text, /href="#note"/);
    assert.match(page.text, /value="yes"[^>]*checked/);
  });

  void test('audit and templates are told in words', async () => {
    const arman = await portal.signedIn(iinOf('arman'));
    const templates = await arman.get('/ru/admin/templates');
    assert.ok(templates.text.includes('Фонд средств'), 'groups have names');
    const keys = /<option value="([a-z_]+)"[^>]*>\s*\1\s*</.exec(templates.text);
    assert.equal(keys?.[1], undefined, 'no key of ours instead of a name');
    const audit = await arman.get('/ru/admin/audit?action=emergency.ended');
    assert.doesNotMatch(audit.text, /Завершено новым предложением/);
  });

  void test('the demo raises no alarm about its own e-mails', async () => {
    const first = await portal.db
      .read('outbox')
      .where({ state: 'waiting', channel: 'email' })
      .min({ since: 'due_at' });
    const { since } = first[0]!;
    assert.ok(!since || since >= portal.portal.clock().toISOString(), String(since));
  });
});
