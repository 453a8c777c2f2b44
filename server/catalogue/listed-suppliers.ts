// Who offers something of a class in a region, looked up when somebody asks for both.
import type { ClassTree } from './class-tree.ts';
import type { ProductIndex } from './product-index.ts';
import { codesBelow } from './selection.ts';

/** Finds the suppliers of a class of any level in a region ('' = anywhere). */
export function listedSuppliers(
  index: ProductIndex,
  classes: ClassTree,
): (region: string, classCode: string) => ReadonlySet<number> {
  const known = new Map<string, ReadonlySet<number>>();
  return (region, code) => {
    const key = `${region} ${code}`;
    const found = known.get(key) ?? suppliersIn(index, codesBelow(code, classes), region);
    known.set(key, found);
    return found;
  };
}

function suppliersIn(
  index: ProductIndex,
  codes: readonly string[],
  region: string,
): ReadonlySet<number> {
  const { areas: reached } = index.region(region);
  const { offers } = index;
  const found = new Set<number>();
  for (const slot of index.inClasses(codes).toArray()) {
    for (let at = offers.firstOf(slot); at < offers.endOf(slot); at++)
      if (reached.has(offers.areaAt(at))) found.add(offers.supplierAt(at));
  }
  return found;
}
