// Which of the selected products stand on a page, and in which order.
import type { Lang } from '../i18n/languages.ts';
import { writeCursor } from './cursor.ts';
import type { Filters } from './filters.ts';
import { smallest, type Standing } from './order.ts';
import type { ProductIndex } from './product-index.ts';
import type { Ranking } from './ranking.ts';
import { coPaymentOf, type Selection } from './selection.ts';

/** The slots of one page, and the cursor of the next. */
export function pageOf(
  index: ProductIndex,
  { products, sums, days }: Selection,
  { sort, after }: Pick<Filters, 'sort' | 'after'>,
  { lang, ranking, size }: { lang: Lang; ranking: Ranking | null; size: number },
): { slots: number[]; next: string | null } {
  const limit = size + 1;
  const inOrder = () => {
    if (sort === 'name' || sort === 'newest') {
      const order = sort === 'name' ? index.byName[lang] : index.byDate;
      const behind = after as Standing<string> | null;
      const slots = order.next(products, { behind, limit, backwards: sort === 'newest' });
      const keyOf = (slot: number) =>
        sort === 'name' ? index.nameKeyOf(slot, lang) : index.dateOf(slot);
      return { slots, keyOf };
    }
    const keyOf = {
      relevance: (slot: number) => ranking?.keyOf(slot) ?? 0,
      price: (slot: number) => sums.price[slot]!,
      'co-payment': (slot: number) => coPaymentOf(index, sums, slot),
      delivery: (slot: number) => days[slot]!,
    }[sort];
    const behind = after as Standing<number> | null;
    return { slots: smallest(products, keyOf, index.idOf, { behind, limit }), keyOf };
  };
  const { slots, keyOf } = inOrder();
  const shown = slots.slice(0, size);
  const last = slots.length > size ? shown.at(-1) : undefined;
  return {
    slots: shown,
    next: last === undefined ? null : writeCursor({ key: keyOf(last), id: index.idOf(last) }),
  };
}
