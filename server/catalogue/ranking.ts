// The order of what a search found: first what the whole query names as a kind of aid, then by the words of the
// product; of two alike the one that is delivered to the reader's region, then the one that costs nothing more.
import type { Found } from '../search/search.ts';
import { Bits } from './bits.ts';
import type { ClassTree } from './class-tree.ts';
import type { Filters } from './filters.ts';
import type { Standing } from './order.ts';
import type { ProductIndex, Region } from './product-index.ts';
import { codesBelow } from './selection.ts';

export interface Ranking {
  hits: Bits;
  /** Those of one rung are alike in what was found; the first rung comes first. */
  rungs: Bits[];
  /** What is near and free is so here. */
  near: Region;
}

/** Ranks what was found; `home` is the region of a reader who looks everywhere. */
export function rank(
  index: ProductIndex,
  found: Found,
  { region }: Pick<Filters, 'region'>,
  { classes, home }: { classes: ClassTree; home: string | null },
): Ranking {
  const hits = new Bits(index.capacity);
  const rungs = found.classes.map((code) => {
    const products = index.inClasses(codesBelow(code, classes)).andNot(hits);
    hits.or(products);
    return products;
  });
  const byScore = new Map<number, Bits>();
  for (const [id, score] of found.products) {
    const slot = index.slotOf(id);
    if (slot === undefined || hits.has(slot)) continue;
    const alike = byScore.get(score) ?? new Bits(index.capacity);
    byScore.set(score, alike);
    alike.set(slot, true);
  }
  for (const [, alike] of [...byScore].toSorted(([a], [b]) => b - a)) {
    rungs.push(alike);
    hits.or(alike);
  }
  return { hits, rungs, near: index.region(region ?? home ?? '') };
}

/** The next slots in the order of a ranking. A key counts the steps before: four on each rung. */
export function nextRanked(
  index: ProductIndex,
  { rungs, near }: Ranking,
  products: Bits,
  { behind, limit }: { behind: Standing<number> | null; limit: number },
): (Standing<number> & { slot: number })[] {
  const found: (Standing<number> & { slot: number })[] = [];
  const first = behind?.key ?? 0;
  for (const [rung, alike] of rungs.entries()) {
    if (rung * 4 + 3 < first) continue;
    const left = alike.copy().and(products);
    if (left.isEmpty) continue;
    for (let key = Math.max(first, rung * 4); key < rung * 4 + 4; key++) {
      const step = left.copy();
      if (key & 2) step.andNot(near.offered);
      else step.and(near.offered);
      if (key & 1) step.andNot(near.free);
      else step.and(near.free);
      const after = key === behind?.key ? behind.id : 0;
      const ids = step.toArray().map(index.idOf).toSorted();
      for (const id of ids) {
        if (id > after) found.push({ key, id, slot: index.slotOf(id)! });
        if (found.length === limit) return found;
      }
    }
  }
  return found;
}
