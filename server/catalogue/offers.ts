// Offers as other slices need them: one by its id, and those from which an entitlement is chosen.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Knex } from 'knex';
import { offersInForce } from './offers-in-force.ts';

/** An offer with what it offers. Sums are whole tiyn. */
export interface Offer {
  id: number;
  price: number;
  deliveryDays: number;
  /** A person can choose it on the day asked for. */
  inForce: boolean;
  regions: readonly string[];
  variant: { id: number; article: string; labels: Names };
  product: {
    id: number;
    slug: string;
    names: Names;
    maker: string;
    aidClassCode: string;
    madeToOrder: boolean;
    warrantyMonths: number;
  };
  supplier: { id: number; names: Names; phone: string };
}

/** The offer as it stands, in force or not; null where there is none. */
export async function findOffer(
  db: Queryable,
  offerId: number,
  { on }: { on: string },
): Promise<Offer | null> {
  const chosen = offersInForce(db, on)
    .join('products as published', 'published.id', 'variants.product_id')
    .where({ 'offers.id': offerId, 'published.status': 'published' })
    .select('offers.id');
  const offers = db('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id');
  const rows: OfferRow[] = await withProducts(offers)
    .leftJoin('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .where('offers.id', offerId)
    .orderBy('offer_regions.region_code')
    .select('offer_regions.region_code', db.raw('exists ? as in_force', [chosen]));
  const [first] = rows;
  if (!first) return null;
  const regions = rows.flatMap(({ region_code }) => (region_code ? [region_code] : []));
  return { ...offerOf(first), inForce: Boolean(first.in_force), regions };
}

/** Where a page of offers ends. */
export interface OfferCursor {
  key: number;
  id: number;
}

const SORTS = { price: 'offers.price_tiyn', delivery: 'offers.delivery_days' } as const;

/**
 * Offers in force for products of the classes (list the ones below, too), delivered to a region, by price or
 * by delivery. `next` is the cursor of the next page, null on the last.
 */
export async function listOffersFor(
  db: Queryable,
  {
    aidClassCodes,
    regionCode,
    on,
    after = null,
    limit = 24,
    sort = 'price',
    withoutExtraCost = false,
  }: {
    aidClassCodes: readonly string[];
    regionCode: string;
    on: string;
    after?: OfferCursor | null;
    limit?: number;
    sort?: keyof typeof SORTS;
    /** Only those that the guaranteed amount pays in full. */
    withoutExtraCost?: boolean;
  },
): Promise<{ offers: Omit<Offer, 'regions'>[]; next: OfferCursor | null }> {
  const column = SORTS[sort];
  const offers = withProducts(offersInForce(db, on))
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .where({ 'offer_regions.region_code': regionCode, 'products.status': 'published' })
    .whereIn('products.aid_class_code', aidClassCodes)
    .orderBy([column, 'offers.id'])
    .limit(limit + 1);
  if (withoutExtraCost) {
    offers
      .join('product_listings as listed', 'listed.product_id', 'products.id')
      .where('offers.price_tiyn', '<=', db.ref('listed.guaranteed_tiyn'));
  }
  if (after) offers.whereRaw('(??, offers.id) > (?, ?)', [column, after.key, after.id]);
  const rows: OfferRow[] = await offers;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const key = last && (sort === 'price' ? last.price_tiyn : last.delivery_days);
  return {
    offers: shown.map((row) => ({ ...offerOf(row), inForce: true })),
    next: last ? { key: key!, id: last.id } : null,
  };
}

function withProducts(offers: Knex.QueryBuilder): Knex.QueryBuilder {
  return offers
    .join('products', 'products.id', 'variants.product_id')
    .select(
      'offers.id',
      'offers.price_tiyn',
      'offers.delivery_days',
      'variants.id as variant_id',
      'variants.article',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'products.id as product_id',
      'products.slug',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'products.maker',
      'products.aid_class_code',
      'products.made_to_order',
      'products.warranty_months',
      'suppliers.id as supplier_id',
      'suppliers.name_kk as supplier_name_kk',
      'suppliers.name_ru as supplier_name_ru',
      'suppliers.name_en as supplier_name_en',
      'suppliers.phone as supplier_phone',
    );
}

function offerOf(row: OfferRow): Omit<Offer, 'inForce' | 'regions'> {
  return {
    id: row.id,
    price: row.price_tiyn,
    deliveryDays: row.delivery_days,
    variant: { id: row.variant_id, article: row.article, labels: namesOf(row, 'label') },
    product: {
      id: row.product_id,
      slug: row.slug,
      names: namesOf(row),
      maker: row.maker,
      aidClassCode: row.aid_class_code,
      madeToOrder: Boolean(row.made_to_order),
      warrantyMonths: row.warranty_months,
    },
    supplier: {
      id: row.supplier_id,
      names: namesOf(row, 'supplier_name'),
      phone: row.supplier_phone,
    },
  };
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  price_tiyn: number;
  delivery_days: number;
  variant_id: number;
  article: string;
  product_id: number;
  slug: string;
  maker: string;
  aid_class_code: string;
  made_to_order: unknown;
  warranty_months: number;
  supplier_id: number;
  supplier_phone: string;
  region_code: string | null;
  in_force: unknown;
}
