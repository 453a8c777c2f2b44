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
    let last = -1;
    for (let at = 0; at < kept.length; at++) {
      if (kept[at] === 0) continue;
      variants.set(variantIds[at]!, true);
      const slot = slots[at]!;
      if (slot === last) continue;
      last = slot;
      if (index.idOf(slot) === productIds[at]) products.set(slot, true); // else unlisted a moment ago
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
  if (values.length) {
    const [first] = values;
    for (let at = 0; at < kept.length; at++) {
      if (column[at] !== first && !values.includes(column[at]!)) kept[at] = 0;
    }
    return;
  }
  const [least, most] = [from ?? -Infinity, to ?? Infinity];
  for (let at = 0; at < kept.length; at++) {
    const value = column[at]!;
    if (!(value >= least && value <= most)) kept[at] = 0;
  }
}
