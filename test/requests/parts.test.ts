// Granting a part, objecting to the rest, and taking an appeal back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { approveRequest } from '../../server/requests/requests.ts';
import { findDecision } from '../../server/requests/story.ts';
import { findPartRefusal } from '../../server/requests/part-refusals.ts';
import { freshDatabase } from '../support/database.ts';
import { makeOffer, makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

const day = (iso: string) => new Date(`${iso}T05:00:00Z`);

void describe('a part', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request, means } = actsOf(db, town);
  const { aigerim, saule, dmitri, askar, lead } = town;
  const inReview = async (line: { offerId?: number; aidClass?: string } = {}) => {
    const reference = await start({ quantity: 6, ...line });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    return reference;
  };
  const lineOf = async (reference: string) =>
    db
      .read('entitlements')
      .where({ id: (await request(reference)).entitlementId })
      .first('reserved', 'used', 'order_by');
  const partOf = async (reference: string) =>
    (await findPartRefusal(db.read, (await request(reference)).id))!;

  void test('is ordered at its own sums, and the rest of the line is free', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId, price: 10_000_000 });
    const reference = await inReview({ offerId });
    assert.equal((await request(reference)).money?.coPayment, 12_000_000);
    assert.equal((await all.approvePart({ by: saule, reference })).done, true);
    const { quantity, money, status, id } = await request(reference);
    assert.deepEqual([status, quantity], ['ordered', 2]);
    assert.deepEqual(money, {
      price: 20_000_000,
      guaranteed: 16_000_000,
      stateShare: 16_000_000,
      coPayment: 4_000_000,
    });
    assert.equal((await lineOf(reference)).reserved, 2);
    const [order] = await db.read('orders').where({ request_id: id });
    assert.deepEqual([order.quantity, order.price_tiyn], [2, 20_000_000]);
    const part = await partOf(reference);
    assert.deepEqual([part.asked, part.granted, part.state], [6, 2, 'stands']);
    assert.equal(part.appealUntil, '2026-12-23');
    const [message] = await db
      .read('messages')
      .where({ kind: 'request.partly_approved', request_id: id });
    assert.match(message.body, /Норма бойынша екеу/);
    await tracesOf(db, reference);
  });

  void test('is less than what was asked for, and has a reason of the list', async () => {
    const reference = await inReview();
    const { version } = await request(reference);
    const order = { by: saule, at: MONDAY, reference, version, note: null };
    const part = { quantity: 2, reasonCode: 'partial-norm', explanation: 'Екеу' };
    for (const [wrong, why] of [
      [{ quantity: 0 }, 'part-wrong'],
      [{ quantity: 6 }, 'part-wrong'],
      [{ quantity: 1.5 }, 'part-wrong'],
      [{ reasonCode: 'refusal-duplicate' }, 'reason-missing'],
    ] as const) {
      const given = { ...order, key: JSON.stringify(wrong), part: { ...part, ...wrong } };
      assert.deepEqual(await approveRequest(means, given), { done: false, reason: why });
    }
    assert.equal((await lineOf(reference)).reserved, 6);
  });

  void test('above the set sum waits for a second person, and is dropped when they return it', async () => {
    await db.write('guaranteed_amounts').insert({
      aid_class_code: 'MM-02',
      amount_tiyn: 100_000_000,
      valid_from: '2025-01-05',
      source: 'test',
      status: 'demo',
    });
    const offerId = await makeOffer(db, {
      supplierId: town.supplierId,
      aidClass: 'MM-02',
      price: 60_000_000,
    });
    const reference = await inReview({ aidClass: 'MM-02', offerId });
    await all.approvePart({ by: saule, reference });
    assert.equal((await request(reference)).status, 'in_review');
    assert.equal((await lineOf(reference)).reserved, 6, 'nothing is freed while it waits');
    await all.returnDecision({ by: dmitri, reference });
    await all.approvePart({ by: saule, reference });
    assert.equal((await all.consent({ by: dmitri, reference })).done, true);
    const { status, quantity } = await request(reference);
    assert.deepEqual([status, quantity], ['ordered', 2]);
    assert.equal((await lineOf(reference)).reserved, 2);
    await tracesOf(db, reference);
    // Who consented has had a part in it, too.
    await all.appealPart({ by: aigerim, reference });
    for (const by of [saule, dmitri]) {
      assert.deepEqual(await all.upholdPart({ by, reference }), {
        done: false,
        reason: 'own-case',
      });
    }
  });

  void test('may be objected to within the term, while the delivery goes on', async () => {
    const reference = await inReview();
    await all.approvePart({ by: saule, reference });
    assert.equal((await all.appealPart({ by: aigerim, reference })).done, true);
    assert.equal((await partOf(reference)).decideBy, '2026-12-07');
    assert.equal((await all.confirm({ by: askar, reference })).done, true);
    assert.equal((await all.dispatch({ by: askar, reference })).done, true);
    assert.equal((await all.receive({ by: aigerim, reference })).done, true);
    const { entitlementId } = await request(reference);
    await db.write('entitlements').where({ id: entitlementId }).update({ order_by: '2026-12-20' });
    const own = await all.upholdPart({ by: saule, reference });
    assert.deepEqual(own, { done: false, reason: 'own-case' });
    assert.equal((await all.upholdPart({ by: lead, reference, at: day('2026-12-03') })).done, true);
    const part = await partOf(reference);
    assert.deepEqual([part.state, part.outcome, part.decideBy], ['upheld', 'Дұрыс', null]);
    assert.equal((await lineOf(reference)).order_by, '2027-02-03', 'counted anew from this notice');
    assert.deepEqual(await all.rejectPart({ by: lead, reference }), {
      done: false,
      reason: 'wrong-state',
    });
    await tracesOf(db, reference);
  });

  void test('is objected to once, and not after the term', async () => {
    const late = await inReview();
    await all.approvePart({ by: saule, reference: late });
    const after = await all.appealPart({ by: aigerim, reference: late, at: day('2026-12-24') });
    assert.deepEqual(after, { done: false, reason: 'wrong-state' });

    const reference = await inReview();
    await all.approvePart({ by: saule, reference });
    await all.appealPart({ by: aigerim, reference });
    assert.equal((await all.withdrawPartAppeal({ by: aigerim, reference })).done, true);
    assert.equal((await partOf(reference)).state, 'withdrawn');
    assert.equal((await all.appealPart({ by: aigerim, reference })).done, false);
    await tracesOf(db, reference);
  });
});

void describe('a refusal', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, inStatus } = actsOf(db, town);
  const { aigerim, saule } = town;

  void test('keeps the wording of its reason when the list changes', async () => {
    const reference = await inStatus('refused');
    const { id } = await request(reference);
    await db
      .write('reason_versions')
      .where({ code: 'refusal-papers-contradict' })
      .update({ valid_until: '2026-11-24' });
    const [old] = await db.read('reason_versions').where({ code: 'refusal-papers-contradict' });
    await db.write('reason_versions').insert({
      ...old,
      id: 9999,
      rule_en: 'Another rule',
      valid_from: '2026-11-24',
      valid_until: null,
    });
    const decision = await findDecision(db.read, id);
    assert.equal(decision?.version?.rules?.en, old.rule_en);
    const [message] = await db.read('messages').where({ kind: 'request.refused', request_id: id });
    assert.ok(message.body.includes(old.rule_kk) || message.body.includes(old.rule_ru));
  });

  void test('that was appealed against stands again when the appeal is taken back', async () => {
    const reference = await inStatus('appealed');
    assert.equal((await all.withdrawAppeal({ by: saule, reference })).done, false);
    assert.equal((await all.withdrawAppeal({ by: aigerim, reference })).done, true);
    const { status, dueOn } = await request(reference);
    assert.deepEqual([status, dueOn], ['refused', null]);
    await tracesOf(db, reference);
    assert.equal((await all.appeal({ by: aigerim, reference })).done, false, 'heard once');
  });
});
