// The best sums of each product, by its slot in the index: those of one region, or those a page works out.

/** Stands where a sum is not known, so that it sorts after every sum that is. */
export const UNKNOWN_TIYN = 9_999_999_999_999;
/** Stands where nobody offers a product. */
export const UNKNOWN_DAYS = 9999;

export type SumColumn = 'price' | 'coPayment' | 'days' | 'freeDays';

export class Sums {
  price = new Float64Array();
  /** What the person pays at least; unknown where no amount is set. */
  coPayment = new Float64Array();
  days = new Uint16Array();
  /** Working days of the fastest offer that costs the person nothing more. */
  freeDays = new Uint16Array();

  /** Nobody offers it. */
  clear(slot: number): void {
    this.reserve(slot + 1);
    this.price[slot] = UNKNOWN_TIYN;
    this.coPayment[slot] = UNKNOWN_TIYN;
    this.days[slot] = UNKNOWN_DAYS;
    this.freeDays[slot] = UNKNOWN_DAYS;
  }

  /** Counts an offer. */
  add(slot: number, price: number, days: number, guaranteed: number | null): void {
    if (price < this.price[slot]!) this.price[slot] = price;
    if (days < this.days[slot]!) this.days[slot] = days;
    if (guaranteed === null) return;
    const coPayment = Math.max(0, price - guaranteed);
    if (coPayment < this.coPayment[slot]!) this.coPayment[slot] = coPayment;
    if (coPayment === 0 && days < this.freeDays[slot]!) this.freeDays[slot] = days;
  }

  isOffered(slot: number): boolean {
    return (this.price[slot] ?? UNKNOWN_TIYN) !== UNKNOWN_TIYN;
  }

  isFree(slot: number): boolean {
    return (this.freeDays[slot] ?? UNKNOWN_DAYS) !== UNKNOWN_DAYS;
  }

  /** Makes room for slots below `count`. */
  reserve(count: number): this {
    if (count <= this.price.length) return this;
    const capacity = Math.max(1024, count * 2);
    const grown = new Sums();
    grown.price = new Float64Array(capacity).fill(UNKNOWN_TIYN);
    grown.coPayment = new Float64Array(capacity).fill(UNKNOWN_TIYN);
    grown.days = new Uint16Array(capacity).fill(UNKNOWN_DAYS);
    grown.freeDays = new Uint16Array(capacity).fill(UNKNOWN_DAYS);
    grown.price.set(this.price);
    grown.coPayment.set(this.coPayment);
    grown.days.set(this.days);
    grown.freeDays.set(this.freeDays);
    return Object.assign(this, grown);
  }
}
