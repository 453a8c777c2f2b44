// Which of the selected products stand on a page, and in which order.
import type { Lang } from '../i18n/languages.ts';
import { writeCursor } from './cursor.ts';
import type { Filters } from './filters.ts';
import { leastFirst, type Order, type Standing } from './order.ts';
import type { ProductIndex } from './product-index.ts';
import { nextRanked, type Ranking } from './ranking.ts';
import type { Selection } from './selection.ts';
import type { SumColumn } from './sums.ts';

/** The slots of one page, their sums worked out, and the cursor of the next. */
export function pageOf(
  index: ProductIndex,
  { products, region, sums, workOut }: Selection,
  { sort, after, free }: Pick<Filters, 'sort' | 'after' | 'free'>,
  { lang, ranking, size }: { lang: Lang; ranking: Ranking | null; size: number },
): { slots: number[]; next: string | null } {
  const limit = size + 1;
  const inOrder = <K extends string | number>(order: Order<K>, keyOf: (slot: number) => K) => {
    const behind = after as Standing<K> | null;
    return { slots: order.next(products, { behind, limit, backwards: sort === 'newest' }), keyOf };
  };
  const byNumber = { behind: after as Standing<number> | null, limit };
  const found = () => {
    if (sort === 'name') return inOrder(index.byName[lang], (slot) => index.nameKeyOf(slot, lang));
    if (sort === 'newest') return inOrder(index.byDate, index.dateOf);
    if (sort === 'relevance') {
      const ranked = ranking ? nextRanked(index, ranking, products, byNumber) : [];
      const keys = new Map(ranked.map(({ slot, key }) => [slot, key]));
      return { slots: [...keys.keys()], keyOf: (slot: number) => keys.get(slot)! };
    }
    const column = columnOf(sort, free);
    const order = index.bySum(region, column);
    const keyOf = (slot: number) => sums[column][slot]!;
    if (!workOut) return inOrder(order, keyOf);
    const worked = (slot: number) => {
      workOut(slot);
      return keyOf(slot);
    };
    const least = region.sums[column];
    return {
      slots: leastFirst(order, products, { least, keyOf: worked }, index.idOf, byNumber),
      keyOf,
    };
  };
  const { slots, keyOf } = found();
  const shown = slots.slice(0, size);
  if (workOut) for (const slot of shown) workOut(slot);
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
