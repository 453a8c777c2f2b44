// Products in the order of a key, then of their ids. They are known by their slots in the index.
import { Bits } from './bits.ts';

/** Where a product stands. The next page begins behind the last product's. */
export interface Standing<K> {
  key: K;
  id: number;
}

interface Source<K> {
  keyOf: (slot: number) => K;
  idOf: (slot: number) => number;
  /** The slots that stand in the order. */
  listed: Bits;
}

export class Order<K extends string | number> {
  #slots = new Int32Array();
  #placed = new Bits();
  #changed = new Bits();
  #isSettled = true;
  readonly #of: Source<K>;

  /** Begins with what is listed now. */
  constructor(of: Source<K>) {
    this.#of = of;
    this.#changed.or(of.listed);
    this.#isSettled = false;
  }

  /** Says that the product of a slot came, went or has another key. */
  touch(slot: number): void {
    this.#changed.set(slot, true);
    this.#isSettled = false;
  }

  /** The next slots that are in `among`: behind a place, or backwards before it. */
  next(
    among: Bits,
    { behind, limit, backwards }: { behind: Standing<K> | null; limit: number; backwards: boolean },
  ): number[] {
    this.settle();
    const slots = this.#slots;
    const found: number[] = [];
    if (backwards) {
      const from = behind ? this.#countBefore(slots, behind.key, behind.id) : slots.length;
      for (let at = from - 1; at >= 0 && found.length < limit; at--)
        if (among.has(slots[at]!)) found.push(slots[at]!);
    } else {
      const from = behind ? this.#countBefore(slots, behind.key, behind.id + 1) : 0;
      for (let at = from; at < slots.length && found.length < limit; at++)
        if (among.has(slots[at]!)) found.push(slots[at]!);
    }
    return found;
  }

  /** Puts what has changed in its place. All others kept their keys, so they are in order. */
  settle(): void {
    if (this.#isSettled) return;
    const { keyOf, idOf, listed } = this.#of;
    const changed = this.#changed;
    const isNew = changed.copy().and(this.#placed).size === 0;
    const kept = isNew ? this.#slots : this.#slots.filter((slot) => !changed.has(slot));
    const placing = changed.copy().and(listed);
    this.#placed.andNot(changed).or(placing);
    const coming = placing.toArray().toSorted((a, b) => {
      const [one, other] = [keyOf(a), keyOf(b)];
      return one === other ? idOf(a) - idOf(b) : one < other ? -1 : 1;
    });
    const merged = new Int32Array(kept.length + coming.length);
    let taken = 0;
    coming.forEach((slot, before) => {
      const upTo = kept.length ? this.#countBefore(kept, keyOf(slot), idOf(slot)) : 0;
      merged.set(kept.subarray(taken, upTo), taken + before);
      merged[upTo + before] = slot;
      taken = upTo;
    });
    merged.set(kept.subarray(taken), taken + coming.length);
    this.#slots = merged;
    this.#changed = new Bits();
    this.#isSettled = true;
  }

  #countBefore(slots: Int32Array, key: K, id: number): number {
    const { keyOf, idOf } = this.#of;
    let low = 0;
    let high = slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const slot = slots[middle]!;
      const own = keyOf(slot);
      if (own < key || (own === key && idOf(slot) < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The slots with the smallest keys behind a place, in order. Keys are numbers, by slot. */
export function smallest(
  among: Bits,
  keys: Float64Array | Uint16Array,
  idOf: (slot: number) => number,
  { behind, limit }: { behind: Standing<number> | null; limit: number },
): number[] {
  const best: (Standing<number> & { slot: number })[] = [];
  const after = behind ?? { key: -Infinity, id: -Infinity };
  let last = { key: Infinity, id: Infinity };
  const least = after.key;
  let most = last.key;
  for (const slot of among.toArray()) {
    const key = keys[slot]!;
    if (key > most || key < least) continue;
    const own = { key, id: idOf(slot), slot };
    if (compare(own, last) >= 0 || compare(own, after) <= 0) continue;
    const at = best.findIndex((one) => compare(own, one) < 0);
    best.splice(at < 0 ? best.length : at, 0, own);
    if (best.length > limit) best.pop();
    if (best.length < limit) continue;
    last = best[limit - 1]!;
    most = last.key;
  }
  return best.map(({ slot }) => slot);
}

function compare<K extends string | number>(a: Standing<K>, b: Standing<K>): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id - b.id;
}
