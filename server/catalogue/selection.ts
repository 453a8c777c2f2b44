// What the filters leave of the listed products, and what each of them costs as the filters see it.
import type { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex } from './product-index.ts';
import { UNKNOWN_DAYS, UNKNOWN_TIYN, type Sums } from './sums.ts';

/** The products, and their sums: of the region, of the supplier. Good until the next page is made. */
export interface Selection {
  products: Bits;
  sums: Sums;
}

/** Whether one and the same offer has to keep to a filter is told by `offersThat`. */
export function select(
  index: ProductIndex,
  filters: Filters,
  { classes, hits }: { classes: ClassTree; hits: Bits | null },
): Selection {
  const products = index.listed.copy();
  if (filters.class) products.and(index.inClasses(codesBelow(filters.class, classes)));
  if (hits) products.and(hits);
  if (filters.kind === 'made') products.and(index.madeToOrder);
  if (filters.kind === 'ready') products.keep((slot) => !index.madeToOrder.has(slot));
  const region = filters.region === null ? index.anywhere() : index.region(filters.region);
  if (filters.region !== null) products.and(region.offered);
  const sums = filters.supplier
    ? supplierSums(index, products.and(index.ofSupplier(filters.supplier)), filters)
    : region.sums;
  if (filters.supplier) products.keep((slot) => sums.isOffered(slot));
  const { days } = filters;
  if (filters.free) products.keep((slot) => sums.freeDays[slot]! <= (days ?? UNKNOWN_DAYS - 1));
  else if (days) products.keep((slot) => sums.days[slot]! <= days);
  return { products, sums };
}

/** The code of a class and of all below it. */
export function codesBelow(code: string, classes: ClassTree): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => codesBelow(child.code, classes))];
}

// What one supplier asks for these products, in the region that is filtered by.
function supplierSums(index: ProductIndex, products: Bits, { region, supplier }: Filters): Sums {
  const { offers, scratch } = index;
  const { areas } = region === null ? index.anywhere() : index.region(region);
  products.each((slot) => {
    scratch.clear(slot);
    offers.eachOf(slot, (at) => {
      if (offers.suppliers[at] === supplier && areas[offers.areas[at]!])
        scratch.add(slot, offers.prices[at]!, offers.days[at]!, index.guaranteedOf(slot));
    });
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
