// The best sums of each product, by its slot in the index: those of one region, or those a page works out.

/** Stands where a sum is not known, so that it sorts after every sum that is. */
export const UNKNOWN_TIYN = 9_999_999_999_999;
/** Stands where nobody offers a product. */
export const UNKNOWN_DAYS = 9999;

export class Sums {
  price = new Float64Array();
  days = new Uint16Array();
  /** Working days of the fastest offer that costs the person nothing more. */
  freeDays = new Uint16Array();

  /** Nobody offers it. */
  clear(slot: number): void {
    if (slot >= this.price.length) this.#grow(slot);
    this.price[slot] = UNKNOWN_TIYN;
    this.days[slot] = UNKNOWN_DAYS;
    this.freeDays[slot] = UNKNOWN_DAYS;
  }

  /** Counts an offer. */
  add(slot: number, price: number, days: number, guaranteed: number | null): void {
    if (price < this.price[slot]!) this.price[slot] = price;
    if (days < this.days[slot]!) this.days[slot] = days;
    if (guaranteed !== null && price <= guaranteed && days < this.freeDays[slot]!)
      this.freeDays[slot] = days;
  }

  isOffered(slot: number): boolean {
    return (this.price[slot] ?? UNKNOWN_TIYN) !== UNKNOWN_TIYN;
  }

  isFree(slot: number): boolean {
    return (this.freeDays[slot] ?? UNKNOWN_DAYS) !== UNKNOWN_DAYS;
  }

  #grow(slot: number): void {
    const capacity = Math.max(1024, slot * 2);
    const grown = new Sums();
    grown.price = new Float64Array(capacity).fill(UNKNOWN_TIYN);
    grown.days = new Uint16Array(capacity).fill(UNKNOWN_DAYS);
    grown.freeDays = new Uint16Array(capacity).fill(UNKNOWN_DAYS);
    grown.price.set(this.price);
    grown.days.set(this.days);
    grown.freeDays.set(this.freeDays);
    Object.assign(this, grown);
  }
}
