// When a date passes, what must happen happens: once, in order, and also after days of standstill.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { inTransaction } from '../../server/database.ts';
import { runDeadlines } from '../../server/requests/requests.ts';
import { unusedReference } from '../../server/requests/unused-reference.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown, type Town } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

/** A morning, so many days after the day on which everything starts. */
function morning(days: number): Date {
  return onDay(addCalendarDays(MONDAY.toISOString().slice(0, 10), days));
}

function onDay(day: string): Date {
  return new Date(`${day}T04:00:00.000Z`);
}

async function open() {
  const db = await freshDatabase();
  const town: Town = await makeTown(db);
  const life = actsOf(db, town);
  const run = (at: Date, batch?: number) => runDeadlines(life.means, at, batch);
  const told = async (kind: string): Promise<number[]> => {
    const rows: { account_id: number }[] = await db.read('messages').where({ kind });
    return rows.map(({ account_id }) => account_id).toSorted((a, b) => a - b);
  };
  const family = [town.aigerim, town.mother, town.aunt].map(({ accountId }) => accountId);
  const events = async (kind: string): Promise<number> =>
    (await db.read('request_events').where({ kind })).length;
  return { db, town, ...life, run, told, family, events };
}

void describe('a draft', async () => {
  const { start, run, told, family, request, events, db } = await open();

  void test('is remembered after 53 days, once for everyone it concerns, and kept for 60', async () => {
    const reference = await start();
    const started = MONDAY.toISOString().slice(0, 10);
    assert.equal((await request(reference)).dueOn, addCalendarDays(started, 60));
    await run(morning(52));
    assert.deepEqual(await told('request.draft_reminded'), []);
    for (const day of [53, 53, 54, 60]) await run(morning(day));
    assert.deepEqual(await told('request.draft_reminded'), family);
    assert.equal((await request(reference)).status, 'draft', 'the last day counts');
    assert.equal(await run(morning(61)), 1);
    assert.equal(await run(morning(61)), 0);
    assert.equal((await request(reference)).status, 'expired');
    assert.deepEqual(await told('request.expired'), family);
    assert.equal(await events('request.expired'), 1);
    await tracesOf(db, reference);
  });

  void test('is not cut off unwarned after a standstill: the warning comes first, with the days it would have had', async () => {
    const reference = await start({ at: morning(100) });
    const before = (await told('request.draft_reminded')).length;
    const runs = await Promise.all([1, 2, 3].map(() => run(morning(200))));
    assert.equal(
      runs.reduce((sum, moved) => sum + moved),
      1,
    );
    const warned = await request(reference);
    assert.equal(warned.status, 'draft');
    assert.equal(warned.dueOn, addCalendarDays(MONDAY.toISOString().slice(0, 10), 207));
    assert.equal((await told('request.draft_reminded')).length, before + family.length);
    await run(morning(207));
    assert.equal((await request(reference)).status, 'draft', 'the last day counts');
    await run(morning(208));
    assert.equal((await request(reference)).status, 'expired');
  });
});

void describe('an answer that does not come', async () => {
  const { inStatus, run, told, family, request, events, db, all, town } = await open();

  void test('lets the decision go on with the days that were left', async () => {
    const reference = await inStatus('awaiting_applicant');
    const asked = await request(reference);
    assert.equal(asked.dueOn, '2026-12-07');
    assert.equal(asked.decisionDueOn, null);
    assert.equal(asked.decisionDaysLeft, 10);
    assert.equal(await run(onDay('2026-12-07')), 0, 'the last day counts');
    const runs = await Promise.all([1, 2, 3].map(() => run(onDay('2026-12-08'))));
    assert.equal(
      runs.reduce((sum, moved) => sum + moved),
      1,
      'three workers at once move it once',
    );
    const now = await request(reference);
    assert.equal(now.status, 'in_review');
    assert.equal(now.decisionDaysLeft, null);
    assert.equal(now.dueOn, now.decisionDueOn);
    assert.equal(now.dueOn, '2026-12-23', 'ten working days, 16 December is a holiday');
    assert.equal(await events('request.answer_missed'), 1);
    assert.deepEqual(await told('request.answer_missed'), family);
    await tracesOf(db, reference);
    const late = await all.answer({ by: town.aigerim, reference, at: onDay('2026-12-09') });
    assert.deepEqual(late, { done: false, reason: 'wrong-state' });
  });
});

void describe('choosing again', async () => {
  const { inStatus, run, told, family, request, db, all, town } = await open();

  void test('is remembered each time that a supplier declines, and ends with the date', async () => {
    const reference = await inStatus('choosing_again');
    assert.equal((await request(reference)).dueOn, '2026-12-23');
    for (const day of [19, 20, 21]) await run(morning(day));
    assert.deepEqual(await told('request.choice_reminded'), family);
    const again = { reference, at: morning(22) };
    await all.chooseAgain({ by: town.aigerim, ...again });
    await all.decline({ by: town.askar, ...again });
    for (const day of [41, 42, 43]) await run(morning(day));
    assert.equal((await told('request.choice_reminded')).length, 2 * family.length);
    const { dueOn } = await request(reference);
    assert.equal(await run(onDay(dueOn!)), 0);
    assert.equal(await run(onDay(addCalendarDays(dueOn!, 9))), 1, 'nine days of standstill');
    assert.equal((await request(reference)).status, 'expired');
    await tracesOf(db, reference);
  });
});

void describe('what arrived and fits', async () => {
  const { inStatus, run, request, db } = await open();

  void test('is closed when the fit check is over', async () => {
    const reference = await inStatus('received');
    const { dueOn } = await request(reference);
    assert.equal(dueOn, addCalendarDays('2026-11-23', 42));
    assert.equal(await run(onDay(dueOn)), 0);
    assert.equal(await run(onDay(addCalendarDays(dueOn, 1))), 1);
    const now = await request(reference);
    assert.equal(now.status, 'closed');
    assert.equal(now.dueOn, null);
    await tracesOf(db, reference);
  });
});

void describe('many at once', async () => {
  const { db, start, run, request, told, town } = await open();

  void test('all are reached, though some move nowhere: nobody can be told, or the data are broken', async () => {
    const references: string[] = [];
    for (let count = 0; count < 8; count++) references.push(await start());
    await db
      .write('accounts')
      .whereNot({ id: town.saule.accountId })
      .update({ status: 'disabled' });
    await run(morning(55), 3);
    assert.deepEqual(await told('request.draft_reminded'), [], 'nobody has an account any more');
    await db.write('accounts').where({ id: town.aigerim.accountId }).update({ status: 'active' });
    await run(morning(56), 3);
    assert.equal((await told('request.draft_reminded')).length, 8);

    // A line that was never reserved cannot be released: this one fails, and no other waits for it.
    await db
      .write('requests')
      .where({ reference: references[0]! })
      .update({ status: 'choosing_again' });
    await run(morning(60), 3); // warned, of what will not work
    await db
      .write('requests')
      .where({ reference: references[0]! })
      .update({ due_on: '2027-01-01' });
    await assert.rejects(run(morning(61), 3), /has not reserved/);
    assert.equal((await request(references[0]!)).status, 'choosing_again');
    for (const reference of references.slice(1)) {
      assert.equal((await request(reference)).status, 'expired');
    }
  });
});

void describe('references', async () => {
  const { db, start } = await open();

  void test('a number that is taken is drawn again', async () => {
    const taken = await start();
    const draws = [taken, taken, '7K3M-9QX2'];
    const drawn = await inTransaction(db, (trx) =>
      unusedReference(trx, 'requests', () => draws.shift()!),
    );
    assert.equal(drawn, '7K3M-9QX2');
    assert.deepEqual(draws, []);
  });
});
