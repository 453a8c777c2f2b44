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

const MOST_CLASSES = 99;
const BEST_SCORE = 999_999;

/** Ranks what was found; `home` is the region of a reader who looks everywhere. */
export function rank(
  index: ProductIndex,
  found: Found,
  { region }: Pick<Filters, 'region'>,
  { classes, home }: { classes: ClassTree; home: string | null },
): Ranking {
  const hits = new Bits(index.capacity);
  const keys = index.scratchKeys();
  const { offered, sums } = index.region(region ?? home ?? '');
  const put = (slot: number, rung: number) => {
    const away = offered.has(slot) ? 0 : 2;
    keys[slot] = rung * 4 + away + (sums.isFree(slot) ? 0 : 1);
  };
  const named = found.classes.slice(0, MOST_CLASSES);
  for (const [rung, code] of named.entries()) {
    const products = index.inClasses(codesBelow(code, classes)).andNot(hits);
    for (const slot of products.toArray()) put(slot, rung);
    hits.or(products);
  }
  for (const [id, score] of found.products) {
    const slot = index.slotOf(id);
    if (slot === undefined || hits.has(slot)) continue;
    put(slot, MOST_CLASSES + BEST_SCORE - Math.min(BEST_SCORE, Math.max(0, Math.round(score))));
    hits.set(slot, true);
  }
  return { hits, keys };
}
