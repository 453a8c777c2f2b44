// Texts of messages are data: worded by administrators, in all languages, with the values that the portal knows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seedMessageTemplates } from '../../db/seeds/message-templates.ts';
import { inTransaction } from '../../server/database.ts';
import { sendMessage } from '../../server/notifications/messages.ts';
import { argumentsOf } from '../../server/notifications/template-rules.ts';
import { listVersions } from '../../server/notifications/templates.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const KIND = 'account.password_changed';
const ADDRESS = `/en/admin/templates/${KIND}/change`;
const words = (mark: string) => ({
  subject_kk: `Құпиясөз өзгерді ${mark}`,
  subject_ru: `Пароль изменён ${mark}`,
  subject_en: `Password changed ${mark}`,
  body_kk: `Құпиясөз өзгерген уақыты: {when} ${mark}`,
  body_ru: `Пароль изменён: {when} ${mark}`,
  body_en: `Password changed: {when} ${mark}`,
  easy_kk: '',
  easy_ru: '',
  easy_en: '',
});

void describe('texts of messages', async () => {
  const portal = await startPortal();
  const { db } = portal;
  const admin = await portal.signedIn(iinOf('arman'));
  let serial = 0;

  async function newest() {
    serial += 1;
    const message = { kind: KIND, sourceKey: `t.${serial}`, values: () => ({ when: 'WHEN' }) };
    const to = [{ accountId: 1, language: 'ru' as const, email: null }];
    const { texts } = portal.portal;
    await inTransaction(db, (trx) =>
      sendMessage(trx, texts, to, message, new Date('2026-11-23T05:00:00Z')),
    );
    return db
      .read('messages')
      .where({ source_key: `t.${serial}` })
      .first('subject', 'body');
  }

  void test('are for administrators only', async () => {
    for (const key of ['aigerim', 'saule', 'askar']) {
      const visitor = await portal.signedIn(iinOf(key));
      assert.equal((await visitor.get('/en/admin/templates')).status, 403);
      assert.equal((await visitor.post(ADDRESS, words('x'))).status, 403);
    }
    assert.equal((await portal.stranger().get(ADDRESS)).status, 303);
  });

  void test('all are there from the start, in three languages, and read in once', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const list = await admin.get(`/${lang}/admin/templates`);
      assert.equal(list.status, 200);
      assert.match(list.text, /sms\.code/);
    }
    const count = async () => (await db.read('message_templates')).length;
    const before = await count();
    await seedMessageTemplates(db);
    assert.equal(await count(), before);
    const found = await admin.get('/en/admin/templates?family=sms&q=delivery');
    assert.match(found.text, /sms\.code/);
    assert.doesNotMatch(found.text, /sms\.request/);
  });

  void test('are seen before they hold, with invented values, each in its own language', async () => {
    const seen = await admin.submit(ADDRESS, { ...words('!!'), act: 'preview' }, ADDRESS);
    assert.equal(seen.status, 200);
    for (const lang of ['kk', 'ru', 'en'])
      assert.match(seen.text, new RegExp(`<div lang="${lang}">`));
    assert.match(seen.text, /Password changed: 23 November 2026, 10:00 !!/);
    assert.equal((await listVersions(db.read, KIND)).length, 1);
  });

  void test('hold at once for new messages; earlier ones stay as they were sent', async () => {
    const before = await newest();
    const saved = await admin.submit(ADDRESS, words('2'), ADDRESS);
    assert.deepEqual([saved.status, saved.headers.location], [303, `/en/admin/templates/${KIND}`]);
    assert.deepEqual(await newest(), {
      subject: 'Пароль изменён 2',
      body: 'Пароль изменён: WHEN 2',
    });
    assert.deepEqual(
      await db.read('messages').where({ source_key: 't.1' }).first('subject', 'body'),
      before,
    );
    const [now, was] = await listVersions(db.read, KIND);
    assert.deepEqual([now!.version, was!.version], [2, 1]);
    assert.equal(was!.endedAt, now!.validFrom);
    const shown = await admin.get(`/en/admin/templates/${KIND}`);
    assert.match(shown.text, /Version 1/);
    const entry = await db.read('audit_entries').where({ action: 'template.changed' }).first();
    const detail: Record<string, [string, string]> = JSON.parse(entry.detail);
    assert.equal(detail.subject_en![0], 'Your password was changed');
    assert.equal(detail.subject_en![1], 'Password changed 2');
  });

  void test('stay as administrators worded them when a release words its own anew', async () => {
    await db.write('reference_loads').del();
    await seedMessageTemplates(db);
    assert.equal((await newest()).subject, 'Пароль изменён 2');
    const last = await db.read('message_templates').where({ kind: 'email' });
    assert.equal(last.length, 1, 'what did not change has no new version');
  });

  void test('two administrators at once: the second sees what the first wrote', async () => {
    const stale = { ...words('3'), version: '1' };
    const form = await admin.submit(ADDRESS, stale, ADDRESS);
    assert.equal(form.status, 409);
    assert.match(form.text, /Password changed 3/);
    const version = '2';
    const both = await Promise.all(
      ['4', '5'].map((mark) => admin.submit(ADDRESS, { ...words(mark), version }, ADDRESS)),
    );
    assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([303, 409]));
    const again = await admin.submit(
      ADDRESS,
      { ...words((await newest()).subject.slice(-1)), version },
      ADDRESS,
    );
    assert.equal(again.status, 303, 'the same form sent twice is no conflict');
    assert.equal((await listVersions(db.read, KIND)).length, 3);
  });

  void test('a missing language, an unknown value, a value left out and torn braces are refused', async () => {
    for (const [wrong, field, said] of [
      [{ body_ru: '' }, 'body_ru', /Enter the text in Russian/],
      [{ subject_kk: '' }, 'subject_kk', /Enter the subject in Kazakh/],
      [{ body_en: 'Changed {when}, {iin}' }, 'body_en', /does not know: iin/],
      [{ body_en: 'Changed' }, 'body_en', /leaves out: when/],
      [{ body_kk: 'Өзгерді {when' }, 'body_kk', /cannot be read/],
      [{ body_en: 'Changed {when, number}' }, 'body_en', /does not know/],
      [{ easy_kk: 'Құпиясөз өзгерді.' }, 'easy_ru', /easy words in Russian/],
    ] as const) {
      const answer = await admin.submit(ADDRESS, { ...words('6'), ...wrong }, ADDRESS);
      assert.equal(answer.status, 422, field);
      assert.match(answer.text, new RegExp(`href="#${field}"`));
      assert.match(answer.text, said);
    }
    assert.equal((await listVersions(db.read, KIND)).length, 3);
  });

  void test('a text message that does not fit two parts is refused, and its length is shown', async () => {
    const address = '/en/admin/templates/sms.general/change';
    const long = 'Таңдау: '.padEnd(100, 'ә');
    const texts = { body_kk: `${long} {link}`, body_ru: 'Новое: {link}', body_en: 'News: {link}' };
    const refused = await admin.submit(address, texts, address);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /text message in Kazakh does not fit/);
    const seen = await admin.submit(
      address,
      { ...texts, body_kk: 'Жаңа хабар: {link}', act: 'preview' },
      address,
    );
    assert.equal(seen.status, 200);
    assert.match(seen.text, /\d+ characters, 1 part/);
  });

  void test('no such text, none that could be one', async () => {
    for (const kind of ['nothing.there', '..', 'A', 'x'.repeat(80)]) {
      assert.equal((await admin.get(`/en/admin/templates/${kind}/change`)).status, 404, kind);
    }
  });
});

void test('the values of a text are found wherever they stand', () => {
  const text = '{count, plural, one {# of {name}} other {#}} {kind, select, a {x} other {{rest}}}';
  assert.deepEqual([...argumentsOf(text)!].toSorted(), [
    'count:plural',
    'kind:select',
    'name:',
    'rest:',
  ]);
  assert.equal(argumentsOf('{'), null);
});
