import type { Knex } from 'knex';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import { offersInForce } from '../../catalogue/offers-in-force.ts';
import type { Queryable } from '../../database.ts';
import { namesOf } from '../../i18n/languages.ts';
import type { Shape } from '../shapes.ts';
import { NUMBER, type Ground, type Resource } from './resource.ts';

/** Offers that a person can choose today. */
export const offers: Resource<'Offer'> = {
  name: 'offers',
  shape: 'Offer',
  summary: 'Offers of suppliers that are in force today',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: {
    variant: { pattern: NUMBER, description: 'Id of a variant' },
    supplier: { pattern: /^\d{12}$/, description: "A supplier's BIN" },
  },
  list: async (ground, { after, limit, filters }) => {
    const query = publishedOffers(ground)
      .where('offers.id', '>', Number(after ?? 0))
      .orderBy('offers.id')
      .limit(limit);
    if (filters.variant) query.where('offers.variant_id', Number(filters.variant));
    if (filters.supplier) query.where('suppliers.bin', filters.supplier);
    return offersOf(await query, ground.db);
  },
  find: async (ground, id) =>
    (await offersOf(await publishedOffers(ground).where('offers.id', Number(id)), ground.db))[0] ??
    null,
};

function publishedOffers({ db, on }: Ground): Knex.QueryBuilder {
  return offersInForce(db, on)
    .join('products', 'products.id', 'variants.product_id')
    .where('products.status', 'published')
    .select(
      'offers.*',
      'suppliers.bin',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
    );
}

async function offersOf(rows: readonly OfferRow[], db: Queryable): Promise<Shape<'Offer'>[]> {
  const places: { offer_id: number; region_code: string }[] = await db('offer_regions')
    .whereIn(
      'offer_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['offer_id', 'region_code']);
  const placesOf = groupedBy(places, (place) => place.offer_id);
  return rows.map((row) => ({
    id: row.id,
    variant: row.variant_id,
    supplier: { bin: row.bin, names: namesOf(row) },
    priceTiyn: row.price_tiyn,
    deliveryWorkingDays: row.delivery_days,
    regions: (placesOf.get(row.id) ?? []).map((place) => place.region_code),
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }));
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  bin: string;
  price_tiyn: number;
  delivery_days: number;
  valid_from: string;
  valid_until: string | null;
}
