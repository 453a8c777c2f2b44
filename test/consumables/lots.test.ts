// The rest of a line in lots: opened by date, bounded by the yearly norm, sent by the person alone and once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { addMonths } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { approveLot } from '../../server/consumables/case-routes.ts';
import {
  changePlan,
  runConsumables,
  sendLot,
  skipLot,
  startPlan,
  stopPlan,
} from '../../server/consumables/consumables.ts';
import {
  lastsUntil,
  nextYearStart,
  usualPieces,
  yearStart,
} from '../../server/consumables/schedule.ts';
import { findPlan, lotsOf } from '../../server/consumables/store.ts';
import { findRequest } from '../../server/requests/aid-request.ts';
import { chooseOffer } from '../../server/requests/acts/choice-of-offer.ts';
import { changeDraft, startRequest } from '../../server/requests/requests.ts';
import { NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeAmount, makeEntitlement, makeOffer, makeTown, REGION } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';
import { conserved, tracesOf } from '../support/traces.ts';

void describe('the schedule', () => {
  void test('years run from the day of the programme, and lots begin where the former ends', () => {
    assert.equal(yearStart('2026-01-10', '2026-11-23'), '2026-01-10');
    assert.equal(yearStart('2026-01-10', '2027-01-09'), '2026-01-10');
    assert.equal(yearStart('2026-01-10', '2027-01-10'), '2027-01-10');
    assert.equal(yearStart('2024-02-29', '2026-03-01'), '2026-02-28');
    assert.equal(nextYearStart('2026-01-10', '2026-11-23'), '2027-01-10');
    assert.equal(lastsUntil('2027-01-10', '2026-12-20', 3), '2027-04-10');
    assert.equal(lastsUntil('2026-12-01', '2026-12-20', 3), '2027-03-20');
    assert.equal(usualPieces(1460, 3), 365);
  });

  void test('every day lies in one year of a programme', () => {
    const day = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (issued, on) => {
        fc.pre(on >= issued);
        const start = yearStart(issued, on);
        assert.ok(start <= on && on < addMonths(start, 12));
      }),
    );
  });
});

void describe('lots', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, means, request } = actsOf(db, town);
  const { aigerim, mother, aunt, neighbour, saule, askar } = town;
  await makeAmount(db, 'HG-01', 20_000);
  const offerId = await makeOffer(db, {
    supplierId: town.supplierId,
    aidClass: 'HG-01-01',
    price: 15_000,
  });
  const dearer = await makeOffer(db, {
    supplierId: town.otherSupplierId,
    aidClass: 'HG-01-01',
    price: 19_000,
  });
  const cheaper = await makeOffer(db, {
    supplierId: town.otherSupplierId,
    aidClass: 'HG-01-01',
    price: 12_000,
  });
  const DAY = 86_400_000;
  const day = (n: number) => new Date(MONDAY.getTime() + n * DAY);

  const approvedFirst = async ({
    quantity = 1460,
    first = 365,
    received = true,
    orderBy = '2026-11-30',
    validUntil = null as string | null,
  } = {}) => {
    const entitlementId = await makeEntitlement(db, {
      applicantId: town.applicantId,
      aidClass: 'HG-01',
      quantity,
      orderBy,
      validUntil,
    });
    const started = await startRequest(means, {
      by: aigerim,
      at: MONDAY,
      entitlementId,
      offerId,
      key: randomUUID(),
    });
    assert.ok(started.done);
    const { reference } = started;
    await changeDraft(means, {
      by: aigerim,
      at: MONDAY,
      reference,
      version: 1,
      key: randomUUID(),
      changes: { quantity: first },
    });
    for (const act of [all.submit({ by: aigerim, reference })]) assert.ok((await act).done);
    assert.ok((await all.take({ by: saule, reference })).done);
    assert.ok((await all.approve({ by: saule, reference })).done);
    if (received) await arrive(reference, MONDAY);
    return { reference, entitlementId };
  };
  const arrive = async (reference: string, at: Date) => {
    assert.ok((await all.confirm({ by: askar, reference, at })).done);
    assert.ok((await all.dispatch({ by: askar, reference, at })).done);
    assert.ok((await all.receive({ by: aigerim, reference, at })).done);
  };
  const begin = async (
    reference: string,
    { pieces = 365, months = 3, by = aigerim, key = randomUUID() } = {},
  ) => startPlan(means, { by, at: MONDAY, reference, pieces, months, key });
  const planned = async (given: Parameters<typeof approvedFirst>[0] = {}, size = {}) => {
    const made = await approvedFirst(given);
    const started = await begin(made.reference, size);
    assert.ok(started.done, JSON.stringify(started));
    return { ...made, planId: started.planId };
  };
  const send = async (
    planId: number,
    at: Date,
    { by = aigerim, key = randomUUID(), agreed = false, version = 0 } = {},
  ) => {
    const plan = (await findPlan(db.write, planId))!;
    const year = await db
      .write('consumable_years')
      .where({ entitlement_id: plan.entitlement.id })
      .orderBy('id', 'desc')
      .first();
    const inYear = yearStart(plan.programme.issuedOn, dayOf(at)) === year.starts_on;
    const left = inYear ? year.norm - year.used - year.reserved : plan.norm;
    const quantity = Math.max(1, Math.min(plan.pieces, plan.entitlement.free, left));
    const choice = await chooseOffer(db.write, {
      offerId: plan.offerId,
      entitledClass: plan.entitlement.aidClassCode,
      regionCode: REGION,
      quantity,
      day: dayOf(at),
    });
    const seen = choice.allowed ? choice.money : { price: 0, coPayment: 0 };
    return sendLot(means, { by, at, planId, version: version || plan.version, key, seen, agreed });
  };
  const states = async (planId: number) =>
    (await lotsOf(db.write, [planId])).map(({ number, state }) => `${number} ${state}`);
  const yearsOf = async (
    entitlementId: number,
  ): Promise<{ norm: number; reserved: number; used: number }[]> =>
    db
      .write('consumable_years')
      .where({ entitlement_id: entitlementId })
      .orderBy('id')
      .select('norm', 'reserved', 'used');

  void test('a plan starts from an approved request, once, by those who may act', async () => {
    const { reference, entitlementId } = await approvedFirst();
    assert.deepEqual(await begin(reference, { by: aunt }), { done: false, reason: 'see-only' });
    await assert.rejects(begin(reference, { by: neighbour }), NotFound);
    await assert.rejects(begin(reference, { by: saule }), NotFound);
    assert.deepEqual(await begin(reference, { pieces: 1100 }), { done: false, reason: 'too-many' });
    const key = randomUUID();
    const [one, two] = await Promise.all([begin(reference, { key }), begin(reference, { key })]);
    assert.deepEqual(one, two);
    assert.deepEqual(await begin(reference), { done: false, reason: 'in-lots' });
    assert.deepEqual(await yearsOf(entitlementId), [{ norm: 1460, reserved: 0, used: 365 }]);
    const other = await startRequest(means, {
      by: aigerim,
      at: MONDAY,
      entitlementId,
      offerId,
      key: randomUUID(),
    });
    assert.equal(!other.done && other.reason, 'in-lots', 'no way around the plan');
    const early = await approvedFirst({ first: 1460 });
    assert.deepEqual(await begin(early.reference), { done: false, reason: 'nothing-left' });
  });

  void test('a lot opens by its date, is sent once, and is a request like any other', async () => {
    const { planId, entitlementId } = await planned();
    assert.deepEqual(await send(planId, day(30)), { done: false, reason: 'not-open-yet' });
    await runConsumables(means, day(61));
    const reminders = async () => {
      const [lot] = (await lotsOf(db.read, [planId])).filter(({ state }) => state === 'planned');
      return db.read('messages').where('source_key', 'like', `lot.${lot!.id}.%`);
    };
    assert.equal((await reminders()).length, 0);
    await Promise.all([runConsumables(means, day(63)), runConsumables(means, day(64))]);
    await runConsumables(means, day(70));
    assert.equal((await reminders()).length, 2, 'the person and her mother, once');
    assert.deepEqual(await send(planId, day(63), { by: aunt }), {
      done: false,
      reason: 'see-only',
    });
    await assert.rejects(send(planId, day(63), { by: neighbour }), NotFound);
    // After the order-by date of the line: the first request was in time.
    const key = randomUUID();
    const [one, two] = await Promise.all([
      send(planId, day(63), { key }),
      send(planId, day(63), { key }),
    ]);
    assert.ok(one.done && two.done && one.reference === two.reference, JSON.stringify([one, two]));
    const lot = await request(one.reference);
    assert.deepEqual(
      [lot.status, lot.quantity, lot.money?.price],
      ['submitted', 365, 365 * 15_000],
    );
    assert.deepEqual(await states(planId), ['1 received', '2 sent', '3 planned']);
    assert.deepEqual(await yearsOf(entitlementId), [
      { norm: 1460, reserved: 0, used: 365 },
      { norm: 1460, reserved: 365, used: 0 },
    ]);
    await tracesOf(db, one.reference);
    assert.deepEqual(await send(planId, day(200)), { done: false, reason: 'lot-under-way' });

    const { version } = lot;
    const order = { at: day(63), reference: one.reference, version, key: randomUUID() };
    const far = approveLot(means, { ...order, by: town.farCaseworker });
    await assert.rejects(far, NotFound);
    const [first, second] = await Promise.all([
      approveLot(means, { ...order, by: saule }),
      approveLot(means, { ...order, by: saule }),
    ]);
    assert.ok(first.done && second.done, JSON.stringify([first, second]));
    assert.equal((await request(one.reference)).status, 'ordered');
    await arrive(one.reference, day(64));
    await runConsumables(means, day(65));
    assert.deepEqual((await yearsOf(entitlementId))[1], { norm: 1460, reserved: 0, used: 365 });
    await tracesOf(db, one.reference);
    await conserved(db, entitlementId);
  });

  void test('the yearly norm bounds what is sent, and the next lot waits for the next year', async () => {
    const { planId, entitlementId } = await planned(
      { quantity: 4000, first: 1400, orderBy: '2026-11-30' },
      { pieces: 1400, months: 1 },
    );
    await db
      .write('consumable_lots')
      .where({ plan_id: planId, state: 'planned' })
      .update({ opens_on: '2026-11-23' });
    const sent = await send(planId, day(1), { by: mother });
    assert.ok(sent.done, JSON.stringify(sent));
    assert.equal((await request(sent.reference)).quantity, 60, 'what the year has left');
    const next = (await lotsOf(db.write, [planId])).at(-1)!;
    assert.equal(next.opensOn, '2027-01-10');
    await all.withdraw({ by: aigerim, reference: sent.reference, at: day(2) });
    await runConsumables(means, day(3));
    assert.deepEqual(await yearsOf(entitlementId), [{ norm: 1460, reserved: 0, used: 1400 }]);
    assert.equal(
      (await lotsOf(db.write, [planId])).at(-1)!.opensOn,
      '2026-11-23',
      'may be sent again at once',
    );
    assert.ok((await send(planId, day(3))).done);
    await conserved(db, entitlementId);
    await assert.rejects(
      db.write('consumable_years').where({ entitlement_id: entitlementId }).update({ used: 1461 }),
      'the database itself says no',
    );
  });

  void test('whoever would pay more is asked again, and a dearer product is not taken unseen', async () => {
    const { planId } = await planned();
    const change = async (id: number, by = aigerim) => {
      const { version, pieces, months } = (await findPlan(db.write, planId))!;
      const changes = {
        pieces,
        months,
        deliveryAddress: 'Абай, 7',
        deliveryPhone: null,
        deliveryNote: null,
        offerId: id,
      };
      return changePlan(means, { by, at: day(63), planId, version, changes });
    };
    assert.deepEqual(await change(dearer), { done: false, reason: 'dearer' });
    assert.ok((await change(cheaper, mother)).done);
    assert.equal((await findPlan(db.write, planId))!.price, 12_000);
    await db.write('offers').where({ id: cheaper }).update({ price_tiyn: 25_000 });
    const refused = await send(planId, day(63));
    assert.deepEqual(refused, { done: false, reason: 'agreement-needed' });
    assert.deepEqual(await states(planId), ['1 received', '2 planned'], 'nothing was begun');
    const sent = await send(planId, day(63), { agreed: true });
    assert.ok(sent.done);
    const lot = await findRequest(db.write, sent.reference);
    assert.equal(lot!.money!.coPayment, 365 * 5000);
    assert.equal(lot!.delivery.address, 'Абай, 7');
    await db.write('offers').where({ id: cheaper }).update({ price_tiyn: 12_000 });
  });

  void test('a lot can be left out, and all can be stopped; what is under way stays', async () => {
    const { planId, entitlementId } = await planned();
    const plan = async () => (await findPlan(db.write, planId))!;
    const skip = async (at: Date) =>
      skipLot(means, { by: aigerim, at, planId, version: (await plan()).version });
    assert.deepEqual(await skip(day(10)), { done: false, reason: 'not-open-yet' });
    assert.ok((await skip(day(63))).done);
    assert.deepEqual(await states(planId), ['1 received', '2 skipped', '3 planned']);
    const order = { by: aigerim, at: day(64), planId, version: (await plan()).version };
    assert.deepEqual(await stopPlan(means, { ...order, by: aunt }), {
      done: false,
      reason: 'see-only',
    });
    assert.ok((await stopPlan(means, order)).done);
    assert.ok((await stopPlan(means, order)).done, 'the same button again');
    assert.deepEqual(await states(planId), ['1 received', '2 skipped', '3 dropped']);
    assert.equal(
      (await db.write('entitlements').where({ id: entitlementId }).first()).in_lots == false,
      true,
    );
    assert.deepEqual(await send(planId, day(300)), { done: false, reason: 'plan-ended' });
  });

  void test('a plan ends with its programme, or when all was received, and people hear of it once', async () => {
    const over = await planned({ validUntil: '2027-03-01' });
    const full = await planned({ quantity: 730 });
    const sent = await send(full.planId, day(63));
    assert.ok(sent.done);
    await approveLot(means, {
      by: saule,
      at: day(63),
      reference: sent.reference,
      version: (await request(sent.reference)).version,
      key: randomUUID(),
    });
    await arrive(sent.reference, day(64));
    await runConsumables(means, day(120));
    await runConsumables(means, day(121));
    assert.equal((await findPlan(db.read, over.planId))!.endReason, 'programme_ended');
    assert.equal((await findPlan(db.read, full.planId))!.endReason, 'used_up');
    for (const kind of ['consumables.programme_ended', 'consumables.used_up']) {
      assert.equal((await db.read('messages').where({ kind })).length, 2, kind);
    }
  });
});
