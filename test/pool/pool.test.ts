// Used aids: kept for one person at a time, offered to those who may be asked, received with the person's own code.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { findAid, type Condition } from '../../server/aids/aids.ts';
import type { Reader } from '../../server/accounts/reader.ts';
import {
  addAid,
  answerOffer,
  endIfOver,
  inspectAid,
  offerAid,
  supplyOffer,
  sweepPool,
  withdrawOffer,
  writeOffAid,
} from '../../server/pool/pool.ts';
import { listPool, matchesFor, openOfferOf } from '../../server/pool/store.ts';
import { findPoolDelivery } from '../../server/requests/pool-delivery.ts';
import { chooseUsed, confirmReceipt, type Outcome } from '../../server/requests/requests.ts';
import { Conflict, NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY, vault } from '../support/request-life.ts';
import { tracesOf } from '../support/traces.ts';

void describe('the pool', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, means, request, inStatus } = actsOf(db, town);
  const { aigerim, aunt, mother, neighbour, saule, dmitri, farCaseworker, officeId } = town;
  const DAY = 86_400_000;
  const day = (n: number) => new Date(MONDAY.getTime() + n * DAY);
  const aid = async (id: number) => (await findAid(db.write, id))!;

  const added = async (by: Reader = saule, aidClassCode = 'MM-01-01') =>
    addAid(db, { by, at: MONDAY, key: randomUUID(), aidClassCode, condition: 'good' });
  const inspect = async (id: number, condition: Condition = 'good', by: Reader = saule) =>
    inspectAid(db, {
      by,
      at: MONDAY,
      key: randomUUID(),
      aidId: id,
      version: (await aid(id)).version,
      condition,
      cleanedOn: '2026-11-20',
      note: null,
    });
  const sound = async () => {
    const id = await added();
    await inspect(id);
    return id;
  };
  const offer = (reference: string, aidId: number, by = saule, key: string = randomUUID()) =>
    offerAid(means, { by, at: MONDAY, reference, key, aidId });
  const openOffer = async (reference: string) =>
    openOfferOf(db.write, (await request(reference)).id);
  const answer = async (
    reference: string,
    accepted: boolean,
    by = aigerim,
    note: string | null = null,
  ) =>
    answerOffer(means, {
      by,
      at: MONDAY,
      reference,
      offerId: (await openOffer(reference))?.id ?? 0,
      accepted,
      note,
    });
  const supply = async (reference: string, by = saule, key: string = randomUUID()) =>
    supplyOffer(means, {
      by,
      at: MONDAY,
      reference,
      key,
      version: (await request(reference)).version,
      note: 'Бейсенбіде әкеледі',
    });
  const receive = async (reference: string, outcome: Outcome, by = aigerim, code?: string) => {
    const { id, version } = await request(reference);
    const sealed = (await findPoolDelivery(db.write, id))?.codeSealed;
    return confirmReceipt(means, {
      by,
      at: day(2),
      reference,
      version,
      key: randomUUID(),
      code: code ?? (sealed ? vault.unseal(sealed) : '000000'),
      outcome,
      note: 'тар',
    });
  };
  const onItsWay = async () => {
    const [reference, aidId] = [await inStatus('in_review'), await sound()];
    assert.ok((await offer(reference, aidId)).done);
    assert.ok((await answer(reference, true)).done);
    const sent = await supply(reference);
    assert.ok(sent.done, JSON.stringify(sent));
    return { reference, aidId };
  };

  void test('an office adds, checks and writes off; nobody else, and each form once', async () => {
    const key = randomUUID();
    const form = {
      by: saule,
      at: MONDAY,
      key,
      aidClassCode: 'MM-01-01',
      condition: 'good' as const,
    };
    const [one, two] = await Promise.all([addAid(db, form), addAid(db, form)]);
    assert.equal(one, two);
    assert.equal((await aid(one)).checkedOn, null);
    await assert.rejects(inspect(one, 'good', farCaseworker), NotFound);
    await inspect(one);
    assert.equal((await aid(one)).checkedOn, '2026-11-23');
    const stale = { by: saule, at: MONDAY, aidId: one, version: 1, note: 'сынған' };
    await assert.rejects(writeOffAid(db, { ...stale, key: randomUUID() }), Conflict);
    const { version } = await aid(one);
    await writeOffAid(db, { ...stale, version, key: randomUUID() });
    assert.equal((await aid(one)).state, 'written_off');
    const filter = { classCodes: null, condition: null, toCheck: false };
    const { rows } = await listPool(db.read, officeId, filter, { before: null, after: null }, 10);
    assert.ok(!rows.some(({ id }) => id === one));
  });

  void test('only what was checked and may serve is offered, and only to who may be asked', async () => {
    const reference = await inStatus('in_review');
    const unchecked = await added();
    assert.deepEqual(await offer(reference, unchecked), { done: false, reason: 'not-there' });
    const otherClass = await added(saule, 'MM-08');
    await inspect(otherClass);
    assert.deepEqual(await offer(reference, otherClass), { done: false, reason: 'not-there' });
    const broken = await added();
    await inspect(broken, 'broken');
    assert.deepEqual(await offer(reference, broken), { done: false, reason: 'not-there' });
    const far = await added(farCaseworker);
    await inspect(far, 'good', farCaseworker);
    assert.deepEqual(await offer(reference, far), { done: false, reason: 'not-there' });
    const good = await sound();
    await assert.rejects(offer(reference, good, farCaseworker), NotFound);
    assert.deepEqual(await offer(reference, good, dmitri), {
      done: false,
      reason: 'assigned-to-colleague',
    });
    const { version } = await request(reference);
    const said = { at: MONDAY, reference, version, key: randomUUID(), used: 'no' as const };
    assert.deepEqual(await chooseUsed(means, { ...said, by: aunt }), {
      done: false,
      reason: 'see-only',
    });
    assert.ok((await chooseUsed(means, { ...said, by: mother })).done);
    assert.deepEqual(await offer(reference, good), { done: false, reason: 'said-no' });
    const found = await matchesFor(
      db.read,
      { officeId, classCodes: ['MM-01-01'], quantity: 1 },
      10,
    );
    const ids = found.map(({ id }) => id);
    assert.ok(
      ids.includes(good) && ![unchecked, otherClass, broken, far].some((id) => ids.includes(id)),
    );
    await tracesOf(db, reference);
  });

  void test('two caseworkers at once: one aid is kept for one person', async () => {
    const [one, two] = [await inStatus('in_review'), await inStatus('in_review')];
    const aidId = await sound();
    const results = await Promise.all(
      [offer(one, aidId), offer(two, aidId)].map((p) => p.catch(() => null)),
    );
    assert.equal(results.filter((result) => result?.done).length, 1, JSON.stringify(results));
    const kept = (await aid(aidId)).reservedFor;
    const winner = (await request(one)).id === kept ? one : two;
    const key = randomUUID();
    assert.deepEqual(await offer(winner, await sound(), saule, key), {
      done: false,
      reason: 'already-offered',
    });
    const told = await db
      .read('messages')
      .where({ kind: 'pool.offered', request_id: kept })
      .select('account_id');
    assert.deepEqual(
      told.map(({ account_id }) => account_id).toSorted((a, b) => a - b),
      [aigerim, mother].map(({ accountId }) => accountId),
    );
  });

  void test('a no frees the aid and changes nothing else; a caseworker writes down how it was said', async () => {
    const [reference, aidId] = [await inStatus('in_review'), await sound()];
    await offer(reference, aidId);
    const before = await request(reference);
    await assert.rejects(answer(reference, true, neighbour), NotFound);
    assert.deepEqual(await answer(reference, true, aunt), { done: false, reason: 'see-only' });
    assert.deepEqual(await answer(reference, false, saule), {
      done: false,
      reason: 'note-missing',
    });
    assert.ok((await answer(reference, false, saule, 'телефонмен айтты')).done);
    assert.equal((await aid(aidId)).reservedFor, null);
    assert.deepEqual(await request(reference), before);
    assert.deepEqual(await answer(reference, true), { done: false, reason: 'offer-over' });
    assert.deepEqual(await supply(reference), { done: false, reason: 'not-accepted' });
  });

  void test('what was accepted is sent without a supplier or a co-payment, and only the person receives it', async () => {
    const { reference, aidId } = await onItsWay();
    const sent = await request(reference);
    assert.deepEqual([sent.status, sent.offerId, sent.money?.coPayment], ['dispatched', null, 0]);
    await tracesOf(db, reference);
    const code = vault.unseal((await findPoolDelivery(db.write, sent.id))!.codeSealed);
    const told = await db.read('messages').where('body', 'like', `%${code}%`).select('account_id');
    assert.equal(told.length, 2, 'the person and her mother, no caseworker');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    assert.deepEqual(await receive(reference, 'fits', aigerim, wrong), {
      done: false,
      reason: 'wrong-code',
    });
    await assert.rejects(receive(reference, 'fits', town.askar), NotFound);
    assert.ok((await receive(reference, 'fits')).done);
    const theirs = await aid(aidId);
    assert.deepEqual(
      [theirs.state, theirs.applicantId, theirs.secondHand, theirs.reservedFor],
      ['in_use', town.applicantId, true, null],
    );
    await tracesOf(db, reference);
    await all.note({ by: saule, reference });
  });

  void test('one that does not fit goes back, and the request goes on with what was chosen', async () => {
    const { reference, aidId } = await onItsWay();
    assert.ok((await receive(reference, 'does_not_fit')).done);
    const again = await request(reference);
    assert.deepEqual(
      [again.status, again.offerId, again.money?.price],
      ['in_review', town.offerId, 10_000_000],
    );
    assert.ok(again.decisionDueOn);
    const back = await aid(aidId);
    assert.deepEqual([back.state, back.reservedFor, back.checkedOn], ['in_pool', null, null]);
    await tracesOf(db, reference);
    assert.ok((await all.approve({ by: saule, reference })).done, 'and can be ordered');
    await tracesOf(db, reference);
  });

  void test('offers lapse by date, once, and end with what else becomes of the request', async () => {
    const [late, moved, taken] = [
      await inStatus('in_review'),
      await inStatus('in_review'),
      await inStatus('in_review'),
    ];
    const aids = [await sound(), await sound(), await sound()] as const;
    await offer(late, aids[0]);
    await offer(moved, aids[1]);
    await answer(moved, true);
    await all.approve({ by: saule, reference: moved });
    const over = { done: false, reason: 'offer-over' };
    assert.deepEqual(await answer(moved, true), over, 'a new one was approved');
    assert.equal((await supply(moved)).done, false, 'never two aids for one request');
    assert.equal((await request(moved)).status, 'ordered');
    assert.equal((await aid(aids[1])).reservedFor, (await request(moved)).id);
    await endIfOver(means, (await request(moved)).id, MONDAY);
    assert.equal(await openOffer(moved), null, 'ended at once when looked at');
    assert.equal((await aid(aids[1])).reservedFor, null);
    await offer(taken, aids[2]);
    await assert.rejects(
      writeOffAid(db, {
        by: saule,
        at: MONDAY,
        key: randomUUID(),
        aidId: aids[2],
        version: (await aid(aids[2])).version,
        note: 'x',
      }),
      Conflict,
    );
    const open = (await openOffer(taken))!;
    const back = { at: MONDAY, reference: taken, offerId: open.id };
    await assert.rejects(withdrawOffer(means, { ...back, by: farCaseworker }), NotFound);
    assert.ok((await withdrawOffer(means, { ...back, by: dmitri })).done);
    await sweepPool(means, day(1));
    assert.equal((await openOffer(late))?.state, 'offered');
    assert.equal((await aid(aids[1])).reservedFor, null, 'ordered instead');
    await Promise.all([sweepPool(means, day(20)), sweepPool(means, day(20))]);
    assert.equal(await openOffer(late), null);
    assert.deepEqual(
      [(await aid(aids[0])).reservedFor, (await aid(aids[2])).reservedFor],
      [null, null],
    );
    const told = await db
      .read('messages')
      .where({ kind: 'pool.lapsed', request_id: (await request(late)).id });
    assert.equal(told.length, 3, 'the family, once');
  });
});
