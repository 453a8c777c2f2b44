// Which products have a variant that keeps to all conditions at once.
import { Bits } from './bits.ts';
import type { ClassColumns } from './class-columns.ts';
import type { ProductIndex } from './product-index.ts';
import type { Condition } from './technical-filters.ts';

export interface Matching {
  products: Bits;
  /** The variants that match, in the product's order. */
  variantsOf: (slot: number) => readonly number[];
}

/** Looks through the columns of all classes in question. */
export function matching(
  index: ProductIndex,
  classes: readonly ClassColumns[],
  conditions: readonly Condition[],
): Matching {
  const products = new Bits();
  const variants: number[][] = [];
  for (const { variantIds, productIds, slots, column } of classes) {
    const tests = conditions.map(({ definition, ...condition }) =>
      testOf(column(definition.id).values, condition),
    );
    for (let at = 0; at < variantIds.length; at++) {
      if (!tests.every((test) => test(at))) continue;
      const slot = slots[at]!;
      if (index.idOf(slot) !== productIds[at]) continue; // unlisted a moment ago
      if (products.has(slot)) variants[slot]!.push(variantIds[at]!);
      else variants[slot] = [variantIds[at]!];
      products.set(slot, true);
    }
  }
  return { products, variantsOf: (slot) => variants[slot] ?? [] };
}

// A value that is not given keeps to no condition: NaN is neither smaller nor larger.
function testOf(
  column: Float64Array,
  { from, to, values }: Omit<Condition, 'definition'>,
): (at: number) => boolean {
  if (values.length) return (at) => values.includes(column[at]!);
  const [least, most] = [from ?? -Infinity, to ?? Infinity];
  return (at) => column[at]! >= least && column[at]! <= most;
}
