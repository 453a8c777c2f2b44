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
  /** By slot, whole numbers: the smaller, the earlier. Only good until the page has answered. */
  keys: Float64Array;
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
  const keys = index.scratchKeys();
  const { offered, sums } = index.region(region ?? home ?? '');
  const put = (slot: number, tier: number, score: number) => {
    const away = offered.has(slot) ? 0 : 1;
    const paid = free || sums.isFree(slot) ? 0 : 1;
    const worse = BEST_SCORE - Math.min(BEST_SCORE, Math.max(0, Math.round(score)));
    keys[slot] = ((tier * 2 + away) * 2 + paid) * (BEST_SCORE + 1) + worse;
  };
  const tiers = found.classes
    .slice(0, MOST_TIERS)
    .map((code) => index.inClasses(codesBelow(code, classes)));
  tiers.forEach((products, tier) => {
    for (const slot of products.andNot(hits).toArray()) put(slot, tier, 0);
    hits.or(products);
  });
  for (const [id, score] of found.products) {
    const slot = index.slotOf(id);
    if (slot === undefined) continue;
    const tier = tiers.findIndex((products) => products.has(slot));
    put(slot, tier < 0 ? MOST_TIERS : tier, score);
    hits.set(slot, true);
  }
  return { hits, keys };
}
