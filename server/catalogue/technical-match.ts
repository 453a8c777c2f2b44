// Which products have a variant that keeps to all conditions at once.
import { Bits } from './bits.ts';
import type { ClassColumns } from './class-columns.ts';
import type { ProductIndex } from './product-index.ts';
import type { Condition } from './technical-filters.ts';

export interface Matching {
  /** By slot. */
  products: Bits;
  /** By id. */
  variants: Bits;
  /** The id of the first variant of a product that matches. */
  firstOf: (slot: number) => number | null;
}

/** Looks through the columns of all classes in question. */
export function matching(
  index: ProductIndex,
  classes: readonly ClassColumns[],
  conditions: readonly Condition[],
): Matching {
  const products = new Bits(index.capacity);
  const variants = new Bits();
  for (const { variantIds, productIds, slots, column } of classes) {
    const kept = new Uint8Array(variantIds.length).fill(1);
    for (const { definition, ...condition } of conditions)
      keep(kept, column(definition.id).values, condition);
    for (let at = 0; at < kept.length; at++) {
      const slot = slots[at]!;
      if (!kept[at] || index.idOf(slot) !== productIds[at]) continue; // unlisted a moment ago
      products.set(slot, true);
      variants.set(variantIds[at]!, true);
    }
  }
  const firstOf = (slot: number) => {
    for (const { variantIds, slots } of classes) {
      for (let at = slots.indexOf(slot); at >= 0 && slots[at] === slot; at++)
        if (variants.has(variantIds[at]!)) return variantIds[at]!;
    }
    return null;
  };
  return { products, variants, firstOf };
}

// A value that is not given keeps to no condition: NaN is neither smaller nor larger.
function keep(
  kept: Uint8Array,
  column: Float64Array,
  { from, to, values }: Omit<Condition, 'definition'>,
): void {
  const [least, most] = [from ?? -Infinity, to ?? Infinity];
  for (let at = 0; at < kept.length; at++) {
    const value = column[at]!;
    const keeps = values.length ? values.includes(value) : value >= least && value <= most;
    if (!keeps) kept[at] = 0;
  }
}
