// "How we write to you", and the inbox: by request, only what is new, as a letter to print.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const PAGE = '/en/account/messages/choices';
const chosen = {
  channel: 'sms',
  smsLanguage: 'ru',
  letterLanguage: 'en',
  format: 'large',
  quietFrom: '22',
  quietUntil: '7',
};

void describe('how the portal writes to a person', async () => {
  const portal = await startPortal();
  const { db } = portal;
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const stored = () => db.read('message_choices').where({ account_id: 1 }).first();
  const applicant = () => db.read('applicants').where({ account_id: 1 }).first();

  void test('is explained in plain words, in three languages, with what holds already', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const page = await aigerim.get(`/${lang}/account/messages/choices`);
      assert.equal(page.status, 200);
      for (const way of ['portal', 'email', 'sms', 'letter', 'phone']) {
        assert.match(page.text, new RegExp(`value="${way}"`));
      }
    }
    const page = await aigerim.get(PAGE);
    assert.match(page.text, /delivery code never comes by e-mail/);
    assert.match(page.text, /value="21" selected|value="21"\s+selected/);
  });

  void test('is stored, the way with the applicant’s record; twice the same is once', async () => {
    const before = await applicant();
    const saved = await aigerim.submit(PAGE, chosen, PAGE);
    assert.deepEqual([saved.status, saved.headers.location], [303, PAGE]);
    const row = await stored();
    assert.deepEqual(
      [
        row.channel,
        row.sms_language,
        row.letter_language,
        row.format,
        row.quiet_from,
        row.quiet_until,
      ],
      [null, 'ru', 'en', 'large', 22, 7],
    );
    assert.equal((await applicant()).preferred_channel, 'sms');
    assert.equal((await applicant()).version, before.version + 1);
    await aigerim.submit(PAGE, chosen, PAGE);
    assert.equal((await stored()).version, row.version);
    const entries = await db
      .read('audit_entries')
      .where({ action: 'account.message_choices_changed' });
    assert.equal(entries.length, 1);
    assert.match(entries[0].fields, /quietFrom/);
  });

  void test('is not overwritten from a page that is out of date', async () => {
    const stale = await aigerim.submit(PAGE, { ...chosen, format: 'easy', version: '0' }, PAGE);
    assert.equal(stale.status, 409);
    assert.equal((await stored()).format, 'large');
  });

  void test('takes no way that leads nowhere, and no odd values', async () => {
    const { email, phone } = await db.read('accounts').where({ id: 1 }).first('email', 'phone');
    await db.write('accounts').where({ id: 1 }).update({ email: null, phone: null });
    for (const channel of ['email', 'sms', 'phone']) {
      const answer = await aigerim.submit(PAGE, { ...chosen, channel }, PAGE);
      assert.equal(answer.status, 422, channel);
      assert.match(answer.text, /href="#channel"/);
    }
    await db.write('accounts').where({ id: 1 }).update({ email, phone });
    for (const [field, value] of [
      ['channel', 'pigeon'],
      ['format', 'huge'],
      ['smsLanguage', 'de'],
      ['quietFrom', '24'],
      ['quietUntil', '-1'],
    ] as const) {
      const answer = await aigerim.submit(PAGE, { ...chosen, [field]: value }, PAGE);
      assert.equal(answer.status, 422, field);
      assert.match(answer.text, new RegExp(`href="#${field}"`));
    }
  });

  void test('staff choose between their desk and e-mail', async () => {
    const saule = await portal.signedIn(iinOf('saule'));
    const page = await saule.get(PAGE);
    assert.doesNotMatch(page.text, /value="letter"/);
    const saved = await saule.submit(PAGE, { channel: 'email' }, PAGE);
    assert.equal(saved.status, 303);
    assert.equal((await saule.submit(PAGE, { channel: 'sms' }, PAGE)).status, 422);
  });

  void test('a stranger signs in first', async () => {
    assert.equal((await portal.stranger().get(PAGE)).status, 303);
  });

  void test('the inbox shows only what is new, or one request, and says when there is none', async () => {
    const reference = (
      await db
        .read('messages')
        .join('requests', 'requests.id', 'messages.request_id')
        .where({ account_id: 1 })
        .whereNull('read_at')
        .first('reference')
    ).reference;
    const one = await aigerim.get(`/en/account/messages?request=${reference}`);
    const ids = await db
      .read('messages')
      .join('requests', 'requests.id', 'messages.request_id')
      .where({ account_id: 1, reference })
      .pluck('messages.id');
    for (const [, id] of one.text.matchAll(/\/en\/account\/messages\/(\d+)"/g)) {
      assert.ok(ids.includes(Number(id)));
    }
    assert.match(one.text, new RegExp(`<option\\s+value="${reference}"[^>]*selected`));
    await db
      .write('messages')
      .where({ account_id: 1 })
      .update({ read_at: '2026-11-23T05:00:00.000Z' });
    const unread = await aigerim.get('/en/account/messages?shown=unread');
    assert.match(unread.text, /There are no messages here/);
    for (const odd of ['shown=everything', 'request=%27', 'request=A&request=B']) {
      assert.equal((await aigerim.get(`/en/account/messages?${odd}`)).status, 404, odd);
    }
  });

  void test('a message is printed as a letter by its reader alone; easy words stand one by one', async () => {
    const { id } = await db.read('messages').where({ account_id: 1 }).first('id');
    const letter = await aigerim.get(`/en/account/messages/${id}/letter`);
    assert.equal(letter.status, 200);
    assert.equal(letter.headers['content-type'], 'application/pdf');
    assert.match(letter.headers['content-disposition'] ?? '', new RegExp(`message-${id}\\.pdf`));
    const timur = await portal.signedIn(iinOf('timur'));
    assert.equal((await timur.get(`/en/account/messages/${id}/letter`)).status, 404);
    const paragraphs = async () =>
      (await aigerim.get(`/en/account/messages/${id}`)).text.match(/td-lines">/g)!.length;
    const plain = await paragraphs();
    await db.write('message_choices').where({ account_id: 1 }).update({ format: 'easy' });
    assert.ok((await paragraphs()) > plain);
  });
});
