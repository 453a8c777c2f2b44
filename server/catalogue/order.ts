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

  /** Visits the slots that are in `among`, in order, until one answers false. */
  walk(among: Bits, visit: (slot: number) => boolean): void {
    this.settle();
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at++)
      if (among.has(slots[at]!) && !visit(slots[at]!)) return;
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

interface Behind {
  behind: Standing<number> | null;
  limit: number;
}

/** The slots with the smallest keys behind a place, in order. Keys are numbers, by slot. */
export function smallest(
  slots: Int32Array,
  keys: Float64Array,
  idOf: (slot: number) => number,
  { behind, limit }: Behind,
): number[] {
  const best = new Best(behind, limit);
  for (const slot of slots) {
    const key = keys[slot]!;
    if (key <= best.most) best.offer(key, idOf(slot), slot);
  }
  return best.slots;
}

/**
 * The same where keys have to be worked out: none is smaller than that in `least`, which is the key of the order, so
 * that it can stop where no better one can come.
 */
export function leastFirst(
  order: Order<number>,
  among: Bits,
  { least, keyOf }: { least: Float64Array | Uint16Array; keyOf: (slot: number) => number },
  idOf: (slot: number) => number,
  { behind, limit }: Behind,
): number[] {
  const best = new Best(behind, limit);
  order.walk(among, (slot) => {
    if (least[slot]! > best.most) return false;
    best.offer(keyOf(slot), idOf(slot), slot);
    return true;
  });
  return best.slots;
}

class Best {
  /** A larger key is not among the best. */
  most = Infinity;
  readonly #behind: Standing<number>;
  readonly #limit: number;
  readonly #found: (Standing<number> & { slot: number })[] = [];

  constructor(behind: Standing<number> | null, limit: number) {
    this.#behind = behind ?? { key: -Infinity, id: -Infinity };
    this.#limit = limit;
  }

  offer(key: number, id: number, slot: number): void {
    const found = this.#found;
    const own = { key, id, slot };
    if (compare(own, this.#behind) <= 0) return;
    const at = found.findIndex((one) => compare(own, one) < 0);
    if (at < 0 && found.length === this.#limit) return;
    found.splice(at < 0 ? found.length : at, 0, own);
    if (found.length > this.#limit) found.pop();
    if (found.length === this.#limit) this.most = found.at(-1)!.key;
  }

  get slots(): number[] {
    return this.#found.map(({ slot }) => slot);
  }
}

function compare<K extends string | number>(a: Standing<K>, b: Standing<K>): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id - b.id;
}
