// The order of what a search found: first what the whole query names as a kind of aid, then by the words of the
// product; of two alike the one that is delivered to the reader's region, then the one that costs nothing more.
import type { Found } from '../search/search.ts';
import { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { ProductIndex } from './product-index.ts';
import { codesBelow } from './selection.ts';

export interface Ranking {
  hits: Bits;
  /** Whole numbers: the smaller, the earlier. */
  keyOf: (slot: number) => number;
}

const MOST_TIERS = 99;
const BEST_SCORE = 999_999_999;

/** Ranks what was found; `home` is the region of a reader who looks everywhere. */
export function rank(
  index: ProductIndex,
  found: Found,
  { region, free }: Filters,
  { classes, home }: { classes: ClassTree; home: string | null },
): Ranking {
  const hits = new Bits(index.capacity);
  const near = index.region(region ?? home ?? '');
  const keys = index.scratchKeys();
  const put = (slot: number, tier: number, score: number) => {
    const away = near.offered.has(slot) ? 0 : 1;
    const paid = free || near.sums.isFree(slot) ? 0 : 1;
    const worse = BEST_SCORE - Math.min(BEST_SCORE, Math.max(0, Math.round(score)));
    keys[slot] = ((tier * 2 + away) * 2 + paid) * (BEST_SCORE + 1) + worse;
    hits.set(slot, true);
  };
  const named = found.classes.slice(0, MOST_TIERS);
  named.forEach((code, tier) => {
    const products = index.inClasses(codesBelow(code, classes)).andNot(hits);
    products.each((slot) => put(slot, tier, found.products.get(index.idOf(slot)) ?? 0));
  });
  for (const [id, score] of found.products) {
    const slot = index.slotOf(id);
    if (slot !== undefined && !hits.has(slot)) put(slot, MOST_TIERS, score);
  }
  return { hits, keyOf: (slot) => keys[slot]! };
}
