// A date that passes is told: to who holds the request, to the person, and later to who answers for the office.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holidaysOf } from '../../server/calendar/holidays.ts';
import { addWorkingDays } from '../../server/calendar/working-days.ts';
import { lastDayBefore } from '../../server/requests/acts/escalation.ts';
import { runDeadlines } from '../../server/requests/requests.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf } from '../support/request-life.ts';

void describe('a date that passes', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { inStatus, request, means, all } = actsOf(db, town);
  const run = (day: string) => runDeadlines(means, new Date(`${day}T04:00:00.000Z`));
  const told = async (reference: string, kind: string) => {
    const keys: { source_key: string; account_id: number }[] = await db
      .read('messages')
      .where({ kind });
    return keys
      .filter(({ source_key }) => source_key.startsWith(reference))
      .map(({ account_id }) => account_id)
      .toSorted((a, b) => a - b);
  };
  const family = [town.aigerim, town.mother, town.aunt].map(({ accountId }) => accountId);
  const nextDay = async (reference: string, workingDays: number) => {
    const { dueOn } = await request(reference);
    return addWorkingDays(dueOn!, workingDays, await holidaysOf(db.read));
  };

  void test('with the office: its caseworker and the person hear of it the next day, its lead three working days later', async () => {
    const reference = await inStatus('in_review');
    const { dueOn } = await request(reference);
    await run(dueOn!);
    assert.deepEqual(await told(reference, 'caseworker.overdue'), [], 'the last day counts');
    const after = await nextDay(reference, 1);
    await Promise.all([run(after), run(after), run(after)]);
    assert.deepEqual(await told(reference, 'caseworker.overdue'), [town.saule.accountId]);
    assert.deepEqual(await told(reference, 'request.office_late'), family);
    await run(await nextDay(reference, 3));
    assert.deepEqual(await told(reference, 'caseworker.escalated'), []);
    await run(await nextDay(reference, 4));
    await run(await nextDay(reference, 9));
    assert.deepEqual(await told(reference, 'caseworker.escalated'), [town.lead.accountId]);
    assert.equal((await request(reference)).status, 'in_review', 'telling moves nothing');
  });

  void test('with nobody yet: the leads of the office hear of it at once', async () => {
    const reference = await inStatus('submitted');
    await run(await nextDay(reference, 1));
    assert.deepEqual(await told(reference, 'caseworker.overdue'), [town.lead.accountId]);
  });

  void test('with the supplier: the supplier hears of its order, and the person of who is late', async () => {
    for (const status of ['ordered', 'confirmed', 'misfit'] as const) {
      const reference = await inStatus(status);
      await run(await nextDay(reference, 1));
      assert.deepEqual(await told(reference, 'request.supplier_late'), family, status);
      const { number } = await db
        .read('orders')
        .where({ request_id: (await request(reference)).id })
        .first('number');
      const supplier = await db
        .read('messages')
        .where({ kind: 'supplier.overdue' })
        .where('body', 'like', `%${number}%`)
        .pluck('account_id');
      assert.ok(supplier.includes(town.askar.accountId), status);
    }
  });

  void test('on the way: the person is asked whether it has come', async () => {
    const reference = await inStatus('dispatched');
    await run(await nextDay(reference, 1));
    assert.deepEqual(await told(reference, 'request.not_arrived'), family);
    assert.deepEqual(await told(reference, 'request.supplier_late'), []);
  });

  void test('after days of standstill is told all the same: both steps, once', async () => {
    const reference = await inStatus('in_review');
    await run(await nextDay(reference, 60));
    await run(await nextDay(reference, 61));
    assert.equal((await told(reference, 'caseworker.overdue')).length, 1);
    assert.equal((await told(reference, 'caseworker.escalated')).length, 1);
  });

  void test('is told anew when a new date passes', async () => {
    const reference = await inStatus('in_review');
    const day = await nextDay(reference, 1);
    await run(day);
    const at = new Date(`${day}T05:00:00.000Z`);
    await all.ask({ by: town.saule, reference, at });
    await all.answer({ by: town.aigerim, reference, at });
    const again = await request(reference);
    assert.ok(again.dueOn! >= day);
    await run(await nextDay(reference, 1));
    assert.equal((await told(reference, 'caseworker.overdue')).length, 2);
  });

  void test('counts the working days that it says', async () => {
    const holidays = await holidaysOf(db.read);
    for (const day of ['2026-12-15', '2026-12-16', '2026-12-21', '2027-01-05', '2027-03-09']) {
      const before = lastDayBefore(day, 3, holidays);
      const onlyJust = (due: string) => addWorkingDays(due, 3, holidays) < day;
      for (let back = 1; back < 30; back++) {
        const due = new Date(Date.parse(`${day}T00:00:00Z`) - back * 86_400_000)
          .toISOString()
          .slice(0, 10);
        assert.equal(due < before, onlyJust(due), `${day}, due ${due}`);
      }
    }
  });
});
