// A product's offers in force as one short text: `[["710000000,750000000",[variant,supplier,price,days,…]],…]`,
// those that are delivered to the same regions together.
import type { Queryable } from '../database.ts';
import { groupedBy } from './grouped-by.ts';
import { offersInForce } from './offers-in-force.ts';

/** One offer of a product that is listed. Sums are whole tiyn, days are working days. */
export interface ListedOffer {
  variantId: number;
  supplierId: number;
  price: number;
  days: number;
  /** Codes, joined by commas. */
  regions: string;
}

/** The offers in force on a day, by product. */
export async function readListedOffers(
  db: Queryable,
  productIds: readonly number[],
  on: string,
): Promise<ReadonlyMap<number, ListedOffer[]>> {
  const areas = db('offer_regions')
    .whereIn(
      'offer_id',
      db('offers')
        .join('variants', 'variants.id', 'offers.variant_id')
        .whereIn('variants.product_id', productIds)
        .select('offers.id'),
    )
    .groupBy('offer_id')
    .select('offer_id', db.raw(`string_agg(region_code, ',' order by region_code) as regions`));
  const rows: OfferRow[] = await offersInForce(db, on)
    .leftJoin(areas.as('areas'), 'areas.offer_id', 'offers.id')
    .whereIn('variants.product_id', productIds)
    .orderBy('offers.id')
    .select(
      'variants.product_id',
      'offers.variant_id',
      'offers.supplier_id',
      'offers.price_tiyn',
      'offers.delivery_days',
      'areas.regions',
    );
  const offers = groupedBy(rows, (row) => row.product_id);
  return new Map([...offers].map(([id, own]) => [id, own.map(offerOf)]));
}

/** The text of a product's offers. */
export function writeOffers(offers: readonly ListedOffer[]): string {
  const areas = groupedBy(offers, ({ regions }) => regions);
  return JSON.stringify(
    [...areas].map(([regions, own]) => [
      regions,
      own.flatMap(({ variantId, supplierId, price, days }) => [variantId, supplierId, price, days]),
    ]),
  );
}

/** What `writeOffers` wrote. */
export function readOffers(text: string): ListedOffer[] {
  const areas: [regions: string, numbers: number[]][] = JSON.parse(text);
  return areas.flatMap(([regions, numbers]) =>
    Array.from({ length: numbers.length / 4 }, (_, at) => {
      const [variantId, supplierId, price, days] = numbers.slice(at * 4, at * 4 + 4);
      return {
        variantId: variantId!,
        supplierId: supplierId!,
        price: price!,
        days: days!,
        regions,
      };
    }),
  );
}

interface OfferRow {
  product_id: number;
  variant_id: number;
  supplier_id: number;
  price_tiyn: number;
  delivery_days: number;
  regions: string | null;
}

function offerOf(row: OfferRow): ListedOffer {
  return {
    variantId: row.variant_id,
    supplierId: row.supplier_id,
    price: row.price_tiyn,
    days: row.delivery_days,
    regions: row.regions ?? '',
  };
}
