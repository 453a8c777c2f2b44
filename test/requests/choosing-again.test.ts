// When a supplier lets an order go, the person chooses again: the decision stands, and so does the place in the queue.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { chooseAgain } from '../../server/requests/requests.ts';
import { freshDatabase } from '../support/database.ts';
import { makeAmount, makeOffer, makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

void describe('choosing again', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request, inStatus, means } = actsOf(db, town);
  const { aigerim, saule, lead, askar, rival, supplierId, otherSupplierId } = town;
  await makeAmount(db, 'MM-02', 150_000_000);

  const choose = async (
    reference: string,
    offerId: number,
    seen: { price: number; coPayment: number | null },
  ) => {
    const { version } = await request(reference);
    return chooseAgain(means, {
      by: aigerim,
      at: MONDAY,
      reference,
      version,
      key: randomUUID(),
      offerId,
      seen,
    });
  };
  const queuedOn = async (reference: string) =>
    (await db.read('requests').where({ reference }).first('queued_on')).queued_on;
  const money = (reference: string) => request(reference).then((now) => now.money);

  void test('another supplier gets the order, at the sums of today', async () => {
    const reference = await inStatus('choosing_again');
    const place = await queuedOn(reference);
    const chosen = await choose(reference, town.otherOfferId, {
      price: 9_000_000,
      coPayment: 1_000_000,
    });
    assert.equal(chosen.done, true);
    assert.deepEqual(await money(reference), {
      price: 9_000_000,
      guaranteed: 8_000_000,
      stateShare: 8_000_000,
      coPayment: 1_000_000,
    });
    assert.equal(await queuedOn(reference), place);
    await tracesOf(db, reference);
    assert.equal((await all.confirm({ by: rival, reference })).done, true);
  });

  void test('what is not in force, not delivered here, of another kind or not as seen is refused', async () => {
    const reference = await inStatus('choosing_again');
    const before = await request(reference);
    const seen = { price: 10_000_000, coPayment: 2_000_000 };
    const gone = await makeOffer(db, { supplierId });
    await db.write('offers').where({ id: gone }).update({ valid_until: '2026-11-23' });
    const cases: [number, string][] = [
      [gone, 'offer-not-available'],
      [999_999, 'offer-not-available'],
      [await makeOffer(db, { supplierId, regionCode: '750000000' }), 'offer-not-in-region'],
      [await makeOffer(db, { supplierId, aidClass: 'MM-02' }), 'class-not-covered'],
      [town.otherOfferId, 'money-changed'],
    ];
    for (const [offerId, reason] of cases) {
      assert.deepEqual(await choose(reference, offerId, seen), { done: false, reason });
    }
    assert.deepEqual(await request(reference), before);
  });

  void test('of a supplier that was suspended nothing can be chosen', async () => {
    const reference = await inStatus('choosing_again');
    await db.write('suppliers').where({ id: otherSupplierId }).update({ status: 'suspended' });
    const seen = { price: 9_000_000, coPayment: 1_000_000 };
    assert.deepEqual(await choose(reference, town.otherOfferId, seen), {
      done: false,
      reason: 'offer-not-available',
    });
    await db.write('suppliers').where({ id: otherSupplierId }).update({ status: 'admitted' });
    assert.equal((await choose(reference, town.otherOfferId, seen)).done, true);
  });

  void test('what one person decided does not become what two would have to decide', async () => {
    const cheap = await makeOffer(db, { supplierId, aidClass: 'MM-02', price: 90_000_000 });
    const dear = await makeOffer(db, { supplierId, aidClass: 'MM-02', price: 140_000_000 });
    const dearer = await makeOffer(db, { supplierId, aidClass: 'MM-02', price: 145_000_000 });
    const seen = { price: 140_000_000, coPayment: 0 };

    const byOne = await start({ aidClass: 'MM-02', offerId: cheap });
    await all.submit({ by: aigerim, reference: byOne });
    await all.take({ by: saule, reference: byOne });
    await all.approve({ by: saule, reference: byOne });
    await all.decline({ by: askar, reference: byOne });
    assert.deepEqual(await choose(byOne, dear, seen), {
      done: false,
      reason: 'above-decided-sum',
    });

    const byTwo = await start({ aidClass: 'MM-02', offerId: dear });
    await all.submit({ by: aigerim, reference: byTwo });
    await all.take({ by: saule, reference: byTwo });
    await all.approve({ by: saule, reference: byTwo });
    await all.consent({ by: lead, reference: byTwo });
    await all.decline({ by: askar, reference: byTwo });
    assert.deepEqual(await choose(byTwo, dearer, { price: 145_000_000, coPayment: 0 }), {
      done: false,
      reason: 'above-decided-sum',
    });
    assert.equal((await choose(byTwo, dear, seen)).done, true);
    await tracesOf(db, byTwo);
  });
});

void describe('who is told', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, inStatus, request } = actsOf(db, town);
  const { aigerim, mother, aunt, dmitri } = town;
  const told = async (reference: string, kind: string): Promise<number[]> => {
    const rows: { account_id: number }[] = await db
      .read('messages')
      .join('requests', 'requests.id', 'messages.request_id')
      .where({ reference, kind })
      .select('messages.account_id');
    return rows.map(({ account_id }) => account_id).toSorted((a, b) => a - b);
  };

  void test('the delivery code goes to those who may confirm receipt, not to those who look on', async () => {
    const reference = await inStatus('dispatched');
    assert.deepEqual(await told(reference, 'order.confirmed'), idsOf(aigerim, mother, aunt));
    assert.deepEqual(await told(reference, 'order.dispatched'), idsOf(aigerim, mother));
  });

  void test('a question goes to those who may answer it', async () => {
    const reference = await inStatus('awaiting_applicant');
    assert.deepEqual(await told(reference, 'request.question_asked'), idsOf(aigerim, mother));
  });

  void test('the family hears of an appeal, and of what became of it', async () => {
    const [granted, rejected] = [await inStatus('appealed'), await inStatus('appealed')];
    await all.grantAppeal({ by: dmitri, reference: granted });
    await all.rejectAppeal({ by: dmitri, reference: rejected });
    const family = idsOf(aigerim, mother, aunt);
    assert.deepEqual(await told(granted, 'request.appealed'), family);
    assert.deepEqual(await told(granted, 'request.appeal_granted'), family);
    assert.deepEqual(await told(rejected, 'request.appeal_rejected'), family);
  });

  const visible = async (of: string) => {
    const { id } = await request(of);
    const events: { kind: string; visible_to: string }[] = await db
      .read('request_events')
      .where({ request_id: id })
      .whereIn('kind', ['request.assigned', 'request.given'])
      .orderBy('version');
    return events.map(({ kind, visible_to }) => `${kind} ${visible_to}`);
  };

  void test('that a review begins is told in the story, whoever gave it to whom', async () => {
    const reference = await inStatus('submitted');
    await all.give({ by: town.lead, reference });
    await all.give({ by: town.lead, reference });
    assert.deepEqual(await visible(reference), [
      'request.assigned everyone',
      'request.given staff',
    ]);
  });
});

function idsOf(...people: { accountId: number }[]): number[] {
  return people.map(({ accountId }) => accountId);
}
