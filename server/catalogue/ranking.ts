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
  const named = found.classes.map((code) => index.inClasses(codesBelow(code, classes)));
  const hits = new Bits();
  for (const products of named) hits.or(products);
  const scores = new Map<number, number>();
  for (const [id, score] of found.products) {
    const slot = index.slotOf(id);
    if (slot === undefined) continue;
    scores.set(slot, score);
    hits.set(slot, true);
  }
  const near = index.region(region ?? home ?? '');
  const keyOf = (slot: number) => {
    const tier = named.findIndex((products) => products.has(slot));
    const score = Math.min(BEST_SCORE, Math.max(0, Math.round(scores.get(slot) ?? 0)));
    const away = near.offered.has(slot) ? 0 : 1;
    const paid = free || near.sums.isFree(slot) ? 0 : 1;
    const place = Math.min(tier < 0 ? MOST_TIERS : tier, MOST_TIERS);
    return ((place * 2 + away) * 2 + paid) * (BEST_SCORE + 1) + (BEST_SCORE - score);
  };
  return { hits, keyOf };
}
