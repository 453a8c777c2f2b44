// How many products each class lists in each region, counted when somebody asks for the region.
import type { ClassTree } from './class-tree.ts';
import type { ProductIndex } from './product-index.ts';

/** Counts the products of a class of any level that are offered in a region; for '' all that are listed. */
export function listedCounts(
  index: ProductIndex,
  classes: ClassTree,
): (region: string, classCode: string) => number {
  const counted = new Map<string, ReadonlyMap<string, number>>();
  return (region, code) => {
    const counts = counted.get(region) ?? countIn(index, classes, region);
    counted.set(region, counts);
    return counts.get(code) ?? 0;
  };
}

// Counted by the products' own classes, then added to every class above.
function countIn(index: ProductIndex, classes: ClassTree, region: string): Map<string, number> {
  const offered = region === '' ? index.listed : index.region(region).offered;
  const counts = new Map<string, number>();
  for (const { code, products } of index.classes) {
    const count = products.copy().and(offered).size;
    for (const one of classes.withAncestors(code))
      counts.set(one.code, (counts.get(one.code) ?? 0) + count);
  }
  return counts;
}
