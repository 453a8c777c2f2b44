import type { Visit } from '../web/visit.ts';
import type { PlacedSums } from './placed-sums.ts';
import { SIDES, type Related } from './relations.ts';

/** What goes with a product, by kind, each with what it costs where one lives. */
export function relatedGroups(
  related: readonly Related[],
  sums: PlacedSums,
  query: Record<string, string | null>,
  { lang, paths }: Visit,
) {
  return SIDES.flatMap((side) => {
    const items = related
      .filter((one) => one.side === side)
      .map(({ product }) => ({
        name: product.names[lang],
        href: paths.aid(product.slug, query),
        shares: sums.sharesIn(product.id),
      }));
    return items.length ? [{ side, items }] : [];
  });
}
