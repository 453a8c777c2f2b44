// Only the person, or somebody to whom they told their code, completes a delivery.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { confirmReceipt } from '../../server/requests/requests.ts';
import { NotFound, TooMany } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

void describe('the receipt', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, code, inStatus, means } = actsOf(db, town);
  const { aigerim, mother, saule, askar, rival } = town;

  const receive = async (
    reference: string,
    typed: { by: typeof aigerim; code: string; note?: string | null; at?: Date },
  ) =>
    confirmReceipt(means, {
      by: typed.by,
      at: typed.at ?? MONDAY,
      reference,
      version: (await request(reference)).version,
      key: `${reference}.${Math.random()}`,
      code: typed.code,
      outcome: 'fits',
      note: typed.note ?? null,
    });

  void test('needs the code that only the person was sent', async () => {
    const reference = await inStatus('dispatched');
    const right = await code(reference);
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    assert.deepEqual(await receive(reference, { by: aigerim, code: wrong }), {
      done: false,
      reason: 'wrong-code',
    });
    const told = await db.read('messages').where('body', 'like', `%${right}%`).select('account_id');
    assert.deepEqual(
      told.map(({ account_id }) => account_id).toSorted((a, b) => a - b),
      [aigerim, mother].map(({ accountId }) => accountId),
      'those who may confirm it: no supplier, and nobody who only looks on',
    );
    assert.equal((await receive(reference, { by: mother, code: right })).done, true);
    await tracesOf(db, reference);
  });

  void test('codes cannot be guessed: after five tries one waits', async () => {
    const reference = await inStatus('dispatched');
    const right = Number(await code(reference));
    const guess = (n: number) => String((right + n) % 1_000_000).padStart(6, '0');
    const results = await Promise.allSettled(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => receive(reference, { by: aigerim, code: guess(n) })),
    );
    const stopped = results.filter(({ status }) => status === 'rejected');
    assert.ok(stopped.length >= 3, JSON.stringify(results));
    for (const one of stopped) assert.ok(Object(one).reason instanceof TooMany);
    await assert.rejects(receive(reference, { by: aigerim, code: guess(0) }), TooMany);
    const later = new Date(MONDAY.getTime() + 20 * 60_000);
    const inTime = await receive(reference, { by: aigerim, code: guess(0), at: later });
    assert.equal(inTime.done, true);
  });

  void test('a caseworker says how it was told', async () => {
    const reference = await inStatus('dispatched');
    const right = await code(reference);
    assert.deepEqual(await receive(reference, { by: saule, code: right }), {
      done: false,
      reason: 'reason-missing',
    });
    const told = await receive(reference, { by: saule, code: right, note: 'Телефонмен айтты' });
    assert.equal(told.done, true);
  });

  void test('a remedied aid comes with a new code, and the old one is worth nothing', async () => {
    const reference = await inStatus('misfit');
    await all.remedy({ by: askar, reference });
    const [order, ...others] = await db
      .read('orders')
      .join('requests', 'requests.id', 'orders.request_id')
      .where({ reference })
      .select('orders.status', 'orders.misfit_kind');
    assert.deepEqual(others, []);
    assert.equal(order.status, 'dispatched');
    assert.equal((await all.receive({ by: aigerim, reference })).done, true);
    await tracesOf(db, reference);
  });

  void test('what was taken back is chosen again: one new order, the same place in the queue', async () => {
    const reference = await inStatus('misfit');
    const { queued_on: before } = await db.read('requests').where({ reference }).first();
    await all.takeBack({ by: askar, reference });
    await assert.rejects(all.confirm({ by: askar, reference }), NotFound, 'the order is gone');
    await all.chooseAgain({ by: aigerim, reference });
    await assert.rejects(all.confirm({ by: rival, reference }), NotFound, "another's order");
    assert.equal((await all.confirm({ by: askar, reference })).done, true);
    const { queued_on: now } = await db.read('requests').where({ reference }).first();
    assert.equal(now, before);
    const orders = await db
      .read('orders')
      .join('requests', 'requests.id', 'orders.request_id')
      .where({ reference })
      .orderBy('orders.id')
      .select('orders.status');
    assert.deepEqual(
      orders.map(({ status }) => status),
      ['returned', 'confirmed'],
    );
    await tracesOf(db, reference);
  });
});
