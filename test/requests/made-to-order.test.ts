// An aid that is made for one person: asked for without a product, its maker appointed, its sums agreed to.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askForNeed } from '../../server/needs/needs.ts';
import { runChecks } from '../../server/requests/checks.ts';
import { averagesOf, gradeOf } from '../../server/requests/hearing.ts';
import { makersFor } from '../../server/requests/makers.ts';
import { readParticulars } from '../../server/requests/particulars-form.ts';
import { particularsFor } from '../../server/requests/particulars.ts';
import {
  answerQuestion,
  appointMaker,
  changeDraft,
  startRequest,
  stateParticulars,
} from '../../server/requests/requests.ts';
import { turnOf } from '../../server/requests/words.ts';
import { NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeEntitlement, makeOffer, makeTown, REGION } from '../support/people.ts';
import { actsOf, MONDAY, type Result } from '../support/request-life.ts';

const db = await freshDatabase();
const town = await makeTown(db);
const { all, means, request, startMaking } = actsOf(db, town);
const { aigerim, aunt, neighbour, saule, dmitri, askar, rival } = town;

const done = (result: Result) => assert.equal(result.done, true, JSON.stringify(result));
const refused = (result: Result, reason: string) =>
  assert.deepEqual(result, { done: false, reason });

async function inReview(): Promise<string> {
  const reference = await startMaking();
  done(await all.state({ by: aigerim, reference }));
  done(await all.submit({ by: aigerim, reference }));
  done(await all.take({ by: saule, reference }));
  return reference;
}

const orderOf = async (reference: string) =>
  db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ reference })
    .orderBy('orders.id', 'desc')
    .first('orders.*');

const lastMessage = async (kind: string) => db.read('messages').where({ kind }).first('body');

void describe('asking without a product', () => {
  void it('is for classes that are made for one person, and for those below them', async () => {
    const at = MONDAY;
    const wheelchair = await makeEntitlement(db, { applicantId: town.applicantId });
    const order = { by: aigerim, at, offerId: null, entitlementId: wheelchair, key: 'w' };
    refused(await startRequest(means, order), 'not-made-to-order');
    const reference = await startMaking();
    const { route, offerId, making } = await request(reference);
    assert.deepEqual({ route, offerId }, { route: 'made_to_order', offerId: null });
    assert.deepEqual(making, { makerId: null, wishedMakerId: null });
  });

  void it('is not for strangers, nor for those who may only look', async () => {
    const aidClass = 'PO-02-02';
    const entitlementId = await makeEntitlement(db, { applicantId: town.applicantId, aidClass });
    const order = { at: MONDAY, offerId: null, entitlementId, key: 'x' };
    refused(await startRequest(means, { ...order, by: aunt }), 'see-only');
    await assert.rejects(async () => startRequest(means, { ...order, by: neighbour }), NotFound);
  });

  void it('is submitted when what the maker must know is answered or said to be unknown', async () => {
    const reference = await startMaking();
    refused(await all.submit({ by: aigerim, reference }), 'particulars-missing');
    done(await all.state({ by: aigerim, reference }));
    done(await all.submit({ by: aigerim, reference }));
    const { status, money } = await request(reference);
    assert.deepEqual({ status, money }, { status: 'submitted', money: null });
  });

  void it('carries the sums of the maker whom the person would like', async () => {
    const reference = await startMaking();
    const { version } = await request(reference);
    const order = { by: aigerim, at: MONDAY, reference, key: 'wish', answers: [] };
    const wish = { ...order, version, makerId: town.dearMakerId };
    done(await stateParticulars(means, wish));
    done(await stateParticulars(means, wish)); // the same form again
    assert.equal((await request(reference)).version, version + 1);
    done(await all.state({ by: aigerim, reference })); // the office is to choose after all
    assert.equal((await request(reference)).making?.makerId, null);
    const again = { ...order, key: 'wish2', makerId: 999_999 };
    const { version: now } = await request(reference);
    refused(await stateParticulars(means, { ...again, version: now }), 'maker-not-available');
  });

  void it('may end with a product of the catalogue after all', async () => {
    const reference = await startMaking();
    const made = { supplierId: town.supplierId, aidClass: 'PO-02-02', madeToOrder: true };
    const offerId = await makeOffer(db, made);
    const { version } = await request(reference);
    const order = { by: aigerim, at: MONDAY, reference, version, key: 'product' };
    done(await changeDraft(means, { ...order, changes: { offerId } }));
    const { making, route, offerId: chosen } = await request(reference);
    assert.deepEqual(
      { making, route, chosen },
      { making: null, route: 'made_to_order', chosen: offerId },
    );
    done(await all.submit({ by: aigerim, reference }));
  });
});

void describe('the makers of a class', () => {
  const wanted = { regionCode: REGION, quantity: 1, day: '2026-11-23' };

  void it('are admitted, active, of the region, with the price of the day', async () => {
    const ids = async (more: object = {}) =>
      (await makersFor(db.read, { ...wanted, aidClassCode: 'PO-02-02', ...more })).map(
        ({ id }) => id,
      );
    assert.deepEqual(await ids(), [town.makerId, town.dearMakerId]);
    assert.deepEqual(await ids({ aidClassCode: 'PO-02' }), [town.makerId, town.dearMakerId]);
    assert.deepEqual(await ids({ aidClassCode: 'PO-02-03' }), []);
    assert.deepEqual(await ids({ regionCode: '750000000' }), []);
    assert.deepEqual(await ids({ day: '2025-01-04' }), []);
    await db.write('makers').where({ id: town.makerId }).update({ active: false });
    assert.deepEqual(await ids(), [town.dearMakerId]);
    await db.write('makers').where({ id: town.makerId }).update({ active: true });
    await db.write('suppliers').where({ id: town.otherSupplierId }).update({ status: 'suspended' });
    assert.deepEqual(await ids(), [town.makerId]);
    await db.write('suppliers').where({ id: town.otherSupplierId }).update({ status: 'admitted' });
  });

  void it('take a new price from its day on', async () => {
    const price = { maker_id: town.makerId, price_tiyn: 7_500_000, working_days: 10 };
    await db.write('maker_prices').insert({ ...price, valid_from: '2026-12-01' });
    const on = async (day: string) => {
      const makers = await makersFor(db.read, { ...wanted, aidClassCode: 'PO-02-02', day });
      return makers.find(({ id }) => id === town.makerId)!.money.price;
    };
    assert.deepEqual([await on('2026-11-30'), await on('2026-12-01')], [7_000_000, 7_500_000]);
  });
});

void describe('appointing a maker', () => {
  void it('is at once where the person pays nothing; then the approval commissions the aid', async () => {
    const reference = await inReview();
    refused(await all.approve({ by: saule, reference }), 'no-maker');
    refused(await all.appoint({ by: dmitri, reference }), 'assigned-to-colleague');
    refused(await all.appoint({ by: aigerim, reference }), 'not-yours');
    await assert.rejects(async () => all.appoint({ by: neighbour, reference }), NotFound);
    done(await all.appoint({ by: saule, reference }));
    assert.deepEqual((await request(reference)).money?.coPayment, 0);
    assert.match((await lastMessage('request.maker_appointed')).body, /supplier-/);
    done(await all.approve({ by: saule, reference }));
    const order = await orderOf(reference);
    assert.deepEqual(
      [order.maker_id, order.offer_id, order.making_days, order.price_tiyn],
      [town.makerId, null, 20, 7_000_000],
    );
    assert.equal((await request(reference)).status, 'commissioned');
  });

  void it('asks the person first where they would pay, and orders nothing before they agree', async () => {
    const reference = await inReview();
    done(await all.appointDear({ by: saule, reference }));
    assert.equal((await request(reference)).status, 'awaiting_applicant');
    assert.match((await lastMessage('request.maker_question_asked')).body, /10\s?000/);
    done(await all.agree({ by: aigerim, reference }));
    const { money, status } = await request(reference);
    assert.deepEqual([status, money?.coPayment], ['in_review', 1_000_000]);
    done(await all.approve({ by: saule, reference }));
    assert.equal((await orderOf(reference)).co_payment_tiyn, 1_000_000);
  });

  void it('orders nothing from a maker to whose sums the person did not agree', async () => {
    const reference = await inReview();
    done(await all.appointDear({ by: saule, reference }));
    const { version } = await request(reference);
    const no = { by: aigerim, at: MONDAY, reference, version, key: 'no' };
    done(await answerQuestion(means, { ...no, text: null, agreed: false, seen: null }));
    refused(await all.approve({ by: saule, reference }), 'money-changed');
    done(await all.appoint({ by: saule, reference }));
    done(await all.approve({ by: saule, reference }));
  });

  void it('is refused while no amount is set', async () => {
    const reference = await inReview();
    const row = { aid_class_code: 'PO-02-02' };
    await db.write('guaranteed_amounts').where(row).update({ valid_from: '2027-01-01' });
    const { version } = await request(reference);
    const order = { by: saule, at: MONDAY, reference, version, makerId: town.makerId, key: 'a' };
    refused(await appointMaker(means, order), 'amount-not-set');
    await db.write('guaranteed_amounts').where(row).update({ valid_from: '2025-01-05' });
  });

  void it('once, however often the form is sent', async () => {
    const reference = await inReview();
    const { version } = await request(reference);
    const order = { by: saule, at: MONDAY, reference, version, makerId: town.makerId, key: 'b' };
    const sent = await Promise.all([appointMaker(means, order), appointMaker(means, order)]);
    sent.forEach(done);
    assert.equal((await request(reference)).version, version + 1);
  });
});

void describe('a maker who declines', () => {
  void it('leaves the person to choose another one, who gets the order', async () => {
    const reference = await inReview();
    done(await all.appoint({ by: saule, reference }));
    done(await all.approve({ by: saule, reference }));
    await assert.rejects(async () => all.decline({ by: rival, reference }), NotFound);
    done(await all.decline({ by: askar, reference }));
    done(await all.chooseMaker({ by: aigerim, reference }));
    const { status, version } = await request(reference);
    assert.equal(status, 'commissioned');
    refused(await all.chooseMaker({ by: aigerim, reference, version }), 'wrong-state');
  });
});

void describe('a need that nobody offers anything for', () => {
  const about = async (reference: string) =>
    (await runChecks(db.read, await request(reference), '2026-11-23')).map(({ key }) => key);

  async function asked(): Promise<string> {
    const aidClass = 'PO-02-02';
    const entitlementId = await makeEntitlement(db, { applicantId: town.applicantId, aidClass });
    const need = { text: 'To climb stairs', tried: null };
    const order = { by: aigerim, at: MONDAY, entitlementId, need, key: entitlementId.toString() };
    const made = await askForNeed(means, order);
    assert.ok(made.done);
    done(await all.take({ by: saule, reference: made.reference }));
    return made.reference;
  }

  void it('may be made: the office appoints a maker, who is then judged, and gets the order', async () => {
    const reference = await asked();
    const before = await about(reference);
    for (const key of ['offer_in_force', 'region_served', 'price_unchanged', 'class_covered']) {
      assert.ok(!before.includes(key as never), key);
    }
    refused(await all.approve({ by: saule, reference }), 'no-offer-chosen');
    done(await all.appoint({ by: saule, reference }));
    assert.equal((await request(reference)).route, 'made_to_order');
    assert.ok((await about(reference)).includes('region_served'));
    done(await all.approve({ by: saule, reference }));
    assert.equal((await request(reference)).status, 'commissioned');
  });

  void it('asks the person first where they would pay', async () => {
    const reference = await asked();
    done(await all.appointDear({ by: saule, reference }));
    const { status, route, making } = await request(reference);
    assert.deepEqual([status, route], ['awaiting_applicant', 'made_to_order']);
    assert.equal(making?.makerId, town.dearMakerId);
  });
});

void describe('whose turn it is', () => {
  void it('is the person’s who tries an aid or picks a time', () => {
    const trial = { kind: 'trial', until: '2026-12-01' } as const;
    assert.equal(turnOf({ status: 'in_review', hold: trial }), 'applicant');
    assert.equal(turnOf({ status: 'in_review', hold: { ...trial, kind: 'hold' } }), 'office');
    assert.equal(turnOf({ status: 'confirmed', dueKind: 'pick' }), 'applicant');
    assert.equal(turnOf({ status: 'confirmed', dueKind: 'visit' }), 'supplier');
  });
});

void describe('what makers ask', () => {
  void it('comes from the class and those above it, in all languages', async () => {
    const asked = await particularsFor(db.read, 'ST-01-02');
    assert.deepEqual(
      asked.slice(0, 3).map(({ key }) => key),
      ['side', 'audiogram', 'right_500'],
    );
    assert.ok(asked.every(({ names }) => names.kk && names.ru && names.en));
  });

  void it('is a number within bounds, one of the options, or not known', async () => {
    const asked = await particularsFor(db.read, 'PO-02-02');
    const good = {
      p_side: 'left',
      p_level: 'transtibial',
      p_skin: 'unknown',
      p_activity: 'k3',
      p_previous: 'none',
      p_stump_length: '12,5',
    };
    const read = readParticulars(asked, good);
    assert.ok('values' in read);
    const named = new Map(asked.map(({ id, key }) => [key, id]));
    const of = (key: string) => read.values.find((one) => one.particularId === named.get(key));
    assert.equal(of('stump_length')?.thousandths, 12_500);
    assert.equal(of('skin')?.state, 'unknown');
    for (const [field, value, key] of [
      ['p_side', 'up', 'forms.unknownChoice'],
      ['p_side', '', 'made-to-order.missing'],
      ['p_stump_length', 'long', 'made-to-order.notANumber'],
      ['p_stump_length', '900', 'made-to-order.outside'],
    ] as const) {
      const wrong = readParticulars(asked, { ...good, [field]: value });
      assert.deepEqual('problems' in wrong && wrong.problems.map((one) => [one.field, one.key]), [
        [field, key],
      ]);
    }
  });

  void it('grades hearing as the WHO does, from the average of four frequencies', () => {
    const grades = [19, 20, 35, 50, 65, 80, 95].map(gradeOf);
    assert.deepEqual(grades, [
      'normal',
      'mild',
      'moderate',
      'moderately_severe',
      'severe',
      'profound',
      'complete',
    ]);
    const ear = [500, 1000, 2000, 4000].map((hertz, at): [string, number] => [
      `right_${hertz}`,
      40 + 10 * at,
    ]);
    assert.deepEqual(averagesOf(new Map([...ear, ['left_500', 10]])), [
      { ear: 'right', decibels: 55, grade: 'moderately_severe' },
    ]);
  });
});
