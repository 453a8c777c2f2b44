// What a person gets and got: the orders of a request, and the aids of their other requests.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Status } from '../requests/lifecycle.ts';
import type { OrderStatus } from '../requests/orders.ts';

export interface EarlierAid {
  reference: string;
  officeId: number;
  aidClass: Names;
  aidClassCode: string;
  product: Names | null;
  status: Status;
  since: string;
}

export interface CaseOrder {
  number: string;
  status: OrderStatus;
  supplier: Names;
  placedOn: string;
  deliverBy: string | null;
  dispatchedOn: string | null;
  dispatchNote: string | null;
  misfitKind: string | null;
  misfitNote: string | null;
}

// More than these nobody reads on the page of a case.
const MOST_EARLIER = 30;

/** The person's other requests, the newest first: what they have, and what is on its way. */
export async function listEarlierAids(
  db: Queryable,
  { applicantId, exceptId }: { applicantId: number; exceptId: number },
): Promise<EarlierAid[]> {
  const rows: EarlierRow[] = await db('requests')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .leftJoin('variants', 'variants.id', 'requests.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .where('requests.applicant_id', applicantId)
    .whereNot('requests.id', exceptId)
    .whereNotIn('requests.status', ['draft', 'withdrawn', 'expired'])
    .orderBy('requests.id', 'desc')
    .limit(MOST_EARLIER)
    .select(
      'requests.reference',
      'requests.office_id',
      'requests.status',
      'requests.status_since',
      'requests.aid_class_code',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
      'products.name_kk as product_kk',
      'products.name_ru as product_ru',
      'products.name_en as product_en',
    );
  return rows.map((row) => ({
    reference: row.reference,
    officeId: row.office_id,
    aidClass: namesOf(row),
    aidClassCode: row.aid_class_code,
    product: row.product_kk ? namesOf(row, 'product') : null,
    status: row.status,
    since: row.status_since,
  }));
}

/** The orders of a request, the newest first. */
export async function listOrders(db: Queryable, requestId: number): Promise<CaseOrder[]> {
  const rows: OrderRow[] = await db('orders')
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .where({ request_id: requestId })
    .orderBy('orders.id', 'desc')
    .select(
      'orders.number',
      'orders.status',
      'orders.placed_on',
      'orders.deliver_by',
      'orders.dispatched_on',
      'orders.dispatch_note',
      'orders.misfit_kind',
      'orders.misfit_note',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
    );
  return rows.map((row) => ({
    number: row.number,
    status: row.status,
    supplier: namesOf(row),
    placedOn: row.placed_on,
    deliverBy: row.deliver_by,
    dispatchedOn: row.dispatched_on,
    dispatchNote: row.dispatch_note,
    misfitKind: row.misfit_kind,
    misfitNote: row.misfit_note,
  }));
}

interface EarlierRow extends Record<string, unknown> {
  reference: string;
  office_id: number;
  status: Status;
  status_since: string;
  aid_class_code: string;
  product_kk: string | null;
}

interface OrderRow extends Record<string, unknown> {
  number: string;
  status: OrderStatus;
  placed_on: string;
  deliver_by: string | null;
  dispatched_on: string | null;
  dispatch_note: string | null;
  misfit_kind: string | null;
  misfit_note: string | null;
}
