// Who decides, with whom, and on which sums.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { answerQuestion } from '../../server/requests/requests.ts';
import { runChecks } from '../../server/requests/checks.ts';
import { Conflict } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import {
  makeAccount,
  makeApplicant,
  makeEntitlement,
  makeOffer,
  makeRepresentation,
  makeTown,
} from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

void describe('a decision', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, request, start, inStatus, means } = actsOf(db, town);
  const { aigerim, saule, dmitri, askar } = town;

  void test('above the set sum waits for a second person, who is not the first', async () => {
    await db.write('guaranteed_amounts').insert({
      aid_class_code: 'MM-02',
      amount_tiyn: 500_000_000,
      valid_from: '2025-01-05',
      source: 'test',
      status: 'demo',
    });
    const offerId = await makeOffer(db, {
      supplierId: town.supplierId,
      aidClass: 'MM-02',
      price: 300_000_000,
    });
    const reference = await start({ aidClass: 'MM-02', offerId });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    assert.equal((await all.approve({ by: saule, reference })).done, true);
    assert.equal((await request(reference)).status, 'in_review');
    await tracesOf(db, reference);

    for (const act of [all.approve, all.refuse, all.ask]) {
      const again = await act({ by: saule, reference });
      assert.deepEqual(again, { done: false, reason: 'waiting-for-consent' });
    }
    const own = await all.consent({ by: saule, reference });
    assert.deepEqual(own, { done: false, reason: 'same-person-consent' });
    assert.equal((await all.returnDecision({ by: dmitri, reference })).done, true);
    const none = await all.consent({ by: dmitri, reference });
    assert.deepEqual(none, { done: false, reason: 'no-waiting-decision' });

    assert.equal((await all.approve({ by: saule, reference })).done, true);
    assert.equal((await all.consent({ by: dmitri, reference })).done, true);
    assert.equal((await request(reference)).status, 'ordered');
    await tracesOf(db, reference);
  });

  void test('leaves the sums as of the day on which the person saw them', async () => {
    const reference = await start({});
    await all.submit({ by: aigerim, reference });
    const { money, pricedOn } = await request(reference);
    const nextDay = new Date(MONDAY.getTime() + 86_400_000);
    await all.take({ by: saule, reference, at: nextDay });
    assert.equal((await all.approve({ by: saule, reference, at: nextDay })).done, true);
    const approved = await request(reference);
    assert.deepEqual([approved.money, approved.pricedOn], [money, pricedOn]);
    assert.equal(pricedOn, '2026-11-23');
  });

  void test('two who consent at once, or consent and return, do it once', async () => {
    const offerId = await makeOffer(db, {
      supplierId: town.supplierId,
      aidClass: 'MM-02',
      price: 300_000_000,
    });
    for (const second of [all.consent, all.returnDecision]) {
      const reference = await start({ aidClass: 'MM-02', offerId });
      await all.submit({ by: aigerim, reference });
      await all.take({ by: saule, reference });
      await all.approve({ by: saule, reference });
      const { version } = await request(reference);
      const results = await Promise.allSettled([
        all.consent({ by: dmitri, reference, version }),
        second({ by: town.lead, reference, version }),
      ]);
      const done = results.filter((one) => one.status === 'fulfilled' && one.value.done);
      assert.equal(done.length, 1, JSON.stringify(results));
      const beaten = results.find((one) => one.status === 'rejected');
      assert.ok(beaten?.reason instanceof Conflict);
      await tracesOf(db, reference);
    }
  });

  void test('is taken away with the request that is withdrawn', async () => {
    const reference = await start({
      aidClass: 'MM-02',
      offerId: await makeOffer(db, {
        supplierId: town.supplierId,
        aidClass: 'MM-02',
        price: 300_000_000,
      }),
    });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    await all.approve({ by: saule, reference });
    assert.equal((await all.withdraw({ by: aigerim, reference })).done, true);
    const waiting = await db
      .read('decisions')
      .join('requests', 'requests.id', 'decisions.request_id')
      .where({ reference, state: 'waiting' });
    assert.deepEqual(waiting, []);
    await tracesOf(db, reference);
  });

  void test('a changed price needs the agreement of the person first', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId, price: 10_000_000 });
    const reference = await start({ offerId });
    await all.submit({ by: aigerim, reference });
    assert.deepEqual((await request(reference)).money, {
      price: 10_000_000,
      guaranteed: 8_000_000,
      stateShare: 8_000_000,
      coPayment: 2_000_000,
    });
    await all.take({ by: saule, reference });
    await db.write('offers').where({ id: offerId }).update({ price_tiyn: 12_000_000 });
    const early = await all.approve({ by: saule, reference });
    assert.deepEqual(early, { done: false, reason: 'money-changed' });
    await all.askMoney({ by: saule, reference });
    const toOtherSums = await answerQuestion(means, {
      by: aigerim,
      at: MONDAY,
      key: randomUUID(),
      reference,
      version: (await request(reference)).version,
      text: null,
      agreed: true,
      seen: { price: 1, coPayment: 0 },
    });
    assert.deepEqual(toOtherSums, { done: false, reason: 'money-changed' });
    assert.equal((await all.agree({ by: aigerim, reference })).done, true);
    assert.equal((await request(reference)).money?.coPayment, 4_000_000);
    assert.equal((await all.approve({ by: saule, reference })).done, true);
    await tracesOf(db, reference);
  });

  void test('waits while no guaranteed amount is set', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId, aidClass: 'HG-10' });
    const reference = await start({ aidClass: 'HG-10', offerId });
    await all.submit({ by: aigerim, reference });
    assert.deepEqual((await request(reference)).money, {
      price: 10_000_000,
      guaranteed: null,
      stateShare: null,
      coPayment: null,
    });
    await all.take({ by: saule, reference });
    const unset = await all.approve({ by: saule, reference });
    assert.deepEqual(unset, { done: false, reason: 'amount-not-set' });
  });

  void test('the checks name what keeps a request from being approved', async () => {
    const offerId = await makeOffer(db, { supplierId: town.supplierId });
    const reference = await start({ offerId });
    await all.submit({ by: aigerim, reference });
    const failed = async () =>
      (await runChecks(db.read, await request(reference), '2026-11-23'))
        .filter(({ result }) => result === 'failed')
        .map(({ key }) => key);
    const others = ['no_duplicate'];
    const now = await failed();
    assert.deepEqual(
      now.filter((key) => !others.includes(key)),
      [],
    );
    await db.write('offers').where({ id: offerId }).update({ available: false });
    assert.ok((await failed()).includes('offer_in_force'));
    await db.write('offer_regions').where({ offer_id: offerId }).del();
    assert.ok((await failed()).includes('region_served'));
    await db.write('suppliers').where({ id: town.supplierId }).update({ status: 'suspended' });
    assert.ok((await failed()).includes('supplier_admitted'));
    await db.write('suppliers').where({ id: town.supplierId }).update({ status: 'admitted' });
  });

  void test('is not made by whom it concerns: oneself, a ward, a case one started', async () => {
    const both = await makeAccount(db, 'Ләззат', ['applicant', 'caseworker'], {
      officeId: town.officeId,
    });
    const ownFile = await makeApplicant(db, { account: both, officeId: town.officeId });
    const ward = await makeApplicant(db, { account: null, officeId: town.officeId });
    await makeRepresentation(db, { applicantId: ward, account: both, scope: 'act' });
    for (const applicantId of [ownFile, ward]) {
      const entitlementId = await makeEntitlement(db, { applicantId });
      const { startRequest } = await import('../../server/requests/requests.ts');
      const started = await startRequest(means, {
        by: both,
        at: new Date('2026-11-23T05:00:00Z'),
        entitlementId,
        offerId: town.offerId,
        key: `own-${applicantId}`,
      });
      assert.ok(started.done);
      const { reference } = started;
      assert.equal((await all.submit({ by: both, reference })).done, true);
      assert.deepEqual(await all.take({ by: both, reference }), {
        done: false,
        reason: 'own-case',
      });
    }
    // When the power of attorney ends, the one who submitted it may see it as staff, and still not decide.
    await db
      .write('representations')
      .where({ applicant_id: ward })
      .update({ ended_at: '2026-11-23T06:00:00.000Z' });
    const { reference } = await db.read('requests').where({ applicant_id: ward }).first();
    await all.take({ by: both, reference });
    for (const act of [all.approve, all.refuse]) {
      assert.deepEqual(await act({ by: both, reference }), { done: false, reason: 'own-case' });
    }
    await all.takeOver({ by: saule, reference });
    await all.refuse({ by: saule, reference });
  });

  void test('of an appeal is made once, by another caseworker, and is the last', async () => {
    const reference = await inStatus('appealed');
    await all.rejectAppeal({ by: dmitri, reference });
    const again = await all.appeal({ by: aigerim, reference });
    assert.deepEqual(again, { done: false, reason: 'wrong-state' });
    await tracesOf(db, reference);
  });

  void test('an appeal ends when it is withdrawn', async () => {
    const reference = await inStatus('appealed');
    assert.equal((await all.withdraw({ by: aigerim, reference })).done, true);
    await tracesOf(db, reference);
  });

  void test('a refusal cannot be appealed after its date', async () => {
    const reference = await inStatus('refused');
    const late = await all.appeal({ by: aigerim, reference, at: new Date('2026-12-24T05:00:00Z') });
    assert.deepEqual(late, { done: false, reason: 'wrong-state' });
    const inTime = new Date('2026-12-23T05:00:00Z');
    assert.equal((await all.appeal({ by: aigerim, reference, at: inTime })).done, true);
  });

  void test('an aid made to order is commissioned, fitted as often as needed, and sent', async () => {
    await db.write('guaranteed_amounts').insert({
      aid_class_code: 'PO-01-02',
      amount_tiyn: 50_000_000,
      valid_from: '2025-01-05',
      source: 'test',
      status: 'demo',
    });
    const offerId = await makeOffer(db, {
      supplierId: town.supplierId,
      aidClass: 'PO-01-02',
      madeToOrder: true,
    });
    const reference = await start({ aidClass: 'PO-01-02', offerId });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    const statuses: string[] = [];
    for (const act of [all.approve, all.confirm, all.fit, all.fit, all.dispatch]) {
      await act({ by: act === all.approve ? saule : askar, reference });
      statuses.push((await request(reference)).status);
      await tracesOf(db, reference);
    }
    assert.deepEqual(statuses, [
      'commissioned',
      'confirmed',
      'in_fitting',
      'in_fitting',
      'dispatched',
    ]);
  });
});
