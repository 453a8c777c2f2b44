// A question pauses the decision; what the person agrees to is what they saw.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { answerQuestion } from '../../server/requests/requests.ts';
import { freshDatabase } from '../support/database.ts';
import { makeOffer, makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

void describe('a question', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request, inStatus, means } = actsOf(db, town);
  const { aigerim, saule } = town;

  const answer = async (
    reference: string,
    given: Pick<Parameters<typeof answerQuestion>[1], 'text' | 'agreed' | 'seen'>,
  ) => {
    const { version } = await request(reference);
    const key = randomUUID();
    return answerQuestion(means, { by: aigerim, at: MONDAY, reference, version, key, ...given });
  };

  void test('about new sums is agreed to at the sums that were shown, not at later ones', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId, price: 10_000_000 });
    const reference = await start({ offerId });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    const setPrice = (price_tiyn: number) =>
      db.write('offers').where({ id: offerId }).update({ price_tiyn });
    await setPrice(12_000_000);
    await all.askMoney({ by: saule, reference });
    const shown = { price: 12_000_000, coPayment: 4_000_000 };
    await setPrice(15_000_000);
    for (const seen of [shown, null]) {
      const refused = await answer(reference, { text: null, agreed: true, seen });
      assert.deepEqual(refused, { done: false, reason: 'money-changed' });
    }
    assert.equal((await request(reference)).status, 'awaiting_applicant');
    const open = await db.read('questions').whereNull('answered_at');
    assert.equal(open.length, 1, 'a refused answer leaves the question open');

    await setPrice(12_000_000);
    assert.equal((await answer(reference, { text: null, agreed: true, seen: shown })).done, true);
    assert.equal((await request(reference)).money?.coPayment, 4_000_000);
    await tracesOf(db, reference);
  });

  void test('about new sums may be answered with no: the sums stay, and nothing can be ordered', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId, price: 10_000_000 });
    const reference = await start({ offerId });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    await db.write('offers').where({ id: offerId }).update({ price_tiyn: 12_000_000 });
    await all.askMoney({ by: saule, reference });
    const no = await answer(reference, { text: 'Қымбат', agreed: false, seen: null });
    assert.equal(no.done, true);
    assert.equal((await request(reference)).money?.price, 10_000_000);
    const approval = await all.approve({ by: saule, reference });
    assert.deepEqual(approval, { done: false, reason: 'money-changed' });
  });

  void test('needs an answer: words to a question, yes or no to sums', async () => {
    const reference = await inStatus('awaiting_applicant');
    for (const text of [null, '']) {
      const empty = await answer(reference, { text, agreed: true, seen: null });
      assert.deepEqual(empty, { done: false, reason: 'reason-missing' });
    }
  });

  void test('stops the clock of the decision until the answer is there', async () => {
    const reference = await inStatus('in_review');
    assert.equal((await request(reference)).decisionDueOn, '2026-12-07');
    const asked = new Date('2026-11-27T05:00:00Z');
    await all.ask({ by: saule, reference, at: asked });
    const paused = await request(reference);
    assert.equal(paused.decisionDueOn, null);
    assert.equal(paused.decisionDaysLeft, 6);
    await all.answer({ by: aigerim, reference, at: new Date('2026-12-01T05:00:00Z') });
    const resumed = await request(reference);
    assert.equal(resumed.decisionDueOn, '2026-12-09');
    assert.equal(resumed.dueOn, '2026-12-09');
    assert.equal(resumed.decisionDaysLeft, null);
    await tracesOf(db, reference);
  });
});
