// The offers on a product's page, and the cheaper equal product that it points to.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Lang, type Names } from '../i18n/languages.ts';
import type { ClassTree } from './class-tree.ts';
import { UNKNOWN_TIYN } from './listing.ts';
import { offersInForce } from './offers-in-force.ts';

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
    .join('catalogue_entries', 'catalogue_entries.product_id', 'variants.product_id')
    .where({ 'variants.product_id': productId, 'catalogue_entries.region_code': '' })
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
      'catalogue_entries.guaranteed_tiyn',
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
    classes,
  }: { region: string | null; below: number; lang: Lang; classes: ClassTree },
): Promise<{ slug: string; name: string; coPayment: number } | null> {
  const line = classes.withAncestors(product.aidClassCode);
  const row: { slug: string; name: string; co_payment_from_tiyn: number } | undefined = await db
    .read('catalogue_entries')
    .join('products', 'products.id', 'catalogue_entries.product_id')
    .where({
      region_code: region ?? '',
      family_code: line.at(-1)!.code,
      class_code: (line.at(-2) ?? line[0]!).code,
      'catalogue_entries.aid_class_code': product.aidClassCode,
    })
    .where('catalogue_entries.co_payment_from_tiyn', '<', Math.min(below, UNKNOWN_TIYN))
    .whereNot('catalogue_entries.product_id', product.id)
    .orderBy(['co_payment_from_tiyn', 'price_from_tiyn', 'catalogue_entries.product_id'])
    .first('products.slug', `products.name_${lang} as name`, 'co_payment_from_tiyn');
  return row ? { slug: row.slug, name: row.name, coPayment: row.co_payment_from_tiyn } : null;
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  price_tiyn: number;
  delivery_days: number;
  regions: number;
  guaranteed_tiyn: number | null;
}
