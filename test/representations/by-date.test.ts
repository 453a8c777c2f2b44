// Dates end representations and warn before: once, in order, also after days of standstill.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relationTo } from '../../server/applicants/access.ts';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { runRepresentations } from '../../server/representations/by-date.ts';
import { freshDatabase } from '../support/database.ts';
import { makeAccount, makeApplicant, makeOffice } from '../support/people.ts';
import { texts } from '../support/request-life.ts';

const db = await freshDatabase();
const officeId = await makeOffice(db);
const at = (day: string) => new Date(`${day}T05:00:00Z`);
const run = (day: string, batch?: number) => runRepresentations({ db, texts }, at(day), batch);
const kindsTo = async (accountId: number) => {
  const rows: { kind: string }[] = await db
    .read('messages')
    .where({ account_id: accountId })
    .orderBy('id')
    .select('kind');
  return rows.map(({ kind }) => kind);
};

async function makeHeld(values: {
  kind: string;
  until: string | null;
  bornOn?: string;
  childHasAccount?: boolean;
}) {
  const helper = await makeAccount(db, 'Гүлнәр', ['representative']);
  const own = values.childHasAccount ? await makeAccount(db, 'Дана', ['applicant']) : null;
  const applicantId = await makeApplicant(db, { account: own, officeId });
  if (values.bornOn) {
    await db.write('applicants').where({ id: applicantId }).update({ born_on: values.bornOn });
  }
  const [row] = await db
    .write('representations')
    .insert({
      applicant_id: applicantId,
      account_id: helper.accountId,
      kind: values.kind,
      scope: 'act',
      proof: 'құжат',
      valid_from: '2025-01-05',
      valid_until: values.until,
      verified_at: '2025-01-05T05:00:00.000Z',
    })
    .returning('id');
  return { id: row.id as number, helper, own, applicantId };
}

void test('a child who turns 18 is announced 90 days before, to both, and the parent’s right ends by itself', async () => {
  const birthday = '2027-03-01';
  const last = addCalendarDays(birthday, -1);
  const held = await makeHeld({
    kind: 'parent',
    until: last,
    bornOn: '2009-03-01',
    childHasAccount: true,
  });
  const { accountId } = held.helper;
  await run(addCalendarDays(last, -91));
  assert.deepEqual(await kindsTo(accountId), []);
  await run(addCalendarDays(last, -90));
  await run(addCalendarDays(last, -89));
  await run(addCalendarDays(last, -20));
  assert.deepEqual(await kindsTo(accountId), ['representation.comes_of_age_helper']);
  assert.deepEqual(await kindsTo(held.own!.accountId), ['representation.comes_of_age_person']);

  // The right is gone with the day, whether or not the job has run.
  assert.equal(await relationTo(db.read, accountId, held.applicantId, last), 'act');
  assert.equal(await relationTo(db.read, accountId, held.applicantId, birthday), null);
  await run(last);
  assert.equal((await kindsTo(accountId)).length, 1);
  await run(addCalendarDays(birthday, 5)); // after days of standstill
  await run(addCalendarDays(birthday, 6));
  assert.deepEqual(await kindsTo(accountId), [
    'representation.comes_of_age_helper',
    'representation.ended_helper',
  ]);
  const row = await db.read('representations').where({ id: held.id }).first();
  assert.equal(row.end_reason, 'of_age');
  assert.equal(row.ended_by, null);
  const entries = await db
    .read('audit_entries')
    .where({ object_kind: 'representation', object_id: String(held.id) })
    .orderBy('id')
    .select('action', 'applicant_id');
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['representation.warned', 'representation.of_age'],
  );
  assert.ok(entries.every(({ applicant_id: whose }) => whose === held.applicantId));
});

void test('any other last day is announced 30 days before; no last day is never announced', async () => {
  const until = '2028-06-15';
  const held = await makeHeld({ kind: 'power_of_attorney', until });
  const open = await makeHeld({ kind: 'guardian', until: null });
  const { accountId } = held.helper;
  await run(addCalendarDays(until, -31));
  assert.deepEqual(await kindsTo(accountId), []);
  await run(addCalendarDays(until, -30));
  await run(addCalendarDays(until, -29));
  assert.deepEqual(await kindsTo(accountId), ['representation.ends_soon_helper']);
  // A person without an account hears by letter: the message is theirs, in no inbox.
  const letters = await db
    .read('messages')
    .where({ applicant_id: held.applicantId, account_id: null });
  assert.deepEqual(
    letters.map(({ kind }: { kind: string }) => kind),
    ['representation.ends_soon_person'],
  );
  await run(addCalendarDays(until, 1));
  const row = await db.read('representations').where({ id: held.id }).first();
  assert.equal(row.end_reason, 'expired');
  assert.deepEqual(await kindsTo(open.helper.accountId), []);
});

void test('many at once go in batches, and one that fails keeps no other waiting', async () => {
  const until = '2029-01-10';
  const all: Awaited<ReturnType<typeof makeHeld>>[] = [];
  for (let count = 0; count < 5; count++) {
    all.push(await makeHeld({ kind: 'organisation', until }));
  }
  const broken = {
    ...texts,
    kk: Object.assign(failsOnce(texts.kk), { has: (key: string) => texts.kk.has(key) }),
  };
  const after = addCalendarDays(until, 1);
  await assert.rejects(runRepresentations({ db, texts: broken }, at(after), 2), /once/);
  const ended = () =>
    db
      .read('representations')
      .whereIn(
        'id',
        all.map(({ id }) => id),
      )
      .whereNotNull('ended_at');
  assert.equal((await ended()).length, 4);
  await run(after, 2);
  assert.equal((await ended()).length, 5);
});

void test('an ask that nobody could check lapses with its date, in the words of the office', async () => {
  const asker = await makeAccount(db, 'Мәдина', ['applicant']);
  const [ask] = await db
    .write('representation_asks')
    .insert({
      way: 'helper',
      asked_by: asker.accountId,
      account_id: asker.accountId,
      subject_lookup: 'x',
      subject_last4: '0000',
      kind: 'guardian',
      scope: 'act',
      receives_messages: true,
      proof: 'шешім',
      valid_from: '2029-02-01',
      state: 'waiting',
      asked_at: at('2029-02-01').toISOString(),
      due_on: '2029-02-15',
      creation_key: 'lapse',
    })
    .returning('id');
  const row = () => db.read('representation_asks').where({ id: ask.id }).first();
  await run('2029-02-15');
  assert.equal((await row()).state, 'waiting');
  await run('2029-02-16');
  await run('2029-02-17');
  assert.equal((await row()).reason, 'not_confirmed');
  assert.equal(dayOf(new Date((await row()).decided_at)), '2029-02-16');
  assert.deepEqual(await kindsTo(asker.accountId), ['representation.not_confirmed']);
});

function failsOnce(t: (typeof texts)['kk']) {
  let failed = false;
  return (...args: Parameters<typeof t>) => {
    if (!failed && args[0].startsWith('representations.ended')) {
      failed = true;
      throw new Error('fails once');
    }
    return t(...args);
  };
}
