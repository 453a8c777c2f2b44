// The offers of all listed products in memory, in rows of numbers: those of one product stand together, so that
// looking at them touches few places of the memory.
import type { ListedOffer } from './listed-offers.ts';

const WIDTH = 6;
const SLOT = 0;
const VARIANT = 1;
const SUPPLIER = 2;
const PRICE = 3;
const DAYS = 4;
const AREA = 5;
const AT_FIRST = 4096;

export class OfferRows {
  #rows = new Float64Array(AT_FIRST * WIDTH);
  #length = 0;
  #unused = 0;
  readonly #first: number[] = [];
  readonly #count: number[] = [];

  /** Puts a product's offers in place of those it had. `areaOf` numbers the regions of an offer. */
  put(slot: number, offers: readonly ListedOffer[], areaOf: (regions: string) => number): void {
    const before = this.#count[slot] ?? 0;
    let at = this.#first[slot] ?? 0;
    for (let old = at; old < at + before; old++) this.#rows[old * WIDTH + SLOT] = -1;
    if (offers.length > before) {
      this.#unused += before;
      this.#reserve(offers.length);
      at = this.#length;
      this.#length += offers.length;
    } else this.#unused += before - offers.length;
    this.#first[slot] = at;
    this.#count[slot] = offers.length;
    for (const { variantId, supplierId, price, days, regions } of offers) {
      this.#rows.set([slot, variantId, supplierId, price, days, areaOf(regions)], at * WIDTH);
      at++;
    }
  }

  /** Where the offers of a product begin. */
  firstOf(slot: number): number {
    return this.#first[slot] ?? 0;
  }

  /** Where they have ended. */
  endOf(slot: number): number {
    return (this.#first[slot] ?? 0) + (this.#count[slot] ?? 0);
  }

  variantAt(at: number): number {
    return this.#rows[at * WIDTH + VARIANT]!;
  }

  supplierAt(at: number): number {
    return this.#rows[at * WIDTH + SUPPLIER]!;
  }

  priceAt(at: number): number {
    return this.#rows[at * WIDTH + PRICE]!;
  }

  daysAt(at: number): number {
    return this.#rows[at * WIDTH + DAYS]!;
  }

  /** The number of the regions that it is delivered to. */
  areaAt(at: number): number {
    return this.#rows[at * WIDTH + AREA]!;
  }

  /** Visits the slots of a supplier's offers, one for each offer. */
  eachSlotOf(supplierId: number, visit: (slot: number) => void): void {
    for (let at = 0; at < this.#length; at++) {
      const slot = this.#rows[at * WIDTH + SLOT]!;
      if (slot >= 0 && this.supplierAt(at) === supplierId) visit(slot);
    }
  }

  // Room for more: first what products no longer use, then twice as much.
  #reserve(more: number): void {
    if ((this.#length + more) * WIDTH <= this.#rows.length) return;
    if (this.#unused * 2 > this.#length) this.#closeUp();
    if ((this.#length + more) * WIDTH <= this.#rows.length) return;
    const grown = new Float64Array((this.#length + more) * 2 * WIDTH);
    grown.set(this.#rows);
    this.#rows = grown;
  }

  #closeUp(): void {
    let to = 0;
    for (let at = 0; at < this.#length; at++) {
      const slot = this.#rows[at * WIDTH + SLOT]!;
      if (slot < 0) continue;
      if (this.#first[slot] === at) this.#first[slot] = to;
      this.#rows.copyWithin(to * WIDTH, at * WIDTH, (at + 1) * WIDTH);
      to++;
    }
    this.#length = to;
    this.#unused = 0;
  }
}
