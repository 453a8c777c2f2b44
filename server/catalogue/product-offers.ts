// The offers on a product's page, and the cheaper equal product that it points to.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { offersInForce } from './offers-in-force.ts';
import { smallest } from './order.ts';
import { coPaymentOf } from './selection.ts';

export interface ProductOffer {
  id: number;
  variantId: number;
  supplier: Names;
  price: number;
  deliveryDays: number;
  /** How many regions it is delivered to. */
  regions: number;
  /** What the state pays at most for the product's class; null where it is not set. */
  guaranteed: number | null;
}

// A page shows the cheapest so many: nobody reads more.
const MOST_OFFERS = 200;

/** A published product's offers in force, cheapest first: those for a region, or all. */
export async function listProductOffers(
  db: Queryable,
  productId: number,
  { on, region }: { on: string; region: string | null },
): Promise<ProductOffer[]> {
  const offers = offersInForce(db, on)
    .join('product_listings', 'product_listings.product_id', 'variants.product_id')
    .where({ 'variants.product_id': productId })
    .orderBy(['offers.price_tiyn', 'offers.delivery_days', 'offers.id'])
    .limit(MOST_OFFERS)
    .select(
      'offers.id',
      'offers.variant_id',
      'offers.price_tiyn',
      'offers.delivery_days',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
      'product_listings.guaranteed_tiyn',
      db('offer_regions').where('offer_id', db.ref('offers.id')).count().as('regions'),
    );
  if (region) {
    offers.whereIn(
      'offers.id',
      db('offer_regions').where({ region_code: region }).select('offer_id'),
    );
  }
  const rows: OfferRow[] = await offers;
  return rows.map((row) => ({
    id: row.id,
    variantId: row.variant_id,
    supplier: namesOf(row),
    price: row.price_tiyn,
    deliveryDays: row.delivery_days,
    regions: row.regions,
    guaranteed: row.guaranteed_tiyn,
  }));
}

/** Another product of the same class for which the person would pay less; null where there is none. */
export async function findCheaper(
  db: Database,
  product: { id: number; aidClassCode: string },
  {
    region,
    below,
    lang,
    version,
  }: { region: string | null; below: number; lang: Lang; version: number },
): Promise<{ slug: string; name: string; coPayment: number } | null> {
  const index = await catalogueIndex(db, version);
  const { sums, offered } = index.region(region ?? '');
  const coPayment = (slot: number) => coPaymentOf(index, sums, slot);
  const others = index
    .inClasses([product.aidClassCode])
    .and(offered)
    .keep((slot) => coPayment(slot) < below && index.idOf(slot) !== product.id);
  const [cheapest] = smallest(others, coPayment, (slot) => sums.price[slot]!, {
    behind: null,
    limit: 1,
  });
  if (cheapest === undefined) return null;
  const row: { slug: string; name: string } | undefined = await db
    .read('products')
    .where({ id: index.idOf(cheapest) })
    .first('slug', `name_${lang} as name`);
  return row ? { ...row, coPayment: coPayment(cheapest) } : null;
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  price_tiyn: number;
  delivery_days: number;
  regions: number;
  guaranteed_tiyn: number | null;
}
