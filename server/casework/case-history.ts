// What has happened to a request, as the office sees it: facts, questions, decisions, orders, earlier aids.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Status } from '../requests/lifecycle.ts';
import type { OrderStatus } from '../requests/orders.ts';

export interface CaseEvent {
  version: number;
  kind: string;
  at: string;
  /** Null: the portal itself. */
  by: string | null;
  byRole: string;
  reason: Names | null;
  note: string | null;
  staffOnly: boolean;
}

export interface Question {
  kind: 'text' | 'money';
  text: string;
  askedBy: string;
  askedAt: string;
  dueOn: string;
  answer: string | null;
  agreed: boolean | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

export interface Decision {
  kind: 'approved' | 'refused';
  state: 'waiting' | 'stands' | 'returned';
  decidedBy: { accountId: number; name: string };
  decidedAt: string;
  consentBy: string | null;
  consentAt: string | null;
  reason: Names | null;
  explanation: string | null;
  note: string | null;
}

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

/** All facts of a request, the newest first. */
export async function listEvents(db: Queryable, requestId: number): Promise<CaseEvent[]> {
  const rows: EventRow[] = await db('request_events')
    .leftJoin('accounts', 'accounts.id', 'request_events.by_account_id')
    .leftJoin('reasons', 'reasons.code', 'request_events.reason_code')
    .where({ request_id: requestId })
    .orderBy('request_events.version', 'desc')
    .select(
      'request_events.version',
      'request_events.kind',
      'request_events.at',
      'request_events.by_role',
      'request_events.reason_code',
      'request_events.note',
      'request_events.visible_to',
      'accounts.given_name',
      'accounts.family_name',
      'reasons.name_kk',
      'reasons.name_ru',
      'reasons.name_en',
    );
  return rows.map((row) => ({
    version: row.version,
    kind: row.kind,
    at: row.at,
    by: row.family_name && `${row.family_name} ${row.given_name}`,
    byRole: row.by_role,
    reason: row.reason_code ? namesOf(row) : null,
    note: row.note,
    staffOnly: row.visible_to === 'staff',
  }));
}

/** Questions with their answers, the newest first. */
export async function listQuestions(db: Queryable, requestId: number): Promise<Question[]> {
  const rows: QuestionRow[] = await db('questions')
    .join('accounts as askers', 'askers.id', 'questions.asked_by')
    .leftJoin('accounts as answerers', 'answerers.id', 'questions.answered_by')
    .where({ request_id: requestId })
    .orderBy('questions.id', 'desc')
    .select(
      'questions.*',
      'askers.given_name as asker_given_name',
      'askers.family_name as asker_family_name',
      'answerers.given_name as answerer_given_name',
      'answerers.family_name as answerer_family_name',
    );
  return rows.map((row) => ({
    kind: row.kind,
    text: row.text,
    askedBy: `${row.asker_family_name} ${row.asker_given_name}`,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    answer: row.answer,
    agreed: row.agreed === null ? null : Boolean(row.agreed),
    answeredBy:
      row.answerer_family_name && `${row.answerer_family_name} ${row.answerer_given_name}`,
    answeredAt: row.answered_at,
  }));
}

/** Decisions, the newest first; one that waits for a second person is on top. */
export async function listDecisions(db: Queryable, requestId: number): Promise<Decision[]> {
  const rows: DecisionRow[] = await db('decisions')
    .join('accounts as deciders', 'deciders.id', 'decisions.decided_by')
    .leftJoin('accounts as seconds', 'seconds.id', 'decisions.consent_by')
    .leftJoin('reasons', 'reasons.code', 'decisions.reason_code')
    .where({ request_id: requestId })
    .orderBy('decisions.id', 'desc')
    .select(
      'decisions.*',
      'deciders.given_name as decider_given_name',
      'deciders.family_name as decider_family_name',
      'seconds.given_name as second_given_name',
      'seconds.family_name as second_family_name',
      'reasons.name_kk',
      'reasons.name_ru',
      'reasons.name_en',
    );
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state,
    decidedBy: {
      accountId: row.decided_by,
      name: `${row.decider_family_name} ${row.decider_given_name}`,
    },
    decidedAt: row.decided_at,
    consentBy: row.second_family_name && `${row.second_family_name} ${row.second_given_name}`,
    consentAt: row.consent_at,
    reason: row.reason_code ? namesOf(row) : null,
    explanation: row.explanation,
    note: row.note,
  }));
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

interface EventRow extends Record<string, unknown> {
  version: number;
  kind: string;
  at: string;
  by_role: string;
  reason_code: string | null;
  note: string | null;
  visible_to: string;
  given_name: string | null;
  family_name: string | null;
}

interface QuestionRow {
  kind: 'text' | 'money';
  text: string;
  asker_given_name: string;
  asker_family_name: string;
  asked_at: string;
  due_on: string;
  answer: string | null;
  agreed: unknown;
  answerer_given_name: string | null;
  answerer_family_name: string | null;
  answered_at: string | null;
}

interface DecisionRow extends Record<string, unknown> {
  kind: Decision['kind'];
  state: Decision['state'];
  decided_by: number;
  decider_given_name: string;
  decider_family_name: string;
  decided_at: string;
  second_given_name: string | null;
  second_family_name: string | null;
  consent_at: string | null;
  reason_code: string | null;
  explanation: string | null;
  note: string | null;
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
