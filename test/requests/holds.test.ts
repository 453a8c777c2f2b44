// A case on hold: the decision clock stands still until a day, and goes on by itself, once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { holdRequest, runDeadlines } from '../../server/requests/requests.ts';
import { NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

const day = (iso: string) => new Date(`${iso}T05:00:00Z`);

void describe('a hold', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, inStatus, means } = actsOf(db, town);
  const { aigerim, saule, dmitri } = town;
  const holdUntil = async (reference: string, until: string, reasonCode = 'hold-expert') =>
    holdRequest(means, {
      by: saule,
      at: MONDAY,
      reference,
      version: (await request(reference)).version,
      key: randomUUID(),
      reasonCode,
      sentence: 'Сарапшыны күтеміз.',
      until,
    });
  const eventsOf = async (reference: string, kind: string) =>
    db
      .read('request_events')
      .join('requests', 'requests.id', 'request_events.request_id')
      .where({ reference, kind });

  void test('stops the clock, tells the person, and goes on by itself on its day, once', async () => {
    const reference = await inStatus('in_review');
    assert.equal((await request(reference)).decisionDueOn, '2026-12-07');
    assert.equal((await holdUntil(reference, '2026-12-02')).done, true);
    const held = await request(reference);
    assert.deepEqual(
      [held.status, held.hold, held.dueOn, held.decisionDueOn, held.decisionDaysLeft],
      ['in_review', { kind: 'hold', until: '2026-12-02' }, '2026-12-02', null, 10],
    );
    const [message] = await db
      .read('messages')
      .where({ kind: 'request.put_on_hold', request_id: held.id });
    assert.match(message.body, /Сарапшыны күтеміз\./);
    await tracesOf(db, reference);

    await runDeadlines(means, day('2026-12-01'));
    assert.ok((await request(reference)).hold, 'not before its day');
    // After days of standstill the days that were left count from the day on which it goes on.
    await Promise.all([
      runDeadlines(means, day('2026-12-04')),
      runDeadlines(means, day('2026-12-04')),
    ]);
    await runDeadlines(means, day('2026-12-07'));
    const gone = await request(reference);
    assert.deepEqual([gone.hold, gone.decisionDaysLeft, gone.dueOn], [null, null, '2026-12-21']);
    assert.equal((await eventsOf(reference, 'request.hold_over')).length, 1);
    const [row] = await db.read('holds').where({ request_id: gone.id });
    assert.deepEqual([row.ended_on, row.ended_how], ['2026-12-04', 'date']);
    await tracesOf(db, reference);
  });

  void test('ends early by the caseworker, with the days that were left', async () => {
    const reference = await inStatus('in_review');
    await all.hold({ by: saule, reference, at: day('2026-11-27') });
    assert.equal((await request(reference)).decisionDaysLeft, 6);
    assert.equal((await all.resume({ by: saule, reference, at: day('2026-12-01') })).done, true);
    assert.equal((await request(reference)).dueOn, '2026-12-09');
    const again = await all.resume({ by: saule, reference, at: day('2026-12-01') });
    assert.deepEqual(again, { done: false, reason: 'not-on-hold' });
    await tracesOf(db, reference);
  });

  void test('keeps a decision, a question and another hold away meanwhile', async () => {
    const reference = await inStatus('in_review');
    await all.hold({ by: saule, reference });
    for (const act of [all.approve, all.refuse, all.ask, all.hold]) {
      assert.deepEqual(await act({ by: saule, reference }), { done: false, reason: 'on-hold' });
    }
    assert.equal((await all.note({ by: saule, reference })).done, true);
    assert.equal((await all.takeOver({ by: dmitri, reference })).done, true);
    assert.ok((await request(reference)).hold, 'it stays with whoever has the case');
    await tracesOf(db, reference);
  });

  void test('needs a reason in force and a day between tomorrow and the longest allowed', async () => {
    const reference = await inStatus('in_review');
    for (const [until, reason, why] of [
      ['2026-11-23', 'hold-expert', 'hold-in-past'],
      ['2026-12-29', 'hold-expert', 'hold-too-long'],
      ['2026-12-02', 'hold-nothing', 'reason-missing'],
      ['2026-12-02', 'partial-norm', 'reason-missing'],
    ] as const) {
      const result = await holdUntil(reference, until, reason);
      assert.deepEqual(result, { done: false, reason: why }, until);
    }
    assert.equal((await request(reference)).hold, null);
  });

  void test('is for the one who has the case: not for the person, a stranger or a supplier', async () => {
    const reference = await inStatus('in_review');
    for (const by of [aigerim, dmitri]) {
      assert.equal((await all.hold({ by, reference })).done, false);
    }
    for (const by of [town.neighbour, town.rival]) {
      await assert.rejects(all.hold({ by, reference }), NotFound);
    }
  });

  void test('ends with the request that is withdrawn', async () => {
    const reference = await inStatus('in_review');
    await all.hold({ by: saule, reference });
    assert.equal((await all.withdraw({ by: aigerim, reference })).done, true);
    const { id, hold } = await request(reference);
    assert.equal(hold, null);
    const [row] = await db.read('holds').where({ request_id: id });
    assert.equal(row.ended_how, 'withdrawn');
    await runDeadlines(means, day('2026-12-15'));
    assert.equal((await request(reference)).status, 'withdrawn');
    await tracesOf(db, reference);
  });

  void test('is put once when the form is sent twice at once', async () => {
    const reference = await inStatus('in_review');
    const { version } = await request(reference);
    const form = { by: saule, reference, version, key: randomUUID() };
    const results = await Promise.all([all.hold(form), all.hold(form)]);
    assert.ok(results.every(({ done }) => done));
    assert.equal((await eventsOf(reference, 'request.put_on_hold')).length, 1);
  });
});

void describe('words to the person', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, inStatus } = actsOf(db, town);

  void test('are a message and stand in the history of everyone; a note stays with staff', async () => {
    const reference = await inStatus('in_review');
    await all.tell({ by: town.saule, reference });
    await all.note({ by: town.saule, reference });
    const { id } = await request(reference);
    const events = await db
      .read('request_events')
      .where({ request_id: id })
      .whereIn('kind', ['request.told', 'request.noted'])
      .orderBy('version');
    assert.deepEqual(
      events.map(({ kind, visible_to, note }) => [kind, visible_to, note]),
      [
        ['request.told', 'everyone', 'Қоңырау шалыңызшы'],
        ['request.noted', 'staff', 'қоңырау шалдым'],
      ],
    );
    const messages = await db.read('messages').where({ request_id: id });
    assert.ok(messages.some(({ body }) => body.includes('Қоңырау шалыңызшы')));
    assert.ok(messages.every(({ body }) => !body.includes('қоңырау шалдым')));
    await tracesOf(db, reference);
  });

  void test('are for colleagues of the office to write', async () => {
    const reference = await inStatus('in_review');
    assert.equal((await all.tell({ by: town.aigerim, reference })).done, false);
    await assert.rejects(all.tell({ by: town.rival, reference }), NotFound);
  });
});
