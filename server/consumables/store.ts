// The only queries on plans and their lots.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Plan {
  id: number;
  version: number;
  applicant: { id: number; name: string; regionCode: string };
  entitlement: {
    id: number;
    aidClassCode: string;
    free: number;
    quantity: number;
  };
  programme: { issuedOn: string; validUntil: string | null };
  aidClass: Names;
  /** Of the class or what it belongs to; else what the programme grants. */
  norm: number;
  offerId: number;
  product: { slug: string; names: Names; variant: Names };
  /** What the person agreed to for one piece. */
  price: number;
  coPayment: number;
  pieces: number;
  months: number;
  delivery: { address: string; phone: string | null; note: string | null };
  state: 'active' | 'ended';
  endReason: string | null;
  endedOn: string | null;
}

export interface Lot {
  id: number;
  planId: number;
  number: number;
  state: 'planned' | 'sent' | 'received' | 'ended' | 'skipped' | 'dropped';
  opensOn: string;
  lastsUntil: string | null;
  yearId: number | null;
  pieces: number | null;
  request: { id: number; reference: string; status: string } | null;
}

/** The plans of people whom the reader may see: those that run first. */
export async function plansOf(db: Queryable, applicantIds: readonly number[]): Promise<Plan[]> {
  const rows: PlanRow[] = await plans(db)
    .whereIn('consumable_plans.applicant_id', applicantIds)
    .orderBy(['consumable_plans.state', { column: 'consumable_plans.id', order: 'desc' }])
    .limit(50);
  return rows.map(planOf);
}

/** One plan; whose it is must be checked by the caller. */
export async function findPlan(db: Queryable, id: number): Promise<Plan | null> {
  const row: PlanRow | undefined = await plans(db).where('consumable_plans.id', id).first();
  return row ? planOf(row) : null;
}

/** The plan that runs for a line of the programme. */
export async function planOfEntitlement(db: Queryable, entitlementId: number) {
  const row: PlanRow | undefined = await plans(db)
    .where('consumable_plans.entitlement_id', entitlementId)
    .orderBy('consumable_plans.id', 'desc')
    .first();
  return row ? planOf(row) : null;
}

/** The lots of plans, in their order. */
export async function lotsOf(db: Queryable, planIds: readonly number[]): Promise<Lot[]> {
  const rows: LotRow[] = await lots(db)
    .whereIn('consumable_lots.plan_id', planIds)
    .orderBy(['consumable_lots.plan_id', 'consumable_lots.number']);
  return rows.map(lotOf);
}

/** The lot that a request is; null for all others. */
export async function lotOfRequest(db: Queryable, requestId: number): Promise<Lot | null> {
  const row: LotRow | undefined = await lots(db)
    .where('consumable_lots.request_id', requestId)
    .first();
  return row ? lotOf(row) : null;
}

/** The yearly norm of a class: its own, else of what it belongs to; null where none is set. */
export async function normOf(db: Queryable, aidClassCode: string): Promise<number | null> {
  const row: { norm: number | null } | undefined = await withNorm(db('aid_classes as own'))
    .where('own.code', aidClassCode)
    .first(db.raw(NORM));
  return row?.norm ?? null;
}

const NORM = 'coalesce(own.annual_norm, parent.annual_norm, family.annual_norm) as norm';

function withNorm(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .leftJoin('aid_classes as parent', 'parent.code', 'own.parent_code')
    .leftJoin('aid_classes as family', 'family.code', 'parent.parent_code');
}

function plans(db: Queryable): Knex.QueryBuilder {
  return withNorm(
    db('consumable_plans')
      .join('entitlements', 'entitlements.id', 'consumable_plans.entitlement_id')
      .join('programmes', 'programmes.id', 'entitlements.programme_id')
      .join('applicants', 'applicants.id', 'consumable_plans.applicant_id')
      .join('offers', 'offers.id', 'consumable_plans.offer_id')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .join('aid_classes as own', 'own.code', 'entitlements.aid_class_code'),
  ).select(
    'consumable_plans.*',
    'applicants.given_name',
    'applicants.family_name',
    'applicants.region_code',
    'entitlements.aid_class_code',
    'entitlements.quantity',
    'entitlements.reserved',
    'entitlements.used',
    'programmes.issued_on',
    'programmes.valid_until',
    'products.slug',
    db.raw(NORM),
    ...inAllLanguages('own.name', 'class'),
    ...inAllLanguages('products.name', 'product'),
    ...inAllLanguages('variants.label', 'variant'),
  );
}

function lots(db: Queryable): Knex.QueryBuilder {
  return db('consumable_lots')
    .leftJoin('requests', 'requests.id', 'consumable_lots.request_id')
    .select('consumable_lots.*', 'requests.reference', 'requests.status as request_status');
}

function inAllLanguages(column: string, name: string): string[] {
  return ['kk', 'ru', 'en'].map((lang) => `${column}_${lang} as ${name}_${lang}`);
}

function planOf(row: PlanRow): Plan {
  return {
    id: row.id,
    version: row.version,
    applicant: {
      id: row.applicant_id,
      name: `${row.given_name} ${row.family_name}`,
      regionCode: row.region_code,
    },
    entitlement: {
      id: row.entitlement_id,
      aidClassCode: row.aid_class_code,
      quantity: row.quantity,
      free: row.quantity - row.reserved - row.used,
    },
    programme: { issuedOn: row.issued_on, validUntil: row.valid_until },
    aidClass: namesOf(row, 'class'),
    norm: row.norm ?? row.quantity,
    offerId: row.offer_id,
    product: {
      slug: row.slug,
      names: namesOf(row, 'product'),
      variant: namesOf(row, 'variant'),
    },
    price: row.price_tiyn,
    coPayment: row.co_payment_tiyn,
    pieces: row.pieces,
    months: row.months,
    delivery: {
      address: row.delivery_address,
      phone: row.delivery_phone,
      note: row.delivery_note,
    },
    state: row.state,
    endReason: row.end_reason,
    endedOn: row.ended_on,
  };
}

function lotOf(row: LotRow): Lot {
  return {
    id: row.id,
    planId: row.plan_id,
    number: row.number,
    state: row.state,
    opensOn: row.opens_on,
    lastsUntil: row.lasts_until,
    yearId: row.year_id,
    pieces: row.pieces,
    request: row.request_id
      ? { id: row.request_id, reference: row.reference!, status: row.request_status! }
      : null,
  };
}

interface PlanRow extends Record<string, unknown> {
  id: number;
  version: number;
  applicant_id: number;
  given_name: string;
  family_name: string;
  region_code: string;
  entitlement_id: number;
  aid_class_code: string;
  quantity: number;
  reserved: number;
  used: number;
  issued_on: string;
  valid_until: string | null;
  norm: number | null;
  offer_id: number;
  slug: string;
  price_tiyn: number;
  co_payment_tiyn: number;
  pieces: number;
  months: number;
  delivery_address: string;
  delivery_phone: string | null;
  delivery_note: string | null;
  state: Plan['state'];
  end_reason: string | null;
  ended_on: string | null;
}

interface LotRow {
  id: number;
  plan_id: number;
  number: number;
  state: Lot['state'];
  opens_on: string;
  lasts_until: string | null;
  year_id: number | null;
  pieces: number | null;
  request_id: number | null;
  reference: string | null;
  request_status: string | null;
}
