// What the filters leave of the listed products, and what each of them costs as the filters see it.
import type { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex, Region } from './product-index.ts';
import { UNKNOWN_DAYS, UNKNOWN_TIYN, type Sums } from './sums.ts';
import type { Snapshot } from './snapshot.ts';
import type { Matching } from './technical-match.ts';

/** The products, and their sums: of the region, of the supplier. Good until the next page is made. */
export interface Selection {
  products: Bits;
  sums: Sums;
  /** Whose sums they are; null where they were worked out for these filters. */
  region: Region | null;
  /** Working days of the fastest offer that the filters mean, by slot. */
  days: Uint16Array;
  /** Works out the sums of products that are shown, where that has not been done. */
  complete: (slots: readonly number[]) => void;
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
  const isMeant = offerTest(index, filters, matching);
  // What no offer keeps to, none of the offers that are meant does.
  keepOffered(products, region.sums, filters);
  let sums = region.sums;
  let complete: Selection['complete'] = () => undefined;
  if (isNarrow && countsSums(filters)) {
    sums = narrowSums(index, products.toArray(), filters, matching);
    if (filters.supplier || filters.region) products.keep((slot) => sums.isOffered(slot));
    keepOffered(products, sums, filters);
  } else if (isNarrow) {
    sums = index.scratch.reserve(index.capacity);
    complete = (slots) => narrowSums(index, slots, filters, matching);
  }
  const variantOf = (slot: number) => {
    if (!isNarrow) return null;
    let [found, price] = [matching?.firstOf(slot) ?? null, UNKNOWN_TIYN];
    const { offers } = index;
    for (let at = offers.firstOf(slot); at < offers.endOf(slot); at++) {
      const own = offers.priceAt(at);
      if (own < price && isMeant(at)) [found, price] = [offers.variantAt(at), own];
    }
    return found;
  };
  return {
    products,
    sums,
    region: isNarrow ? null : region,
    days: filters.free ? sums.freeDays : sums.days,
    complete,
    variantOf,
  };
}

// Of these filters and orders each product's own sums decide; else only those that are shown need be worked out.
function countsSums({ supplier, region, free, days, sort }: Filters): boolean {
  return (
    supplier !== null ||
    region !== null ||
    free !== null ||
    days !== null ||
    !['name', 'newest', 'relevance'].includes(sort)
  );
}

function keepOffered(products: Bits, sums: Sums, { free, days }: Filters): void {
  if (free) products.keepUpTo(sums.freeDays, days ?? UNKNOWN_DAYS - 1);
  else if (days) products.keepUpTo(sums.days, days);
}

/** The code of a class and of all below it. */
export function codesBelow(code: string, classes: ClassTree): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => codesBelow(child.code, classes))];
}

type OfferTest = (at: number) => boolean;

// Whether an offer is the supplier's, for a variant that matches, in the region that is filtered by.
function offerTest(
  index: ProductIndex,
  { region, supplier }: Filters,
  matching: Matching | null,
): OfferTest {
  const { offers } = index;
  const { areas: reached } = index.region(region ?? '');
  return (at) =>
    (supplier === null || offers.supplierAt(at) === supplier) &&
    (matching === null || matching.variants.has(offers.variantAt(at))) &&
    reached[offers.areaAt(at)] === true;
}

// In one loop without calls: a family has a hundred thousand offers.
function narrowSums(
  index: ProductIndex,
  slots: Iterable<number>,
  { region, supplier }: Filters,
  matching: Matching | null,
): Sums {
  const { offers, scratch } = index;
  const { areas: reached } = index.region(region ?? '');
  const meant = matching?.variants ?? null;
  const sums = scratch.reserve(index.capacity);
  for (const slot of slots) {
    const guaranteed = index.guaranteedOf(slot) ?? -1;
    const end = offers.endOf(slot);
    let price = UNKNOWN_TIYN;
    let soonest = UNKNOWN_DAYS;
    let soonestFree = UNKNOWN_DAYS;
    for (let at = offers.firstOf(slot); at < end; at++) {
      if (supplier !== null && offers.supplierAt(at) !== supplier) continue;
      if (meant !== null && !meant.has(offers.variantAt(at))) continue;
      if (!reached[offers.areaAt(at)]) continue;
      const [asked, days] = [offers.priceAt(at), offers.daysAt(at)];
      if (asked < price) price = asked;
      if (days < soonest) soonest = days;
      if (asked <= guaranteed && days < soonestFree) soonestFree = days;
    }
    sums.price[slot] = price;
    sums.coPayment[slot] =
      guaranteed < 0 || price === UNKNOWN_TIYN ? UNKNOWN_TIYN : Math.max(0, price - guaranteed);
    sums.days[slot] = soonest;
    sums.freeDays[slot] = soonestFree;
  }
  return sums;
}
