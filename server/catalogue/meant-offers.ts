// The offers that filters mean: of the supplier, for the variants that match, in the region. Plain loops without
// calls or lists in between: a family has a hundred thousand offers.
import type { Bits } from './bits.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex } from './product-index.ts';
import { UNKNOWN_DAYS, UNKNOWN_TIYN, type Sums } from './sums.ts';
import type { Matching } from './technical-match.ts';

export class MeantOffers {
  readonly #index: ProductIndex;
  readonly #supplier: number | null;
  readonly #variants: Bits | null;
  readonly #areas: Bits;
  readonly #mostDays: number;
  readonly #isFree: boolean;

  constructor(
    index: ProductIndex,
    { region, supplier, days, free }: Filters,
    matching: Matching | null,
  ) {
    this.#index = index;
    this.#supplier = supplier;
    this.#variants = matching?.variants ?? null;
    this.#areas = index.region(region ?? '').areas;
    this.#mostDays = days ?? UNKNOWN_DAYS;
    this.#isFree = free !== null;
  }

  /** Keeps products that have such an offer, soon enough and without extra cost where that is asked for. */
  keepOffering(products: Bits): void {
    const { offers } = this.#index;
    for (const slot of products.toArray()) {
      const most = this.#isFree ? (this.#index.guaranteedOf(slot) ?? -1) : UNKNOWN_TIYN;
      const end = offers.endOf(slot);
      let at = offers.firstOf(slot);
      while (
        at < end &&
        !(this.#means(at) && offers.daysAt(at) <= this.#mostDays && offers.priceAt(at) <= most)
      )
        at++;
      if (at === end) products.set(slot, false);
    }
  }

  /** Works out a product's best sums of such offers, soon or not. */
  sumUp(slot: number, sums: Sums): void {
    const { offers, guaranteedOf } = this.#index;
    const guaranteed = guaranteedOf(slot);
    const end = offers.endOf(slot);
    sums.clear(slot);
    for (let at = offers.firstOf(slot); at < end; at++)
      if (this.#means(at)) sums.add(slot, offers.priceAt(at), offers.daysAt(at), guaranteed);
  }

  /** The variant of a product's cheapest such offer. */
  cheapestVariantOf(slot: number): number | null {
    const { offers } = this.#index;
    const end = offers.endOf(slot);
    let cheapest = -1;
    for (let at = offers.firstOf(slot); at < end; at++) {
      if (!this.#means(at)) continue;
      if (cheapest < 0 || offers.priceAt(at) < offers.priceAt(cheapest)) cheapest = at;
    }
    return cheapest < 0 ? null : offers.variantAt(cheapest);
  }

  #means(at: number): boolean {
    const { offers } = this.#index;
    if (this.#supplier !== null && offers.supplierAt(at) !== this.#supplier) return false;
    if (this.#variants !== null && !this.#variants.has(offers.variantAt(at))) return false;
    return this.#areas.has(offers.areaAt(at));
  }
}
