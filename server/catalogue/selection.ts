// What the filters leave of the listed products, and what each of them costs as the filters see it.
import type { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex } from './product-index.ts';
import { UNKNOWN_DAYS, UNKNOWN_TIYN, type Sums } from './sums.ts';
import type { Snapshot } from './snapshot.ts';
import type { Matching } from './technical-match.ts';

/** The products, and their sums: of the region, of the supplier. Good until the next page is made. */
export interface Selection {
  products: Bits;
  sums: Sums;
  /** Working days of the fastest offer that the filters mean, by slot. */
  days: Uint16Array;
  /** The variant that the filters mean, the cheapest of several; null where any will do. */
  variantOf: (slot: number) => number | null;
}

/** Supplier, variant, region, days and no extra cost have to hold for one and the same offer. */
export function select(
  index: ProductIndex,
  filters: Filters,
  {
    classes,
    priorityClasses,
    hits,
    matching,
  }: Pick<Snapshot, 'classes' | 'priorityClasses'> & {
    hits: Bits | null;
    matching: Matching | null;
  },
): Selection {
  const products = index.listed.copy();
  if (filters.class) products.and(index.inClasses(codesBelow(filters.class, classes)));
  if (filters.priority) products.and(index.inClasses(priorityClasses));
  if (hits) products.and(hits);
  if (filters.kind === 'made') products.and(index.madeToOrder);
  if (filters.kind === 'ready') products.andNot(index.madeToOrder);
  const region = filters.region === null ? index.anywhere() : index.region(filters.region);
  if (filters.region !== null) products.and(region.offered);
  if (filters.supplier) products.and(index.ofSupplier(filters.supplier));
  if (matching) products.and(matching.products);
  const isNarrow = filters.supplier !== null || matching !== null;
  const eachOffer = offersThat(index, filters, matching);
  const sums = isNarrow ? narrowSums(index, products, eachOffer) : region.sums;
  if (isNarrow && (filters.supplier || filters.region))
    products.keep((slot) => sums.isOffered(slot));
  const { days } = filters;
  if (filters.free) products.keepUpTo(sums.freeDays, days ?? UNKNOWN_DAYS - 1);
  else if (days) products.keepUpTo(sums.days, days);
  const variantOf = (slot: number) => {
    if (!isNarrow) return null;
    let [found, price] = [matching?.firstOf(slot) ?? null, UNKNOWN_TIYN];
    eachOffer(slot, (at) => {
      const { variants, prices } = index.offers;
      if (prices[at]! < price) [found, price] = [variants[at]!, prices[at]!];
    });
    return found;
  };
  return { products, sums, days: filters.free ? sums.freeDays : sums.days, variantOf };
}

/** The code of a class and of all below it. */
export function codesBelow(code: string, classes: ClassTree): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => codesBelow(child.code, classes))];
}

type EachOffer = (slot: number, visit: (at: number) => void) => void;

// A product's offers of the supplier, for the variants that match, in the region that is filtered by.
function offersThat(
  index: ProductIndex,
  { region, supplier }: Filters,
  matching: Matching | null,
): EachOffer {
  const { offers } = index;
  const { areas } = index.region(region ?? '');
  return (slot, visit) => {
    offers.eachOf(slot, (at) => {
      if (supplier !== null && offers.suppliers[at] !== supplier) return;
      if (matching && !matching.variants.has(offers.variants[at]!)) return;
      if (areas[offers.areas[at]!]) visit(at);
    });
  };
}

function narrowSums(index: ProductIndex, products: Bits, eachOffer: EachOffer): Sums {
  const { offers, scratch } = index;
  products.each((slot) => {
    const guaranteed = index.guaranteedOf(slot);
    scratch.clear(slot);
    eachOffer(slot, (at) => scratch.add(slot, offers.prices[at]!, offers.days[at]!, guaranteed));
  });
  return scratch;
}

/** What the person pays at least; unknown where nobody offers it or no amount is set. */
export function coPaymentOf(index: ProductIndex, sums: Sums, slot: number): number {
  const guaranteed = index.guaranteedOf(slot);
  const price = sums.price[slot]!;
  if (guaranteed === null || price === UNKNOWN_TIYN) return UNKNOWN_TIYN;
  return Math.max(0, price - guaranteed);
}
