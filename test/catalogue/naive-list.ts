// The catalogue list as one would write it without any thought of speed: everything read, everything looked at.
import type { Filters } from '../../server/catalogue/filters.ts';
import { amountFor, guaranteedAmountsOn } from '../../server/catalogue/guaranteed-amounts.ts';
import { offersInForce } from '../../server/catalogue/offers-in-force.ts';
import type { Snapshot } from '../../server/catalogue/snapshot.ts';
import type { Database } from '../../server/database.ts';
import type { Lang } from '../../server/i18n/languages.ts';
import { sortKey } from '../../server/i18n/sort-keys.ts';

export interface Listed {
  id: number;
  price: number | null;
  coPayment: number | null;
  days: number | null;
}

interface Offer {
  id: number;
  product_id: number;
  variant_id: number;
  supplier_id: number;
  price_tiyn: number;
  delivery_days: number;
}

const LAST = Number.MAX_SAFE_INTEGER;

/** Every product that the filters leave, in order. */
export async function naiveList(
  db: Database,
  filters: Filters,
  { snapshot, lang, on }: { snapshot: Snapshot; lang: Lang; on: string },
): Promise<Listed[]> {
  const products = await db.read('products').where({ status: 'published' });
  const variants = await db.read('variants').where({ active: true }).orderBy(['position', 'id']);
  const values = await db.read('attribute_values');
  const offers: Offer[] = await offersInForce(db.read, on).select(
    'offers.*',
    'variants.product_id',
  );
  const places = await db.read('offer_regions');
  const amounts = await guaranteedAmountsOn(db.read, on);
  const line = (code: string) => snapshot.classes.withAncestors(code);

  const found = products.flatMap((product) => {
    const classes = line(product.aid_class_code).map(({ code }) => code);
    if (filters.class && !classes.includes(filters.class)) return [];
    if (filters.priority && !snapshot.priorityClasses.has(product.aid_class_code)) return [];
    if (filters.kind && Boolean(product.made_to_order) !== (filters.kind === 'made')) return [];
    const fitting = variants.filter(
      (variant) =>
        variant.product_id === product.id &&
        filters.technical.every(({ definition, from, to, values: wanted }) => {
          const value = values.find(
            (one) => one.variant_id === variant.id && one.definition_id === definition.id,
          );
          if (!value) return false;
          if (definition.kind === 'number')
            return value.thousandths >= (from ?? -LAST) && value.thousandths <= (to ?? LAST);
          return wanted.includes(
            definition.kind === 'choice' ? value.option_id : Number(value.yes),
          );
        }),
    );
    if (filters.technical.length && fitting.length === 0) return [];
    const guaranteed = amountFor(amounts, line(product.aid_class_code));
    const own = offers.filter(
      (offer) =>
        offer.product_id === product.id &&
        (!filters.technical.length || fitting.some(({ id }) => id === offer.variant_id)) &&
        (!filters.supplier || offer.supplier_id === filters.supplier) &&
        (!filters.region ||
          places.some(
            (place) => place.offer_id === offer.id && place.region_code === filters.region,
          )),
    );
    if ((filters.region || filters.supplier) && own.length === 0) return [];
    const isFree = (offer: { price_tiyn: number }) =>
      guaranteed !== null && offer.price_tiyn <= guaranteed;
    const meant = own.filter((offer) => !filters.free || isFree(offer));
    if (filters.free && meant.length === 0) return [];
    if (filters.days && !meant.some((offer) => offer.delivery_days <= filters.days!)) return [];
    const price = own.length ? Math.min(...own.map((offer) => offer.price_tiyn)) : null;
    const days = meant.length ? Math.min(...meant.map((offer) => offer.delivery_days)) : null;
    const coPayment =
      price === null || guaranteed === null ? null : Math.max(0, price - guaranteed);
    return [{ product, listed: { id: product.id, price, coPayment, days } }];
  });

  const keyOf = ({ product, listed }: (typeof found)[number]): string | number =>
    ({
      relevance: 0,
      name: sortKey(product[`name_${lang}`], lang),
      newest: product.published_on,
      price: listed.price ?? LAST,
      'co-payment': listed.coPayment ?? LAST,
      delivery: listed.days ?? LAST,
    })[filters.sort];
  const direction = filters.sort === 'newest' ? -1 : 1;
  return found
    .toSorted((a, b) => {
      const [one, other] = [keyOf(a), keyOf(b)];
      const order = one === other ? a.listed.id - b.listed.id : one < other ? -1 : 1;
      return order * direction;
    })
    .map(({ listed }) => listed);
}
