// What there is to know about a few variants at once, and what they cost in a place: for comparing and for lists.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { groupedBy } from './grouped-by.ts';
import { amountFor, guaranteedAmountsOn } from './guaranteed-amounts.ts';
import { offersInForce } from './offers-in-force.ts';
import type { Snapshot } from './snapshot.ts';
import type { Values } from './technical-data.ts';

export interface VariantOffer {
  id: number;
  supplier: Names;
  price: number;
  deliveryDays: number;
}

export interface VariantFacts {
  variantId: number;
  article: string;
  labels: Names;
  values: Values;
  /** It can be chosen: its product is published and it is made. Otherwise nobody offers it. */
  listed: boolean;
  product: {
    id: number;
    slug: string;
    names: Names;
    maker: string;
    aidClassCode: string;
    madeToOrder: boolean;
    certificate: { number: string; validUntil: string | null } | null;
    origin: string;
    warrantyMonths: number;
  };
  /** What the state pays at most for its class; null where it is not set. */
  guaranteed: number | null;
  /** Those that the place can have, cheapest first. */
  offers: readonly VariantOffer[];
}

// Thirty variants of a list have some hundreds of offers; a page names a few.
const MOST_OFFERS = 2000;

/** The facts of variants by id or article, in no order. Products that were never published are left out. */
export async function readVariantFacts(
  db: Database,
  { ids, articles = [] }: { ids: readonly number[]; articles?: readonly string[] },
  { snapshot, on, region }: { snapshot: Snapshot; on: string; region: string | null },
): Promise<VariantFacts[]> {
  if (ids.length + articles.length === 0) return [];
  const rows: Row[] = await variantRows(db.read, ids, articles);
  const variants = [...groupedBy(rows, (row) => row.variant_id).values()];
  const listed = variants.filter(([row]) => isListed(row!)).map(([row]) => row!.variant_id);
  const offers = await offersOf(db.read, listed, { on, region });
  const amounts = await guaranteedAmountsOn(db.read, on);
  return variants.map((own) => {
    const row = own[0]!;
    return {
      ...factsOf(row),
      values: new Map(
        own.flatMap((one) => (one.definition_id ? [[one.definition_id, valueOf(one)]] : [])),
      ),
      guaranteed: amountFor(amounts, snapshot.classes.withAncestors(row.aid_class_code)),
      offers: offers.get(row.variant_id) ?? [],
    };
  });
}

function variantRows(db: Queryable, ids: readonly number[], articles: readonly string[]) {
  return db('variants')
    .join('products', 'products.id', 'variants.product_id')
    .leftJoin('attribute_values', 'attribute_values.variant_id', 'variants.id')
    .whereIn('products.status', ['published', 'withdrawn'])
    .where(
      (named) => void named.whereIn('variants.id', ids).orWhereIn('variants.article', articles),
    )
    .select(
      'variants.id as variant_id',
      'variants.article',
      'variants.active',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'products.id as product_id',
      'products.slug',
      'products.status',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'products.maker',
      'products.aid_class_code',
      'products.made_to_order',
      'products.certificate_number',
      'products.certificate_valid_until',
      'products.origin',
      'products.warranty_months',
      'attribute_values.definition_id',
      'attribute_values.thousandths',
      'attribute_values.option_id',
      'attribute_values.yes',
      'attribute_values.text_kk',
      'attribute_values.text_ru',
      'attribute_values.text_en',
    );
}

async function offersOf(
  db: Queryable,
  variantIds: readonly number[],
  { on, region }: { on: string; region: string | null },
): Promise<ReadonlyMap<number, VariantOffer[]>> {
  if (variantIds.length === 0) return new Map();
  const query = offersInForce(db, on)
    .whereIn('offers.variant_id', variantIds)
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
    );
  if (region) {
    query.whereIn(
      'offers.id',
      db('offer_regions').where({ region_code: region }).select('offer_id'),
    );
  }
  const rows: OfferRow[] = await query;
  const grouped = groupedBy(rows, (row) => row.variant_id);
  return new Map([...grouped].map(([id, own]) => [id, own.map(offerOf)]));
}

function offerOf(row: OfferRow): VariantOffer {
  return {
    id: row.id,
    supplier: namesOf(row),
    price: row.price_tiyn,
    deliveryDays: row.delivery_days,
  };
}

function isListed({ status, active }: Row): boolean {
  return status === 'published' && Boolean(active);
}

function factsOf(row: Row): Omit<VariantFacts, 'values' | 'guaranteed' | 'offers'> {
  return {
    variantId: row.variant_id,
    article: row.article,
    labels: namesOf(row, 'label'),
    listed: isListed(row),
    product: {
      id: row.product_id,
      slug: row.slug,
      names: namesOf(row),
      maker: row.maker,
      aidClassCode: row.aid_class_code,
      madeToOrder: Boolean(row.made_to_order),
      certificate: row.certificate_number
        ? { number: row.certificate_number, validUntil: row.certificate_valid_until }
        : null,
      origin: row.origin,
      warrantyMonths: row.warranty_months,
    },
  };
}

function valueOf(row: Row) {
  return {
    thousandths: row.thousandths,
    optionId: row.option_id,
    yes: row.yes === null ? null : Boolean(row.yes),
    text: namesOf(row, 'text'),
  };
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  price_tiyn: number;
  delivery_days: number;
}

interface Row extends Record<string, unknown> {
  variant_id: number;
  article: string;
  active: unknown;
  product_id: number;
  slug: string;
  status: string;
  maker: string;
  aid_class_code: string;
  made_to_order: unknown;
  certificate_number: string | null;
  certificate_valid_until: string | null;
  origin: string;
  warranty_months: number;
  definition_id: number | null;
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
}
