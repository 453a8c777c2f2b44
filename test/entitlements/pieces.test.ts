// Pieces of a line in a programme: granted = reserved + used + free, whoever asks at the same moment.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inTransaction } from '../../server/database.ts';
import {
  daysLeft,
  findEntitlement,
  release,
  reserve,
  spend,
  usualQuantity,
  whyNot,
  type Entitlement,
} from '../../server/entitlements/entitlements.ts';
import { freshDatabase } from '../support/database.ts';
import { makeEntitlement, makeTown } from '../support/people.ts';

void describe('the pieces of a line', async () => {
  const db = await freshDatabase();
  const { applicantId } = await makeTown(db);
  const line = (quantity: number) => makeEntitlement(db, { applicantId, quantity });
  const pieces = async (id: number) => {
    const { quantity, reserved, used, free } = (await findEntitlement(db.write, id))!;
    assert.equal(reserved + used + free, quantity);
    return { reserved, used, free };
  };

  void test('are reserved, used and freed, and never more than were granted', async () => {
    const id = await line(3);
    assert.equal(await inTransaction(db, (trx) => reserve(trx, id, 2)), true);
    assert.equal(await inTransaction(db, (trx) => reserve(trx, id, 2)), false);
    assert.deepEqual(await pieces(id), { reserved: 2, used: 0, free: 1 });
    await inTransaction(db, (trx) => spend(trx, id, 1));
    await inTransaction(db, (trx) => release(trx, id, 1));
    assert.deepEqual(await pieces(id), { reserved: 0, used: 1, free: 2 });
    for (const undo of [release, spend]) {
      await assert.rejects(
        inTransaction(db, (trx) => undo(trx, id, 1)),
        /has not reserved/,
      );
    }
    assert.deepEqual(await pieces(id), { reserved: 0, used: 1, free: 2 });
  });

  void test('go to one of many who ask at once', async () => {
    const id = await line(5);
    const got = await Promise.all(
      Array.from({ length: 8 }, () => inTransaction(db, (trx) => reserve(trx, id, 2))),
    );
    assert.equal(got.filter(Boolean).length, 2);
    assert.deepEqual(await pieces(id), { reserved: 4, used: 0, free: 1 });
  });

  void test('are asked for one by one, and all at once where they are used up', () => {
    const cases: [number, number, number][] = [
      [1, 1, 1],
      [2, 2, 1],
      [4, 3, 1],
      [5, 5, 5],
      [600, 240, 240],
      [2, 0, 0],
    ];
    for (const [quantity, free, expected] of cases) {
      assert.equal(usualQuantity({ quantity, free }), expected, `${free} of ${quantity}`);
    }
  });

  void test('cannot be asked for while a request runs, when used up, or when a date has passed', async () => {
    const entitlement = (await findEntitlement(db.write, await line(1)))!;
    const day = '2026-11-23';
    const cases: [Partial<Entitlement>, ReturnType<typeof whyNot>][] = [
      [{}, null],
      [{ request: { reference: '7K3M-9QX2', status: 'draft' } }, 'live-request-exists'],
      [{ free: 0 }, 'entitlement-used'],
      [{ programmeValidUntil: day }, null],
      [{ programmeValidUntil: '2026-11-22' }, 'programme-expired'],
      [{ orderBy: day }, null],
      [{ orderBy: '2026-11-22' }, 'order-by-passed'],
    ];
    for (const [change, expected] of cases) {
      assert.equal(whyNot({ ...entitlement, ...change }, day), expected, JSON.stringify(change));
    }
    assert.equal(daysLeft({ orderBy: day }, day), 0);
    assert.equal(daysLeft({ orderBy: '2026-11-22' }, day), -1);
  });
});
