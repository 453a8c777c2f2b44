// Six weeks after it arrived: all is well and the request closes, or it opens again and the books agree.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAftercare } from '../../server/aftercare/by-date.ts';
import { lastHalfYear, outcomeOf, type FitAnswers } from '../../server/aftercare/fit-rules.ts';
import { runDeadlines } from '../../server/requests/requests.ts';
import { NotFound } from '../../server/web/errors.ts';
import { makeEntitlement } from '../support/people.ts';
import { careTown, MONDAY, must, mustNot, WELL } from './scene.ts';

const { db, town, means, requests, received, ...care } = await careTown();
const { aigerim, mother, aunt, neighbour, saule, farCaseworker } = town;

void describe('what the answers lead to', () => {
  const cases: [Partial<FitAnswers>, boolean, string][] = [
    [{}, true, 'good'],
    [{ uses: 'sometimes' }, true, 'good'],
    [{ does: 'broken', hurts: 'danger' }, true, 'repair'],
    [{ fits: 'too_large' }, true, 'misfit'],
    [{ hurts: 'pressure' }, true, 'misfit'],
    [{ does: 'no' }, true, 'misfit'],
    [{ does: 'partly' }, true, 'talk'],
    [{ uses: 'never' }, true, 'talk'],
    [{ fits: 'too_small' }, false, 'early'],
    [{ fits: 'too_large' }, false, 'talk'],
    [{ hurts: 'danger' }, false, 'talk'],
  ];
  for (const [answers, canReopen, expected] of cases) {
    void it(`${JSON.stringify(answers)}${canReopen ? ' in time' : ''}: ${expected}`, () => {
      const { words: _, ...well } = WELL;
      assert.equal(outcomeOf({ ...well, ...answers }, { canReopen }), expected);
    });
  }

  void it('a child is asked in the latest half year only', () => {
    assert.equal(lastHalfYear('2026-01-31', 6, '2026-07-30'), null);
    assert.equal(lastHalfYear('2026-01-31', 6, '2026-07-31'), '2026-07-31');
    assert.equal(lastHalfYear('2024-01-31', 6, '2026-03-01'), '2026-01-31');
  });
});

void describe('the fit check after six weeks', () => {
  void it('closes the request when all is well, once however often it is sent', async () => {
    const { reference, aid } = await received();
    const key = 'all-is-well-1';
    must(await care.answer(aid.id, { by: mother, key }));
    must(await care.answer(aid.id, { by: mother, key }));
    const request = await requests.request(reference);
    assert.equal(request.status, 'closed');
    assert.equal(request.dueOn, null);
    assert.equal((await db.write('fit_checks').where({ aid_id: aid.id })).length, 1);
    mustNot(await care.answer(aid.id, { by: mother }), 'nothing-asked');
    assert.ok((await care.kinds(town.applicantId)).includes('request.fit_confirmed'));
  });

  void it('answered twice at once it is answered once', async () => {
    const { reference, aid } = await received();
    const results = await Promise.allSettled([
      care.answer(aid.id, { by: aigerim }),
      care.answer(aid.id, { by: mother }),
    ]);
    assert.equal(results.filter((one) => one.status === 'fulfilled' && one.value.done).length, 1);
    assert.equal((await requests.request(reference)).status, 'closed');
    assert.equal((await db.write('fit_checks').where({ aid_id: aid.id })).length, 1);
  });

  void it('a problem opens request, order and entitlement again, until it is put right', async () => {
    const { reference, aid } = await received();
    assert.deepEqual(await care.entitlement(reference), { quantity: 1, reserved: 0, used: 1 });
    must(await care.answer(aid.id, { by: aigerim }, { fits: 'too_large', words: 'Тым кең' }));
    const request = await requests.request(reference);
    assert.equal(request.status, 'misfit');
    assert.ok(request.dueOn && request.dueOn > '2026-11-23');
    assert.deepEqual(await care.entitlement(reference), { quantity: 1, reserved: 1, used: 0 });
    const order = await db.write('orders').where({ request_id: request.id }).first();
    assert.equal(order.status, 'misfit');
    assert.equal(order.closed_on, null);
    assert.equal(order.misfit_note, 'Тым кең');
    assert.equal((await care.aid(aid.id)).state, 'in_repair');

    must(await requests.all.remedy({ by: town.askar, reference }));
    must(await requests.all.receive({ by: aigerim, reference }));
    assert.deepEqual(await care.entitlement(reference), { quantity: 1, reserved: 0, used: 1 });
    const again = await care.aid(aid.id);
    assert.equal(again.state, 'in_use');
    assert.equal((await db.write('aids').where({ order_id: order.id })).length, 1);
  });

  void it('what the supplier takes back is no longer the person’s', async () => {
    const { reference, aid } = await received();
    must(await care.answer(aid.id, { by: aigerim }, { hurts: 'pressure' }));
    must(await requests.all.takeBack({ by: town.askar, reference }));
    assert.equal((await care.aid(aid.id)).state, 'returned');
    assert.equal((await requests.request(reference)).status, 'choosing_again');
  });

  void it('cannot open again while another request for the line lives: a specialist talks', async () => {
    const { reference, aid } = await received();
    const { entitlementId } = await requests.request(reference);
    await db.write('entitlements').where({ id: entitlementId }).update({ quantity: 2 });
    const other = await requests.start();
    await db
      .write('requests')
      .where({ reference: other })
      .update({ entitlement_id: entitlementId });
    const answered = await care.answer(aid.id, { by: aigerim }, { fits: 'too_large' });
    assert.deepEqual(answered, { done: true, outcome: 'talk' });
    assert.equal((await requests.request(reference)).status, 'received');
    mustNot(await care.talk(aid.id, { by: saule }, false), 'live-request-exists');
    must(await care.talk(aid.id, { by: saule }));
    assert.equal((await requests.request(reference)).status, 'closed');
  });

  void it('is not answered by strangers, onlookers or other offices', async () => {
    const { reference, aid } = await received();
    await assert.rejects(care.answer(aid.id, { by: neighbour }), NotFound);
    await assert.rejects(care.answer(aid.id, { by: town.rival, side: 'supplier' }), NotFound);
    await assert.rejects(care.answer(aid.id, { by: farCaseworker, side: 'office' }), NotFound);
    await assert.rejects(
      care.answer(aid.id, { by: saule }),
      NotFound,
      'not from the family’s desk',
    );
    mustNot(await care.answer(aid.id, { by: aunt }), 'see-only');
    must(await care.answer(aid.id, { by: saule, side: 'office' }));
    assert.equal((await requests.request(reference)).status, 'closed');
    const check = await db.write('fit_checks').where({ aid_id: aid.id }).first();
    assert.equal(check.told, 'phone');
  });

  void it('is asked after four weeks, and nobody who was not asked is cut off', async () => {
    const { reference } = await received();
    const day = (days: number) => new Date(MONDAY.getTime() + days * 86_400_000);
    const asked = async () =>
      (
        await db
          .write('messages')
          .join('requests', 'requests.id', 'messages.request_id')
          .where({ reference, 'messages.kind': 'request.fit_check_asked' })
          .distinct('messages.created_at')
      ).length;
    await runDeadlines(means, day(27));
    assert.equal(await asked(), 0);
    await runDeadlines(means, day(28));
    await runDeadlines(means, day(29));
    assert.equal(await asked(), 1);
    await runDeadlines(means, day(43));
    assert.equal((await requests.request(reference)).status, 'closed');

    const { reference: late } = await received();
    await runDeadlines(means, day(60));
    assert.equal((await requests.request(late)).status, 'received', 'asked now, with days left');
    await runDeadlines(means, day(90));
    assert.equal((await requests.request(late)).status, 'closed');
  });
});

void describe('a child', () => {
  const later = (iso: string) => new Date(`${iso}T05:00:00Z`);

  void it('is asked each half year, once for a round, after a standstill only for the latest', async () => {
    const { aid } = await received();
    must(await care.answer(aid.id, { by: mother }));
    await db.write('applicants').where({ id: town.applicantId }).update({ born_on: '2018-03-01' });
    const rounds = () =>
      db.write('fit_checks').where({ aid_id: aid.id, kind: 'half_year' }).orderBy('id');
    await runAftercare(means, later('2027-05-22'));
    assert.equal((await rounds()).length, 0);
    await runAftercare(means, later('2028-06-01'));
    await runAftercare(means, later('2028-06-02'), 1);
    const [round] = await rounds();
    assert.equal((await rounds()).length, 1);
    assert.equal(round.opened_on, '2028-05-23');
    assert.equal(round.state, 'open');
    const answered = await care.answer(
      aid.id,
      { by: mother, at: later('2028-06-03') },
      { fits: 'too_small' },
    );
    assert.deepEqual(answered, { done: true, outcome: 'early' });
    await runAftercare(means, later('2028-06-04'));
    assert.equal((await rounds()).length, 1, 'the round was answered');
    await runAftercare(means, later('2028-12-01'));
    await runAftercare(means, later('2029-01-15'));
    assert.deepEqual(
      (await rounds()).map(({ state }: { state: string }) => state),
      ['answered', 'missed'],
    );
    await db.write('applicants').where({ id: town.applicantId }).update({ born_on: '1985-04-12' });
  });
});

void describe('the line of a programme', () => {
  void it('opens again at the replacement date, once, while the programme is in force', async () => {
    const { aid, reference } = await received();
    const { entitlementId } = await requests.request(reference);
    await db
      .write('entitlements')
      .whereNot({ id: entitlementId })
      .update({ order_by: '2026-11-01' });
    await db.write('aids').where({ id: aid.id }).update({ replacement_from: '2027-02-01' });
    const lines = () => db.write('renewals').where({ aid_id: aid.id });
    await runAftercare(means, new Date('2027-01-31T05:00:00Z'));
    assert.equal((await lines()).length, 0);
    await runAftercare(means, new Date('2027-02-05T05:00:00Z'));
    await runAftercare(means, new Date('2027-02-06T05:00:00Z'));
    const [line] = await lines();
    assert.equal((await lines()).length, 1);
    assert.notEqual(line.entitlement_id, entitlementId);
    const opened = await db.write('entitlements').where({ id: line.entitlement_id }).first();
    assert.equal(opened.order_by, '2027-04-05');
    assert.ok((await care.kinds(town.applicantId)).includes('aid.renewed'));
  });

  void it('does not open beside a line that is free anyway', async () => {
    const { aid } = await received();
    await db.write('aids').where({ id: aid.id }).update({ replacement_from: '2027-02-01' });
    await makeEntitlement(db, { applicantId: town.applicantId });
    await runAftercare(means, new Date('2027-02-05T05:00:00Z'));
    assert.equal((await db.write('renewals').where({ aid_id: aid.id })).length, 0);
  });
});
