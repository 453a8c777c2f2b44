// A request as the rules see it, and the query that reads it.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Money } from './co-payment.ts';
import type { HoldKind } from './holds.ts';
import type { Status } from './lifecycle.ts';

/**
 * Dates on the way of an aid that is made for one person: times offered by, one picked by, the visit
 * itself, ready by.
 */
export type DueKind = 'slots' | 'pick' | 'visit' | 'ready';

export interface AidRequest {
  id: number;
  reference: string;
  status: Status;
  statusSince: string;
  version: number;
  route: 'catalogue' | 'made_to_order';
  applicant: {
    id: number;
    accountId: number | null;
    name: string;
    regionCode: string;
  };
  officeId: number;
  officeNames: Names;
  entitlementId: number;
  aidClass: { code: string; names: Names; illustrationAlt: Names };
  quantity: number;
  offerId: number | null;
  variantId: number | null;
  /** What was chosen; null in a draft without a choice. */
  product: { slug: string; names: Names; variant: Names; aidClassCode: string } | null;
  supplier: { id: number; names: Names } | null;
  /** An aid that is made for the person, without a product chosen: who makes it, and whom the person would like. */
  making: { makerId: number | null; wishedMakerId: number | null } | null;
  wishes: string | null;
  /** Whether they would take an aid that somebody had before: yes, no, or to be asked. */
  usedAid: 'ask' | 'yes' | 'no';
  /** Where nobody offers what the person needs: what they must be able to do, and what they tried. */
  need: { text: string; tried: string | null } | null;
  delivery: { address: string; phone: string | null; note: string | null };
  /** As the person saw it at submission, and again as ordered. */
  money: Money | null;
  pricedOn: string | null;
  assignee: { accountId: number; name: string } | null;
  dueOn: string | null;
  /** What the next date is for, where the status alone does not say it. */
  dueKind: DueKind | null;
  decisionDueOn: string | null;
  decisionDaysLeft: number | null;
  /** Why the decision clock stands still while the office has it, and the day on which it goes on. */
  hold: { kind: HoldKind; until: string } | null;
  startedBy: number;
  startedAt: string;
  submittedBy: number | null;
  submittedAt: string | null;
}

/** Finds a request by its reference. Whether the reader may see it must be asked of `policy.ts`. */
export async function findRequest(db: Queryable, reference: string): Promise<AidRequest | null> {
  const row: RequestRow | undefined = await requests(db)
    .where('requests.reference', reference)
    .first();
  return row ? requestOf(row) : null;
}

/** The query behind every reading of requests: one row each, with the names a page shows. */
export function requests(db: Queryable): Knex.QueryBuilder {
  return db('requests')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .join('offices', 'offices.id', 'requests.office_id')
    .leftJoin('offers', 'offers.id', 'requests.offer_id')
    .leftJoin('variants', 'variants.id', 'requests.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .leftJoin('makings', 'makings.request_id', 'requests.id')
    .leftJoin('makers', 'makers.id', 'makings.maker_id')
    .leftJoin(
      'suppliers',
      'suppliers.id',
      db.raw('coalesce(offers.supplier_id, makers.supplier_id)'),
    )
    .leftJoin('accounts as assignees', 'assignees.id', 'requests.assigned_to')
    .select(
      'requests.*',
      'applicants.account_id as applicant_account_id',
      'applicants.given_name',
      'applicants.family_name',
      'applicants.region_code',
      'assignees.given_name as assignee_given_name',
      'assignees.family_name as assignee_family_name',
      'products.slug',
      'products.aid_class_code as product_class_code',
      'suppliers.id as supplier_id',
      'makings.id as making_id',
      'makings.maker_id',
      'makings.wished_maker_id',
      ...inAllLanguages('offices.name', 'office_name'),
      ...inAllLanguages('aid_classes.name', 'class_name'),
      ...inAllLanguages('aid_classes.illustration_alt', 'illustration_alt'),
      ...inAllLanguages('products.name', 'product_name'),
      ...inAllLanguages('variants.label', 'variant_label'),
      ...inAllLanguages('suppliers.name', 'supplier_name'),
    );
}

function inAllLanguages(column: string, name: string): string[] {
  return ['kk', 'ru', 'en'].map((lang) => `${column}_${lang} as ${name}_${lang}`);
}

export function requestOf(row: RequestRow): AidRequest {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    statusSince: row.status_since,
    version: row.version,
    route: row.route,
    applicant: {
      id: row.applicant_id,
      accountId: row.applicant_account_id,
      name: `${row.given_name} ${row.family_name}`,
      regionCode: row.region_code,
    },
    officeId: row.office_id,
    officeNames: namesOf(row, 'office_name'),
    entitlementId: row.entitlement_id,
    aidClass: {
      code: row.aid_class_code,
      names: namesOf(row, 'class_name'),
      illustrationAlt: namesOf(row, 'illustration_alt'),
    },
    quantity: row.quantity,
    offerId: row.offer_id,
    variantId: row.variant_id,
    product: row.slug
      ? {
          slug: row.slug,
          names: namesOf(row, 'product_name'),
          variant: namesOf(row, 'variant_label'),
          aidClassCode: row.product_class_code!,
        }
      : null,
    supplier: row.supplier_id
      ? { id: row.supplier_id, names: namesOf(row, 'supplier_name') }
      : null,
    making: row.making_id ? { makerId: row.maker_id, wishedMakerId: row.wished_maker_id } : null,
    wishes: row.wishes,
    usedAid: row.used_aid,
    need: row.need === null ? null : { text: row.need, tried: row.need_tried },
    delivery: {
      address: row.delivery_address,
      phone: row.delivery_phone,
      note: row.delivery_note,
    },
    money:
      row.price_tiyn === null
        ? null
        : {
            price: row.price_tiyn,
            guaranteed: row.guaranteed_tiyn,
            stateShare: row.state_share_tiyn,
            coPayment: row.co_payment_tiyn,
          },
    pricedOn: row.priced_on,
    assignee: row.assigned_to
      ? {
          accountId: row.assigned_to,
          name: `${row.assignee_given_name} ${row.assignee_family_name}`,
        }
      : null,
    dueOn: row.due_on,
    dueKind: row.due_kind,
    decisionDueOn: row.decision_due_on,
    decisionDaysLeft: row.decision_days_left,
    hold: row.held_until && row.hold_kind ? { kind: row.hold_kind, until: row.held_until } : null,
    startedBy: row.started_by,
    startedAt: row.started_at,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
  };
}

/** The columns that money takes on a request. */
export function moneyColumns(money: Money, pricedOn: string) {
  return {
    price_tiyn: money.price,
    guaranteed_tiyn: money.guaranteed,
    state_share_tiyn: money.stateShare,
    co_payment_tiyn: money.coPayment,
    priced_on: pricedOn,
  };
}

export interface RequestRow extends Record<string, unknown> {
  id: number;
  reference: string;
  status: Status;
  status_since: string;
  version: number;
  route: AidRequest['route'];
  applicant_id: number;
  applicant_account_id: number | null;
  given_name: string;
  family_name: string;
  region_code: string;
  office_id: number;
  entitlement_id: number;
  aid_class_code: string;
  quantity: number;
  offer_id: number | null;
  variant_id: number | null;
  slug: string | null;
  product_class_code: string | null;
  supplier_id: number | null;
  making_id: number | null;
  maker_id: number | null;
  wished_maker_id: number | null;
  wishes: string | null;
  used_aid: 'ask' | 'yes' | 'no';
  need: string | null;
  need_tried: string | null;
  delivery_address: string;
  delivery_phone: string | null;
  delivery_note: string | null;
  price_tiyn: number | null;
  guaranteed_tiyn: number | null;
  state_share_tiyn: number | null;
  co_payment_tiyn: number | null;
  priced_on: string | null;
  assigned_to: number | null;
  assignee_given_name: string | null;
  assignee_family_name: string | null;
  due_on: string | null;
  due_kind: DueKind | null;
  decision_due_on: string | null;
  decision_days_left: number | null;
  held_until: string | null;
  hold_kind: HoldKind | null;
  started_by: number;
  started_at: string;
  submitted_by: number | null;
  submitted_at: string | null;
}
