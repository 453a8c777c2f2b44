// What gets stuck is seen, told once a day, and sent again when somebody says so; each person is written to by their
// own choice.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { familyOf } from '../../server/applicants/access.ts';
import { inTransaction } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { raiseAlarm } from '../../server/notifications/alarm.ts';
import { nextKnock, nextTry } from '../../server/notifications/back-off.ts';
import { mobileOf, wayOf, type Choices } from '../../server/notifications/choices.ts';
import {
  countDead,
  letGo,
  listDead,
  replayAll,
  replayOne,
} from '../../server/notifications/dead-letters.ts';
import { sentencesOf } from '../../server/notifications/letter.ts';
import { deliverMail } from '../../server/notifications/mail.ts';
import { sendMessage, type Recipient } from '../../server/notifications/messages.ts';
import { NotTaken } from '../../server/notifications/not-taken.ts';
import { channelStates, countStuck } from '../../server/notifications/outbox-state.ts';
import { endOfQuiet, NIGHT } from '../../server/notifications/quiet-hours.ts';
import { countParts, partsOf } from '../../server/notifications/sms-text.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';

const AT = new Date('2026-11-23T07:00:00Z');
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const texts = loadTexts();
const ALL = { channel: null, error: null };
const TOP = { before: null, after: null };

void describe('the outbox when something is wrong', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const means = { db, texts, publicUrl: 'https://tandau.example.kz' };
  const act = { by: town.admin, at: AT };
  let serial = 0;

  async function write(to: Recipient[] = [aigerim()]) {
    serial += 1;
    const message = {
      kind: 'account.password_changed',
      sourceKey: `stuck.${serial}`,
      applicantId: town.applicantId,
      values: () => ({ when: 'W' }),
    };
    await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, AT));
    return db
      .read('outbox')
      .join('messages', 'messages.id', 'outbox.message_id')
      .where({ source_key: `stuck.${serial}` })
      .orderBy('outbox.id')
      .select('outbox.id', 'outbox.channel', 'messages.account_id', 'outbox.office_id');
  }

  const aigerim = (): Recipient => ({
    accountId: town.aigerim.accountId,
    language: 'kk',
    email: 'aigerim@example.kz',
  });
  const refusing = {
    send: () => Promise.reject(new NotTaken('refused', 'EENVELOPE 550')),
    close() {},
  };
  const taking = { send: async () => {}, close() {} };
  const stateOf = async (id: number) => (await db.read('outbox').where({ id }).first()).state;

  void test('an address that the server refuses is given up at once, listed without a name, and sent again once', async () => {
    const [{ id }] = await write();
    const [other] = await write();
    await deliverMail(means, refusing, AT);
    assert.equal(await stateOf(id), 'dead');
    const { rows } = await listDead(db.read, ALL, TOP);
    assert.equal(rows.length, 2);
    assert.doesNotMatch(JSON.stringify(rows), /aigerim|Айгерім/i);
    assert.deepEqual(await countDead(db.read), [
      { channel: 'email', error: 'EENVELOPE 550', count: 2 },
    ]);
    const both = await Promise.all([replayOne(db, act, id), replayOne(db, act, id)]);
    assert.equal(both[0] + both[1], 1);
    assert.equal((await deliverMail(means, taking, AT)).sent, 1);
    assert.equal(await stateOf(id), 'sent');
    assert.equal(await letGo(db, act, other.id), 1);
    assert.equal(await replayOne(db, act, other.id), 0, 'what was let go stays so');
    const actions = await db.read('audit_entries').where({ object_kind: 'outbox' }).pluck('action');
    assert.deepEqual(actions, ['outbox.replayed', 'outbox.let_go']);
  });

  void test('all of one error go again together, and no others', async () => {
    for (let n = 0; n < 60; n++) await write();
    await deliverMail(means, refusing, AT);
    const first = await listDead(db.read, ALL, TOP);
    assert.equal(first.rows.length, 50);
    assert.equal((await listDead(db.read, ALL, { ...TOP, ...first.older })).rows.length, 10);
    assert.equal(await replayAll(db, act, { channel: 'email', error: 'another' }), 0);
    assert.equal(await replayAll(db, act, { channel: 'sms', error: 'EENVELOPE 550' }), 0);
    assert.equal(await replayAll(db, act, { channel: 'email', error: 'EENVELOPE 550' }), 60);
    assert.equal((await deliverMail(means, taking, AT)).sent, 60);
    assert.equal(await countStuck(db.read, AT), 0);
  });

  void test('who waits too long is told to administrators once a day, as long as it lasts', async () => {
    await write();
    assert.equal(await raiseAlarm(means, later(59)), 0);
    assert.equal(await raiseAlarm(means, later(61)), 1);
    assert.equal(await raiseAlarm(means, later(70)), 1);
    const told = () =>
      db.read('messages').where({ account_id: town.admin.accountId, kind: 'outbox.stuck' });
    assert.equal((await told()).length, 1);
    assert.doesNotMatch((await told())[0].body, /Айгерім/);
    await raiseAlarm(means, later(24 * 60));
    assert.equal((await told()).length, 2);
    const [email] = await channelStates(db.read, later(61));
    assert.deepEqual([email!.waiting, email!.isStuck, email!.sentToday], [1, true, 61]);
    await deliverMail(means, taking, later(62));
    assert.equal(await raiseAlarm(means, later(2 * 24 * 60)), 0);
  });

  void test('the applicant and each representative hear by their own choice', async () => {
    await db
      .write('accounts')
      .where({ id: town.mother.accountId })
      .update({ phone: '+7 700 000 00 11' });
    await db
      .write('accounts')
      .where({ id: town.aunt.accountId })
      .update({ email: 'aunt@example.kz' });
    await db.write('message_choices').insert({
      account_id: town.mother.accountId,
      channel: 'sms',
      changed_at: AT.toISOString(),
    });
    await db
      .write('applicants')
      .where({ id: town.applicantId })
      .update({ preferred_channel: 'letter' });
    const rows = await write(await familyOf(db.read, town.applicantId, '2026-11-23'));
    const byWhom = new Map(rows.map((row) => [row.account_id, row]));
    assert.equal(byWhom.get(town.aigerim.accountId)!.channel, 'letter');
    assert.equal(byWhom.get(town.aigerim.accountId)!.office_id, town.officeId);
    assert.equal(byWhom.get(town.mother.accountId)!.channel, 'sms');
    assert.equal(byWhom.get(town.aunt.accountId)!.channel, 'email', 'who never chose');
    assert.equal(rows.length, 3);
  });

  void test('a warning goes by e-mail to the address that held before, whatever was chosen', async () => {
    const rows = await write([{ ...aigerim(), email: 'before@example.kz' }]);
    assert.deepEqual(
      rows.map(({ channel }) => channel),
      ['letter', 'email'],
    );
    const sent: string[] = [];
    const mailer = { send: async ({ to }: { to: string }) => void sent.push(to), close() {} };
    await deliverMail(means, mailer, AT);
    assert.ok(sent.includes('before@example.kz'));
  });

  void test('work rings at nobody’s door: staff hear of it at their desks', async () => {
    await db
      .write('message_choices')
      .insert({ account_id: town.saule.accountId, channel: 'sms', changed_at: AT.toISOString() });
    await db
      .write('accounts')
      .where({ id: town.saule.accountId })
      .update({ phone: '+77000000012' });
    const message = {
      kind: 'account.roles_changed',
      sourceKey: 'work',
      values: () => ({ when: 'W' }),
    };
    const to = [{ accountId: town.saule.accountId, language: 'kk' as const, email: null }];
    await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, AT));
    const rows = await db
      .read('outbox')
      .join('messages', 'messages.id', 'outbox.message_id')
      .where({ source_key: 'work' });
    assert.deepEqual(rows, []);
  });
});

void describe('rules of ways out', () => {
  void test('the way that was chosen, else the next that leads to the person', () => {
    const none = { email: null, phone: null, officeId: null };
    const all = { email: 'a@b.kz', phone: '+7 700 000 00 00', officeId: 1 };
    const way = (channel: Choices['channel'], reach: object) =>
      wayOf({ channel, ...none, ...reach } as Choices);
    assert.equal(way('portal', all), null);
    assert.equal(way('sms', all), 'sms');
    assert.equal(way('sms', { email: 'a@b.kz', officeId: 1 }), 'email');
    assert.equal(way('sms', { phone: '123', officeId: 1 }), 'letter');
    assert.equal(way('email', { officeId: 1 }), 'letter');
    assert.equal(way('phone', all), 'phone');
    assert.equal(way('email', {}), null);
  });

  void test('numbers as people write them, and what is no number', () => {
    for (const typed of ['+7 700 123 45 67', '87001234567', '8 (700) 123-45-67', '7001234567']) {
      assert.equal(mobileOf(typed), '77001234567', typed);
    }
    for (const typed of ['12345', '+1 202 555 0100', '+7 700 123 45 678', '']) {
      assert.equal(mobileOf(typed), null, typed);
    }
  });

  void test('quiet hours end at their hour, over midnight and within a day', () => {
    const at = (time: string) => new Date(`2026-11-23T${time}:00+05:00`);
    const end = (time: string, hours = NIGHT) => endOfQuiet(hours, at(time))?.toISOString() ?? null;
    assert.equal(end('20:59'), null);
    assert.equal(end('21:00'), '2026-11-24T03:00:00.000Z');
    assert.equal(end('23:59'), '2026-11-24T03:00:00.000Z');
    assert.equal(end('07:59'), '2026-11-23T03:00:00.000Z');
    assert.equal(end('08:00'), null);
    assert.equal(end('13:30', { from: 13, until: 14 }), '2026-11-23T09:00:00.000Z');
    assert.equal(end('03:00', { from: 5, until: 5 }), null, 'never quiet');
  });

  void test('a text message of up to 70 letters is one part, of up to 134 two, and no letter is torn', () => {
    assert.deepEqual(
      [70, 71, 134, 135].map((length) => countParts('ә'.repeat(length))),
      [1, 2, 2, 3],
    );
    const text = `${'ә'.repeat(66)}😀${'б'.repeat(20)}`;
    const parts = partsOf(text);
    assert.equal(parts.join(''), text);
    assert.ok(parts.every((part) => part.length <= 67 && part.isWellFormed()));
  });

  void test('the same message always waits alike, neighbours do not', () => {
    assert.deepEqual(nextTry(7, 1, AT), nextTry(7, 1, AT));
    const waits = new Set([1, 2, 3, 4, 5].map((id) => nextKnock(id, AT).getTime()));
    assert.equal(waits.size, 5);
    for (const wait of waits)
      assert.ok(wait - AT.getTime() >= 60_000 && wait - AT.getTime() <= 75_000);
    assert.equal(nextTry(7, 8, AT), null);
  });

  void test('easy words stand sentence by sentence; numbers and initials stay whole', () => {
    assert.deepEqual(sentencesOf('Құрал келді. Оны қараңыз! Бағасы 4.500 ₸. А. Сейітов күтеді.'), [
      'Құрал келді.',
      'Оны қараңыз!',
      'Бағасы 4.500 ₸. А. Сейітов күтеді.',
    ]);
  });
});
