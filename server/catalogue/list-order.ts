// Which of the selected products stand on a page, and in which order.
import type { Lang } from '../i18n/languages.ts';
import { writeCursor } from './cursor.ts';
import type { Filters } from './filters.ts';
import { smallest, type Order, type Standing } from './order.ts';
import type { ProductIndex } from './product-index.ts';
import type { Ranking } from './ranking.ts';
import type { Selection } from './selection.ts';
import type { SumColumn } from './sums.ts';

/** The slots of one page, and the cursor of the next. */
export function pageOf(
  index: ProductIndex,
  { products, sums, region }: Selection,
  { sort, after, free }: Pick<Filters, 'sort' | 'after' | 'free'>,
  { lang, ranking, size }: { lang: Lang; ranking: Ranking | null; size: number },
): { slots: number[]; next: string | null } {
  const limit = size + 1;
  const inOrder = <K extends string | number>(order: Order<K>, keyOf: (slot: number) => K) => {
    const behind = after as Standing<K> | null;
    return { slots: order.next(products, { behind, limit, backwards: sort === 'newest' }), keyOf };
  };
  const worked = (keys: Float64Array | Uint16Array) => {
    const behind = after as Standing<number> | null;
    const slots = smallest(products, keys, index.idOf, { behind, limit });
    return { slots, keyOf: (slot: number) => keys[slot]! };
  };
  const found = () => {
    if (sort === 'name') return inOrder(index.byName[lang], (slot) => index.nameKeyOf(slot, lang));
    if (sort === 'newest') return inOrder(index.byDate, index.dateOf);
    if (sort === 'relevance') return worked(ranking?.keys ?? sums.price);
    const column = columnOf(sort, free);
    return region
      ? inOrder(index.bySum(region, column), (slot) => sums[column][slot]!)
      : worked(sums[column]);
  };
  const { slots, keyOf } = found();
  const shown = slots.slice(0, size);
  const last = slots.length > size ? shown.at(-1) : undefined;
  return {
    slots: shown,
    next: last === undefined ? null : writeCursor({ key: keyOf(last), id: index.idOf(last) }),
  };
}

function columnOf(sort: 'price' | 'co-payment' | 'delivery', free: Filters['free']): SumColumn {
  if (sort === 'price') return 'price';
  if (sort === 'co-payment') return 'coPayment';
  return free ? 'freeDays' : 'days';
}
