// The desk's queries on offers: one supplier's price for a variant in named regions.
import type { Knex } from 'knex';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import type { Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import { searchIn } from '../list-page.ts';
import type { PublicationStatus } from '../publication.ts';
import { lacksOfOffer, type OfferLack } from './completeness.ts';

export interface OfferRow {
  id: number;
  variant_id: number;
  supplier_id: number;
  price_tiyn: number;
  delivery_days: number;
  available: unknown;
  status: PublicationStatus;
  version: number;
  submitted_by: number | null;
  valid_from: string;
  valid_until: string | null;
}

/** An offer with the names of what it is for and whose it is. */
export interface Offer extends OfferRow {
  article: string;
  product_id: number;
  product_status: string;
  variant_active: boolean;
  product_kk: string;
  product_ru: string;
  product_en: string;
  supplier_kk: string;
  supplier_ru: string;
  supplier_en: string;
  supplier_status: string;
  admitted_until: string | null;
  regions: string[];
}

/** The offers that fit a filter, to be counted or paged. */
export function offersBy(
  db: Queryable,
  filter: {
    q: string | null;
    status: string | null;
    supplier: number | null;
    product: number | null;
  },
): Knex.QueryBuilder {
  const { q, status, supplier, product } = filter;
  const query = joined(db);
  if (q) {
    searchIn(
      query,
      ['variants.article', 'products.name_kk', 'products.name_ru', 'products.name_en'],
      q,
    );
  }
  if (status) query.where('offers.status', status);
  if (supplier) query.where('offers.supplier_id', supplier);
  if (product) query.where('variants.product_id', product);
  return query;
}

/** @throws NotFound */
export async function findOffer(db: Queryable, id: number): Promise<Offer> {
  const row: (Omit<Offer, 'variant_active'> & { variant_active: unknown }) | undefined =
    await joined(db).where('offers.id', id).first();
  if (!row) throw new NotFound();
  const regions = await regionsOfOffer(db, id);
  return { ...row, variant_active: Boolean(row.variant_active), regions };
}

/** The suppliers to choose from, by name. */
export async function listSupplierNames(
  db: Queryable,
  lang: 'kk' | 'ru' | 'en',
): Promise<{ id: number; name: string; status: string }[]> {
  const rows: {
    id: number;
    name: string;
    status: string;
  }[] = await db('suppliers').select('id', 'status', `name_${lang} as name`);
  const { compare } = new Intl.Collator(lang);
  return rows.toSorted((a, b) => compare(a.name, b.name));
}

/** What stands between an offer and the catalogue. */
export async function readOfferLacks(
  db: Queryable,
  offer: Offer,
  on: string,
): Promise<OfferLack[]> {
  const served = await servedBy(db, offer.supplier_id);
  const others = await publishedBeside(db, offer);
  return lacksOfOffer(
    {
      validFrom: offer.valid_from,
      validUntil: offer.valid_until,
      regions: offer.regions,
      variantActive: offer.variant_active,
      productStatus: offer.product_status,
      supplier: {
        status: offer.supplier_status,
        admittedUntil: offer.admitted_until,
        regions: served,
      },
      others: others.map(({ valid_from, valid_until }) => ({
        validFrom: valid_from,
        validUntil: valid_until,
      })),
    },
    on,
  );
}

/** The same supplier's other published offers for the variant that have not ended before it starts. */
export function publishedBeside(
  db: Queryable,
  { id, variant_id, supplier_id }: OfferRow,
): Promise<OfferRow[]> {
  return db('offers')
    .where({ variant_id, supplier_id, status: 'published' })
    .whereNot({ id })
    .orderBy('valid_from');
}

function joined(db: Queryable): Knex.QueryBuilder {
  return db('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .select(
      'offers.*',
      'variants.article',
      'variants.product_id',
      'variants.active as variant_active',
      'products.status as product_status',
      'products.name_kk as product_kk',
      'products.name_ru as product_ru',
      'products.name_en as product_en',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
      'suppliers.status as supplier_status',
      'suppliers.admitted_until',
    );
}

/** The regions that a supplier serves. */
export async function servedBy(db: Queryable, supplierId: number): Promise<string[]> {
  const rows: {
    region_code: string;
  }[] = await db('supplier_regions').where({ supplier_id: supplierId });
  return rows.map(({ region_code }) => region_code);
}

/** The regions that an offer is for. */
export async function regionsOfOffer(db: Queryable, offerId: number): Promise<string[]> {
  const rows: {
    offer_id: number;
    region_code: string;
  }[] = await db('offer_regions').where({ offer_id: offerId });
  return (
    groupedBy(rows, ({ offer_id }) => offer_id)
      .get(offerId)
      ?.map(({ region_code }) => region_code) ?? []
  );
}
