// Products in the order of a text, then of their ids. They are known by their slots in the index.
import type { Bits } from './bits.ts';

/** Where a product stands. The next page begins behind the last product's. */
export interface Standing<K> {
  key: K;
  id: number;
}

interface Keys {
  keyOf: (slot: number) => string;
  idOf: (slot: number) => number;
}

export class Order {
  #slots = new Int32Array();
  readonly #of: Keys;

  constructor(of: Keys) {
    this.#of = of;
  }

  /** Puts slots that are not there yet in their places. */
  place(slots: readonly number[]): void {
    const { keyOf, idOf } = this.#of;
    const placeOf = (slot: number) => ({ key: keyOf(slot), id: idOf(slot) });
    const coming = slots
      .map((slot) => ({ slot, place: placeOf(slot) }))
      .toSorted((a, b) => compare(a.place, b.place));
    const merged = new Int32Array(this.#slots.length + coming.length);
    let taken = 0;
    coming.forEach(({ slot, place }, before) => {
      const upTo = this.#countBefore(place);
      merged.set(this.#slots.subarray(taken, upTo), taken + before);
      merged[upTo + before] = slot;
      taken = upTo;
    });
    merged.set(this.#slots.subarray(taken), taken + coming.length);
    this.#slots = merged;
  }

  /** Takes slots out, whatever their keys are by now. */
  release(slots: Bits): void {
    this.#slots = this.#slots.filter((slot) => !slots.has(slot));
  }

  /** The next slots that are in `among`: behind a place, or backwards before it. */
  next(
    among: Bits,
    {
      behind,
      limit,
      backwards,
    }: { behind: Standing<string> | null; limit: number; backwards: boolean },
  ): number[] {
    const slots = this.#slots;
    const found: number[] = [];
    if (backwards) {
      const from = behind ? this.#countBefore(behind) : slots.length;
      for (let at = from - 1; at >= 0 && found.length < limit; at--)
        if (among.has(slots[at]!)) found.push(slots[at]!);
    } else {
      const from = behind ? this.#countBefore({ ...behind, id: behind.id + 1 }) : 0;
      for (let at = from; at < slots.length && found.length < limit; at++)
        if (among.has(slots[at]!)) found.push(slots[at]!);
    }
    return found;
  }

  #countBefore({ key, id }: Standing<string>): number {
    const { keyOf, idOf } = this.#of;
    let low = 0;
    let high = this.#slots.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const slot = this.#slots[middle]!;
      const own = keyOf(slot);
      if (own < key || (own === key && idOf(slot) < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The slots with the smallest keys behind a place, in order, where keys are numbers that a page works out. */
export function smallest(
  among: Bits,
  keyOf: (slot: number) => number,
  idOf: (slot: number) => number,
  { behind, limit }: { behind: Standing<number> | null; limit: number },
): number[] {
  const best: (Standing<number> & { slot: number })[] = [];
  const after = behind ?? { key: -Infinity, id: -Infinity };
  let last = { key: Infinity, id: Infinity };
  for (let slot = among.next(0); slot >= 0; slot = among.next(slot + 1)) {
    const key = keyOf(slot);
    if (key > last.key || key < after.key) continue;
    const own = { key, id: idOf(slot), slot };
    if (compare(own, last) >= 0 || compare(own, after) <= 0) continue;
    const at = best.findIndex((one) => compare(own, one) < 0);
    best.splice(at < 0 ? best.length : at, 0, own);
    if (best.length > limit) best.pop();
    if (best.length === limit) last = best[limit - 1]!;
  }
  return best.map(({ slot }) => slot);
}

function compare<K extends string | number>(a: Standing<K>, b: Standing<K>): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id - b.id;
}
