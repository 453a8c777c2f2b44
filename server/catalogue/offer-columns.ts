// The offers of all listed products in columns: those of one product stand together.
import type { ListedOffer } from './listed-offers.ts';

const AT_FIRST = 4096;

export class OfferColumns {
  #length = 0;
  #unused = 0;
  #slots = new Int32Array(AT_FIRST);
  variants = new Int32Array(AT_FIRST);
  suppliers = new Int32Array(AT_FIRST);
  prices = new Float64Array(AT_FIRST);
  days = new Uint16Array(AT_FIRST);
  areas = new Uint32Array(AT_FIRST);
  readonly #first: number[] = [];
  readonly #count: number[] = [];

  /** Puts a product's offers in place of those it had. `areaOf` numbers the regions of an offer. */
  put(slot: number, offers: readonly ListedOffer[], areaOf: (regions: string) => number): void {
    const before = this.#count[slot] ?? 0;
    let at = this.#first[slot] ?? 0;
    this.#slots.fill(-1, at, at + before);
    if (offers.length > before) {
      this.#unused += before;
      at = this.#length;
      this.#reserve(offers.length);
      this.#length += offers.length;
    } else this.#unused += before - offers.length;
    this.#first[slot] = at;
    this.#count[slot] = offers.length;
    for (const offer of offers) {
      this.#slots[at] = slot;
      this.variants[at] = offer.variantId;
      this.suppliers[at] = offer.supplierId;
      this.prices[at] = offer.price;
      this.days[at] = offer.days;
      this.areas[at] = areaOf(offer.regions);
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

  /** Visits the slots of a supplier's offers, one for each offer. */
  eachSlotOf(supplierId: number, visit: (slot: number) => void): void {
    for (let at = 0; at < this.#length; at++)
      if (this.suppliers[at] === supplierId && this.#slots[at]! >= 0) visit(this.#slots[at]!);
  }

  // Room for more: first what products no longer use, then twice as much.
  #reserve(more: number): void {
    if (this.#length + more <= this.#slots.length) return;
    if (this.#unused * 2 > this.#length) this.#closeUp();
    if (this.#length + more <= this.#slots.length) return;
    const capacity = (this.#length + more) * 2;
    const wider = <T extends Int32Array | Float64Array | Uint16Array | Uint32Array>(old: T): T => {
      const grown = new (old.constructor as new (length: number) => T)(capacity);
      grown.set(old);
      return grown;
    };
    this.#slots = wider(this.#slots);
    this.variants = wider(this.variants);
    this.suppliers = wider(this.suppliers);
    this.prices = wider(this.prices);
    this.days = wider(this.days);
    this.areas = wider(this.areas);
  }

  #closeUp(): void {
    const columns = [
      this.#slots,
      this.variants,
      this.suppliers,
      this.prices,
      this.days,
      this.areas,
    ];
    let to = 0;
    for (let at = 0; at < this.#length; at++) {
      const slot = this.#slots[at]!;
      if (slot < 0) continue;
      if (this.#first[slot] === at) this.#first[slot] = to;
      for (const column of columns) column[to] = column[at]!;
      to++;
    }
    this.#length = to;
    this.#unused = 0;
  }
}
