// The place in an office's queue: reckoned by the job, read by the person, with the reason where it moved back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { movesOf, placeOf, reckonPlaces } from '../../server/expectations/expectations.ts';
import {
  inOrder,
  movesBack,
  type Known,
  type Waiting,
} from '../../server/expectations/queue-changes.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';

const waiting = fc.record({
  priority: fc.integer({ min: 0, max: 2 }),
  queuedOn: fc.integer({ min: 1, max: 9 }).map((n) => `2026-11-0${n}`),
  was: fc.boolean(),
  is: fc.boolean(),
});

void test('whoever moved back hears of as many others as came before them, whatever changed', () => {
  fc.assert(
    fc.property(fc.array(waiting, { maxLength: 30 }), (list) => {
      const all: (Waiting & { was: boolean; is: boolean })[] = list.map((one, id) => ({
        ...one,
        id,
      }));
      const old = inOrder(all.filter(({ was }) => was));
      const before = new Map<number, Known>(
        old.map((one, at) => [one.id, { ...one, place: at + 1 }]),
      );
      const queue = inOrder(all.filter(({ is }) => is));
      const moves = movesBack(queue, before);
      for (const [at, { id, priority }] of queue.entries()) {
        const known = before.get(id);
        const move = moves.find((one) => one.id === id);
        assert.equal(Boolean(move), Boolean(known && at + 1 > known.place));
        if (!move) continue;
        const came = queue.slice(0, at).filter((one) => !before.has(one.id));
        const urgent = came.filter((one) => one.priority > priority).length;
        assert.deepEqual([move.urgent, move.earlier], [urgent, came.length - urgent]);
        assert.ok(move.urgent + move.earlier >= move.to - move.from);
      }
    }),
  );
});

void describe('the job', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { all, start, request } = actsOf(db, town);
  const { aigerim, saule } = town;
  const later = (minutes: number) => new Date(MONDAY.getTime() + minutes * 60_000);
  const submit = async () => {
    const reference = await start();
    await all.submit({ by: aigerim, reference });
    return reference;
  };
  const place = async (reference: string) =>
    (await placeOf(db.read, (await request(reference)).id))?.place ?? null;
  const last = async (reference: string) =>
    (await movesOf(db.read, (await request(reference)).id, 1))[0];

  const [one, two, three] = [await submit(), await submit(), await submit()];

  void test('orders by urgency, date and number, and changes nothing when nothing changed', async () => {
    await reckonPlaces(db, MONDAY);
    assert.deepEqual([await place(one), await place(two), await place(three)], [1, 2, 3]);
    assert.equal((await placeOf(db.read, (await request(one)).id))?.waiting, 3);
    assert.equal(await last(three), undefined);
    const writes: string[] = [];
    const listen = ({ sql }: { sql: string }) => void writes.push(sql);
    db.write.on('query', listen);
    await Promise.all([reckonPlaces(db, later(1)), reckonPlaces(db, later(1))]);
    db.write.off('query', listen);
    assert.equal(writes.filter((sql) => /insert into .queue_(places|moves)/.test(sql)).length, 0);
  });

  void test('an urgent request comes first, and those behind it hear why, but not who', async () => {
    await db.write('requests').where({ reference: three }).update({ priority: 1 });
    await reckonPlaces(db, later(2));
    assert.deepEqual([await place(three), await place(one), await place(two)], [1, 2, 3]);
    const move = (await last(two))!;
    assert.deepEqual([move.reason, move.from, move.to, move.urgent], ['others', 2, 3, 1]);
    assert.equal(await last(three), undefined, 'to move forward needs no reason');
  });

  void test('a case that waits for an answer leaves the queue and comes back at its date', async () => {
    await all.take({ by: saule, reference: one });
    await all.ask({ by: saule, reference: one });
    await reckonPlaces(db, later(3));
    assert.equal(await place(one), null);
    assert.equal((await last(one))!.reason, 'paused');
    assert.equal(await place(two), 2);
    await all.answer({ by: aigerim, reference: one });
    await reckonPlaces(db, later(4));
    assert.equal(await place(one), 2);
    assert.deepEqual([(await last(one))!.reason, (await last(one))!.to], ['back', 2]);
    const behind = (await last(two))!;
    assert.deepEqual([behind.reason, behind.urgent, behind.earlier], ['others', 0, 1]);
  });

  void test('another office, or a decision, ends the place', async () => {
    const { officeId } = town.farCaseworker;
    await db.write('requests').where({ reference: two }).update({ office_id: officeId });
    await all.refuse({ by: saule, reference: one });
    await reckonPlaces(db, later(5));
    assert.equal(await place(one), null);
    assert.equal((await last(one))!.reason, 'back', 'who has a decision hears of that');
    assert.equal(await place(two), 1);
    assert.equal((await last(two))!.reason, 'office');
  });
});
