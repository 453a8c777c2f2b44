// What is known of the offer that is chosen, or of the maker who is appointed.
import type { Queryable } from '../database.ts';
import type { AidRequest } from './aid-request.ts';

/** Facts that the checks of a choice look at. */
export interface Chosen {
  inForce: boolean;
  servesRegion: boolean;
  supplierStatus: string;
  supplierUntil: string | null;
  certificateUntil: string | null;
}

/** What is known of the chosen offer on a day; null while none is chosen. */
export async function offerFacts(
  db: Queryable,
  request: AidRequest,
  day: string,
): Promise<Chosen | null> {
  if (request.offerId === null) return null;
  const row: {
    status: string;
    available: unknown; // 0 or 1 on SQLite
    valid_from: string;
    valid_until: string | null;
    product_status: string;
    certificate_valid_until: string | null;
    supplier_status: string;
    admitted_until: string | null;
    region_code: string | null;
  } = await db('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .leftJoin('offer_regions', (join) => {
      join
        .on('offer_regions.offer_id', 'offers.id')
        .andOnVal('offer_regions.region_code', request.applicant.regionCode);
    })
    .where('offers.id', request.offerId)
    .first(
      'offers.status',
      'offers.available',
      'offers.valid_from',
      'offers.valid_until',
      'products.status as product_status',
      'products.certificate_valid_until',
      'suppliers.status as supplier_status',
      'suppliers.admitted_until',
      'offer_regions.region_code',
    );
  const inDate = row.valid_from <= day && (row.valid_until === null || row.valid_until > day);
  const published = row.status === 'published' && row.product_status === 'published';
  return {
    inForce: published && inDate && Boolean(row.available),
    servesRegion: row.region_code !== null,
    supplierStatus: row.supplier_status,
    supplierUntil: row.admitted_until,
    certificateUntil: row.certificate_valid_until,
  };
}

/** What is known of the appointed maker, with whose work no certificate comes. */
export async function makerFacts(
  db: Queryable,
  request: AidRequest,
  { makerId, hasPrice }: { makerId: number; hasPrice: boolean },
): Promise<Chosen> {
  const row: {
    active: unknown;
    status: string;
    admitted_until: string | null;
    region_code: string | null;
  } = await db('makers')
    .join('suppliers', 'suppliers.id', 'makers.supplier_id')
    .leftJoin('maker_regions', (join) => {
      join
        .on('maker_regions.maker_id', 'makers.id')
        .andOnVal('maker_regions.region_code', request.applicant.regionCode);
    })
    .where('makers.id', makerId)
    .first(
      'makers.active',
      'suppliers.status',
      'suppliers.admitted_until',
      'maker_regions.region_code',
    );
  return {
    inForce: Boolean(row.active) && hasPrice,
    servesRegion: row.region_code !== null,
    supplierStatus: row.status,
    supplierUntil: row.admitted_until,
    certificateUntil: null, // what is made for one person has none of its own
  };
}
