// The offers on a product's page.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { offersInForce } from './offers-in-force.ts';

export interface ProductOffer {
  id: number;
  variantId: number;
  supplier: Names;
  price: number;
  /** Working days, with those that the settlement adds. */
  deliveryDays: number;
  /** It is brought to the settlement that was asked for. */
  delivers: boolean;
  /** How many regions it is delivered to. */
  regions: number;
  /** What the state pays at most for the product's class; null where it is not set. */
  guaranteed: number | null;
}

// A page shows the cheapest so many: nobody reads more.
const MOST_OFFERS = 200;

/** A published product's offers in force, cheapest first: those for a region, or all, as a settlement there has them. */
export async function listProductOffers(
  db: Queryable,
  productId: number,
  { on, region, settlementId }: { on: string; region: string | null; settlementId: number | null },
): Promise<ProductOffer[]> {
  const offers = offersInForce(db, on)
    .join('product_listings', 'product_listings.product_id', 'variants.product_id')
    .leftJoin('offer_places', (place) =>
      place
        .on('offer_places.offer_id', 'offers.id')
        .andOnVal('offer_places.settlement_id', settlementId ?? 0),
    )
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
      'offer_places.delivers',
      'offer_places.extra_days',
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
    deliveryDays: row.delivery_days + (row.extra_days ?? 0),
    delivers: row.delivers === null || Boolean(row.delivers),
    regions: row.regions,
    guaranteed: row.guaranteed_tiyn,
  }));
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  price_tiyn: number;
  delivery_days: number;
  regions: number;
  guaranteed_tiyn: number | null;
  delivers: unknown;
  extra_days: number | null;
}
