// What the filters leave of the listed products, and what each of them costs as the filters see it.
import type { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex, Region } from './product-index.ts';
import { MeantOffers } from './meant-offers.ts';
import { UNKNOWN_DAYS, type Sums } from './sums.ts';
import type { Snapshot } from './snapshot.ts';
import type { Matching } from './technical-match.ts';

/** The products, and their sums: of the region, of the supplier. Good until the next page is made. */
export interface Selection {
  products: Bits;
  /** The region that was asked for. */
  region: Region;
  /** The region's sums, or those of the offers that the filters mean: then only where `workOut` has been. */
  sums: Sums;
  /** Works out the sums of a product; null where the region's own are meant. */
  workOut: ((slot: number) => void) | null;
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
  if (filters.free) products.keepUpTo(region.sums.freeDays, filters.days ?? UNKNOWN_DAYS - 1);
  else if (filters.days) products.keepUpTo(region.sums.days, filters.days);
  if (filters.supplier === null && matching === null) {
    return { products, region, sums: region.sums, workOut: null, variantOf: () => null };
  }
  const meant = new MeantOffers(index, filters, matching);
  if (filters.supplier || filters.region || filters.free || filters.days)
    meant.keepOffering(products);
  const sums = index.scratch.reserve(index.capacity);
  return {
    products,
    region,
    sums,
    workOut: (slot) => meant.sumUp(slot, sums),
    variantOf: (slot) => meant.cheapestVariantOf(slot) ?? matching?.firstOf(slot) ?? null,
  };
}

/** The code of a class and of all below it. */
export function codesBelow(code: string, classes: ClassTree): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => codesBelow(child.code, classes))];
}
