// A trial before the decision: who grants it, how long it runs, what is asked at its end, and how the case goes on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { runDeadlines } from '../../server/requests/requests.ts';
import { answerTrial, endTrial, grantTrial } from '../../server/trials/acts.ts';
import { remindOfTrials } from '../../server/trials/reminders.ts';
import { findOpenTrial, listTrials } from '../../server/trials/trials.ts';
import { NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeAmount, makeOffer, makeTown } from '../support/people.ts';
import { actsOf, MONDAY, type Typed } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

const day = (iso: string) => new Date(`${iso}T05:00:00Z`);

void describe('a trial', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request, means } = actsOf(db, town);
  const { aigerim, saule, dmitri, supplierId } = town;
  await makeAmount(db, 'TT-03', 50_000_000);
  const offerId = await makeOffer(db, { supplierId, aidClass: 'TT-03' });

  const order = async ({ by, at = MONDAY, key = randomUUID(), reference }: Typed) => ({
    by,
    at,
    key,
    reference,
    version: (await request(reference)).version,
  });
  const GIVEN = {
    what: 'Оқитын машина',
    supplierId,
    handover: 'Дүкеннен аласыз, Абай 1',
    from: '2026-11-24',
    until: '2026-12-04',
  };
  const grant = async (reference: string, given: Partial<typeof GIVEN> = {}, by = saule) =>
    grantTrial(means, { ...(await order({ by, reference })), ...GIVEN, ...given });
  const inReview = async (aidClass = 'TT-03', offer = offerId) => {
    const reference = await start({ aidClass, offerId: offer });
    await all.submit({ by: aigerim, reference });
    await all.take({ by: saule, reference });
    return reference;
  };
  const ANSWER = { does: 'partly', keeps: 'yes', words: 'Жазуы ұсақ' } as const;
  const onTrial = async () => {
    const reference = await inReview();
    const granted = await grant(reference);
    assert.deepEqual(granted, { done: true, reference });
    return reference;
  };
  const messagesOf = async (reference: string, kind: string) =>
    db.read('messages').where({ kind, request_id: (await request(reference)).id });

  // The person and their mother hear of it, each once.
  const toldOnce = async (reference: string, kind: string) => {
    const readers = (await messagesOf(reference, kind)).map(({ account_id }) => account_id);
    assert.ok(readers.length > 0 && readers.length === new Set(readers).size, kind);
  };

  void test('pauses the decision, is seen with its dates, and goes on with the answers', async () => {
    const reference = await onTrial();
    const held = await request(reference);
    assert.deepEqual(
      [held.status, held.hold, held.decisionDueOn, held.decisionDaysLeft],
      ['in_review', { kind: 'trial', until: '2026-12-11' }, null, 10],
    );
    assert.equal(held.dueOn, '2026-12-11', 'five working days after the trial');
    const [message] = await messagesOf(reference, 'request.trial_granted');
    assert.match(message.body, /Оқитын машина[\s\S]*Абай 1/);
    await tracesOf(db, reference);
    for (const act of [all.approve, all.refuse, all.ask]) {
      assert.deepEqual(await act({ by: saule, reference }), { done: false, reason: 'on-hold' });
    }

    const answered = await answerTrial(means, {
      ...(await order({ by: aigerim, reference, at: day('2026-12-04') })),
      ...ANSWER,
    });
    assert.equal(answered.done, true);
    const { hold, dueOn } = await request(reference);
    assert.deepEqual([hold, dueOn], [null, '2026-12-21']);
    const [trial] = await listTrials(db.read, held.id);
    assert.deepEqual(
      [trial?.open, trial?.answer?.does, trial?.answer?.keeps, trial?.answer?.words],
      [false, 'partly', 'yes', 'Жазуы ұсақ'],
    );
    await tracesOf(db, reference);
  });

  void test('reminds once before its end, and the case goes on by itself after the last day to answer', async () => {
    const reference = await onTrial();
    const { id } = await request(reference);
    await remindOfTrials(means, day('2026-11-30'));
    assert.equal((await messagesOf(reference, 'request.trial_reminded')).length, 0);
    await Promise.all([
      remindOfTrials(means, day('2026-12-02')),
      remindOfTrials(means, day('2026-12-02')),
    ]);
    await remindOfTrials(means, day('2026-12-03'));
    await toldOnce(reference, 'request.trial_reminded');

    await runDeadlines(means, day('2026-12-11'));
    assert.ok(await findOpenTrial(db.read, id), 'the last day is still the person’s');
    await runDeadlines(means, day('2026-12-14'));
    await runDeadlines(means, day('2026-12-15'));
    assert.equal((await request(reference)).hold, null);
    await toldOnce(reference, 'request.trial_over');
    const late = await answerTrial(means, {
      ...(await order({ by: aigerim, reference, at: day('2026-12-15') })),
      ...ANSWER,
    });
    assert.deepEqual(late, { done: false, reason: 'not-on-trial' });
    await tracesOf(db, reference);
  });

  void test('is for classes that have a term, no longer than it, from a supplier of the region', async () => {
    const reference = await inReview();
    for (const [wrong, why] of [
      [{ until: '2026-12-20' }, 'trial-too-long'],
      [{ from: '2026-11-22' }, 'hold-in-past'],
      [{ until: '2026-11-23' }, 'hold-in-past'],
      [{ supplierId: 99_999 }, 'supplier-not-here'],
    ] as const) {
      assert.deepEqual(await grant(reference, wrong), { done: false, reason: why });
    }
    const other = await inReview('MM-04', await makeOffer(db, { supplierId, aidClass: 'MM-04' }));
    assert.deepEqual(await grant(other), { done: false, reason: 'trial-not-for-class' });
  });

  void test('is answered by the family, or told to staff who say how; not by strangers', async () => {
    const reference = await onTrial();
    const by = async (who: Typed['by'], told?: 'phone') =>
      answerTrial(means, { ...(await order({ by: who, reference })), ...ANSWER, told });
    await assert.rejects(by(town.rival), NotFound);
    await assert.rejects(by(town.neighbour), NotFound);
    assert.deepEqual(await by(saule), { done: false, reason: 'told-missing' });
    assert.deepEqual(await by(aigerim, 'phone'), { done: false, reason: 'told-missing' });
    assert.equal((await by(dmitri, 'phone')).done, true);
    const [told] = await messagesOf(reference, 'request.trial_answer_recorded');
    assert.match(told.body, /Жазуы ұсақ/);
    await tracesOf(db, reference);
  });

  void test('may be ended early by whoever has the case, with a sentence for the person', async () => {
    const reference = await onTrial();
    const note = 'Жеткізуші бере алмады.';
    const end = async (by: Typed['by']) =>
      endTrial(means, { ...(await order({ by, reference })), note });
    assert.deepEqual(await end(dmitri), { done: false, reason: 'assigned-to-colleague' });
    assert.equal((await end(saule)).done, true);
    assert.deepEqual(await end(saule), { done: false, reason: 'not-on-trial' });
    const [message] = await messagesOf(reference, 'request.trial_ended');
    assert.ok(message.body.includes(note));
    await tracesOf(db, reference);
  });

  void test('is granted once when the form is sent twice at once, and ends with a withdrawn request', async () => {
    const reference = await inReview();
    const form = { ...(await order({ by: saule, reference })), ...GIVEN };
    const results = await Promise.all([grantTrial(means, form), grantTrial(means, form)]);
    assert.ok(results.every(({ done }) => done));
    const { id } = await request(reference);
    assert.equal((await listTrials(db.read, id)).length, 1);
    await all.withdraw({ by: aigerim, reference });
    assert.equal(await findOpenTrial(db.read, id), null);
    await remindOfTrials(means, day('2026-12-03'));
    assert.equal((await messagesOf(reference, 'request.trial_reminded')).length, 0);
    await tracesOf(db, reference);
  });
});
