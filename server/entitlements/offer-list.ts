// Offers to choose from, as their list shows them.
import type { Shares } from '../catalogue/catalogue.ts';
import type { Fit } from '../guide/guide.ts';
import type { Visit } from '../web/visit.ts';
import { SORTS, type Choosable, type Choosing } from './choosing.ts';

type Here = (query: Record<string, string | null>) => string;

/** The filter, the cards and the way to the next page. `here` is the list's own address. */
export function offerList(
  { offers, next }: { offers: Choosable[]; next: string | null },
  { sort, free, after }: Choosing,
  {
    visit,
    className,
    pieces,
    here,
    fits,
  }: {
    visit: Visit;
    className: string;
    pieces: number;
    here: Here;
    /** How variants stand to what is known of the person, by their ids. */
    fits: ReadonlyMap<number, Fit>;
  },
) {
  const { t } = visit;
  return {
    action: here({}),
    sort: sort ?? 'price',
    sorts: SORTS.map((value) => ({ value, text: t(`entitlements.choose.sort.${value}`) })),
    free: free === 'yes',
    className,
    countText: t('entitlements.choose.count', { count: offers.length }),
    offers: offers.map((offer) => ({
      ...cardOf(offer, pieces, visit),
      warnings: fits.get(offer.variant.id)?.warnings ?? [],
    })),
    nextHref: next && here({ sort, free, after: next }),
    firstHref: after && here({ sort, free }),
  };
}

function cardOf(offer: Choosable, pieces: number, visit: Visit) {
  const { t, lang, paths } = visit;
  const { product, variant, supplier, deliveryDays } = offer;
  return {
    id: offer.id,
    title: product.names[lang],
    href: paths.aid(product.slug),
    classCode: product.aidClassCode,
    maker: product.maker,
    facts: [
      variant.labels[lang],
      t('entitlements.choose.supplier', { name: supplier.names[lang] }),
      t('entitlements.choose.delivery', { days: deliveryDays }),
      ...(product.warrantyMonths
        ? [t('entitlements.choose.warranty', { months: product.warrantyMonths })]
        : []),
      ...(product.madeToOrder ? [t('entitlements.choose.madeToOrder')] : []),
      ...(pieces > 1 ? [t('entitlements.choose.pieces', { count: pieces })] : []),
    ],
    money: moneyOf(offer.shares, visit),
  };
}

// Sums as `components/money` prints them.
function moneyOf({ price, stateShare, coPayment }: Shares, { format }: Visit) {
  return {
    price: format.money(price),
    stateShare: stateShare === null ? undefined : format.money(stateShare),
    coPayment: coPayment === null ? undefined : format.money(coPayment),
  };
}
