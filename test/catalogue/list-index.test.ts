// The parts of the index, each against the plainest way to do the same.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bits } from '../../server/catalogue/bits.ts';
import type { ListedOffer } from '../../server/catalogue/listed-offers.ts';
import { OfferRows } from '../../server/catalogue/offer-rows.ts';
import { Order, smallest } from '../../server/catalogue/order.ts';
import { chance } from './random-catalogue.ts';

describe('a set of bits', () => {
  it('does as a set does', () => {
    const pick = chance(5);
    const [one, other] = [new Bits(), new Bits(500)];
    const [plainOne, plainOther] = [new Set<number>(), new Set<number>()];
    for (let step = 0; step < 900; step++) {
      const [bits, plain] = pick(2) ? [one, plainOne] : [other, plainOther];
      const [at, on] = [pick(400), pick(3) > 0];
      bits.set(at, on);
      if (on) plain.add(at);
      else plain.delete(at);
    }
    const inOrder = (all: Iterable<number>) => [...all].toSorted((a, b) => a - b);
    assert.deepEqual([...one.toArray()], inOrder(plainOne));
    assert.equal(one.size, plainOne.size);
    const both = [...plainOne].filter((at) => plainOther.has(at));
    assert.deepEqual([...one.copy().and(other).toArray()], inOrder(both));
    const either = new Set([...plainOne, ...plainOther]);
    assert.deepEqual([...one.copy().or(other).toArray()], inOrder(either));
    const without = [...plainOne].filter((at) => !plainOther.has(at));
    assert.deepEqual([...one.copy().andNot(other).toArray()], inOrder(without));
    assert.ok(!one.isEmpty && one.copy().andNot(one).isEmpty);
  });
});

describe('the offers in memory', () => {
  it('are those that were put last, however many came and went before', () => {
    const pick = chance(6);
    const rows = new OfferRows();
    const plain = new Map<number, ListedOffer[]>();
    for (let step = 0; step < 20_000; step++) {
      const slot = pick(1500);
      const offers = Array.from({ length: pick(9) }, () => ({
        variantId: pick(1e6),
        supplierId: 1 + pick(9),
        price: pick(2e9) * 1000,
        days: pick(300),
        regions: String(pick(5)),
      }));
      rows.put(slot, offers, Number);
      plain.set(slot, offers);
    }
    for (const [slot, offers] of plain) {
      const found: ListedOffer[] = [];
      for (let at = rows.firstOf(slot); at < rows.endOf(slot); at++) {
        found.push({
          variantId: rows.variantAt(at),
          supplierId: rows.supplierAt(at),
          price: rows.priceAt(at),
          days: rows.daysAt(at),
          regions: String(rows.areaAt(at)),
        });
      }
      assert.deepEqual(found, offers);
    }
    const visited: number[] = [];
    rows.eachSlotOf(3, (slot) => visited.push(slot));
    const expected = [...plain].flatMap(([slot, offers]) =>
      offers.filter(({ supplierId }) => supplierId === 3).map(() => slot),
    );
    const sorted = (all: number[]) => all.toSorted((a, b) => a - b);
    assert.deepEqual(sorted(visited), sorted(expected));
  });
});

describe('an order', () => {
  it('stays in order when keys change, products come and go', () => {
    const pick = chance(7);
    const keys = new Map<number, number>();
    const listed = new Bits();
    const idOf = (slot: number) => 1000 - slot;
    const order = new Order({ keyOf: (slot) => keys.get(slot)!, idOf, listed });
    for (let round = 0; round < 30; round++) {
      for (let change = 0; change < 20; change++) {
        const slot = pick(200);
        keys.set(slot, pick(12));
        listed.set(slot, pick(4) > 0);
        order.touch(slot);
      }
      const expected = [...listed.toArray()].toSorted(
        (a, b) => keys.get(a)! - keys.get(b)! || idOf(a) - idOf(b),
      );
      const all = { behind: null, limit: 999, backwards: false };
      assert.deepEqual(order.next(listed, all), expected);
      assert.deepEqual(order.next(listed, { ...all, backwards: true }), expected.toReversed());
      const at = pick(expected.length);
      const behind = { key: keys.get(expected[at]!)!, id: idOf(expected[at]!) };
      assert.deepEqual(
        order.next(listed, { behind, limit: 5, backwards: false }),
        expected.slice(at + 1, at + 6),
      );
      const column = Float64Array.from({ length: 200 }, (_, slot) => keys.get(slot) ?? 0);
      assert.deepEqual(
        smallest(listed.toArray(), column, idOf, { behind, limit: 5 }),
        expected.slice(at + 1, at + 6),
      );
    }
  });
});
