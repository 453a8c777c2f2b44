// The only queries on complaints and votes.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Consequence, Kind, Vote } from './kinds.ts';

export interface Complaint {
  id: number;
  version: number;
  state: 'open' | 'founded' | 'unfounded' | 'withdrawn';
  kind: Kind;
  text: string;
  knownOn: string;
  late: boolean;
  lateReason: string | null;
  filedBy: number;
  filedAs: string;
  filedAt: string;
  request: { id: number; reference: string; assignedTo: number | null };
  order: { id: number; number: string };
  supplier: { id: number; names: Names; status: string };
  aid: Names;
  applicantId: number;
  officeId: number;
  regionCode: string;
  answerDueOn: string;
  answer: string | null;
  answeredAt: string | null;
  decisionDueOn: string;
  consequence: Consequence | null;
  reasons: string | null;
  remedyBy: string | null;
  returnNotBefore: string | null;
  decidedAt: string | null;
}

/** One complaint; who may see it must be asked of `standing.ts`. */
export async function findComplaint(db: Queryable, id: number): Promise<Complaint | null> {
  const row: Row | undefined = await complaints(db).where('complaints.id', id).first();
  return row ? complaintOf(row) : null;
}

/** The complaints about a request, the newest first. */
export async function complaintsOf(db: Queryable, requestId: number): Promise<Complaint[]> {
  const query = complaints(db).where('complaints.request_id', requestId);
  return listOf(query.orderBy('complaints.id', 'desc').limit(20));
}

/** The complaints against a supplier: open ones first, what is due first on top. */
export async function complaintsAgainst(db: Queryable, supplierId: number): Promise<Complaint[]> {
  const query = complaints(db)
    .where('complaints.supplier_id', supplierId)
    .whereNot('complaints.state', 'withdrawn');
  return listOf(
    query
      .orderByRaw(`case when complaints.state = 'open' then 0 else 1 end`)
      .orderBy(['complaints.decision_due_on', 'complaints.id'])
      .limit(100),
  );
}

/** Open complaints, what is due first on top; null region: all. */
export async function openComplaints(
  db: Queryable,
  regionCode: string | null,
): Promise<Complaint[]> {
  const query = complaints(db).where('complaints.state', 'open');
  if (regionCode !== null) void query.where('offices.region_code', regionCode);
  return listOf(query.orderBy(['complaints.decision_due_on', 'complaints.id']).limit(200));
}

/** The newest decided ones. */
export async function decidedComplaints(
  db: Queryable,
  regionCode: string | null,
): Promise<Complaint[]> {
  const query = complaints(db).whereIn('complaints.state', ['founded', 'unfounded']);
  if (regionCode !== null) void query.where('offices.region_code', regionCode);
  return listOf(query.orderBy('complaints.decided_at', 'desc').limit(50));
}

/** Orders of a request that a complaint can be about, the newest first. */
export async function ordersOf(
  db: Queryable,
  requestId: number,
): Promise<{ id: number; number: string; supplierId: number; supplier: Names }[]> {
  const rows: Record<string, unknown>[] = await db('orders')
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .where({ request_id: requestId })
    .orderBy('orders.id', 'desc')
    .select('orders.id', 'orders.number', 'supplier_id', 'name_kk', 'name_ru', 'name_en');
  return rows.map((row) => ({
    id: row.id as number,
    number: row.number as string,
    supplierId: row.supplier_id as number,
    supplier: namesOf(row),
  }));
}

export interface VoteRow {
  accountId: number;
  name: string;
  vote: Vote;
  note: string;
  votedAt: string;
}

export async function votesOn(db: Queryable, complaintId: number): Promise<VoteRow[]> {
  const rows: Record<string, string | number>[] = await db('complaint_votes')
    .join('accounts', 'accounts.id', 'complaint_votes.account_id')
    .where({ complaint_id: complaintId })
    .orderBy('complaint_votes.id')
    .select('account_id', 'given_name', 'family_name', 'vote', 'note', 'voted_at');
  return rows.map((row) => ({
    accountId: row.account_id as number,
    name: `${row.given_name} ${row.family_name}`,
    vote: row.vote as Vote,
    note: row.note as string,
    votedAt: row.voted_at as string,
  }));
}

async function listOf(query: Knex.QueryBuilder): Promise<Complaint[]> {
  const rows: Row[] = await query;
  return rows.map(complaintOf);
}

function complaints(db: Queryable): Knex.QueryBuilder {
  return db('complaints')
    .join('requests', 'requests.id', 'complaints.request_id')
    .join('orders', 'orders.id', 'complaints.order_id')
    .join('offices', 'offices.id', 'complaints.office_id')
    .join('suppliers', 'suppliers.id', 'complaints.supplier_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .leftJoin('variants', 'variants.id', 'orders.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .select(
      'complaints.*',
      'requests.reference',
      'requests.assigned_to',
      'orders.number',
      'offices.region_code',
      'suppliers.status as supplier_status',
      ...inAllLanguages('suppliers', 'supplier'),
      ...inAllLanguages('aid_classes', 'class'),
      ...inAllLanguages('products', 'product'),
    );
}

function inAllLanguages(table: string, name: string): string[] {
  return ['kk', 'ru', 'en'].map((lang) => `${table}.name_${lang} as ${name}_${lang}`);
}

function complaintOf(row: Row): Complaint {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    kind: row.kind,
    text: row.text,
    knownOn: row.known_on,
    late: Boolean(row.late),
    lateReason: row.late_reason,
    filedBy: row.filed_by,
    filedAs: row.filed_as,
    filedAt: row.filed_at,
    request: { id: row.request_id, reference: row.reference, assignedTo: row.assigned_to },
    order: { id: row.order_id, number: row.number },
    supplier: {
      id: row.supplier_id,
      names: namesOf(row, 'supplier'),
      status: row.supplier_status,
    },
    aid: row.product_kk ? namesOf(row, 'product') : namesOf(row, 'class'),
    applicantId: row.applicant_id,
    officeId: row.office_id,
    regionCode: row.region_code,
    answerDueOn: row.answer_due_on,
    answer: row.answer,
    answeredAt: row.answered_at,
    decisionDueOn: row.decision_due_on,
    consequence: row.consequence,
    reasons: row.reasons,
    remedyBy: row.remedy_by,
    returnNotBefore: row.return_not_before,
    decidedAt: row.decided_at,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  version: number;
  state: Complaint['state'];
  kind: Kind;
  text: string;
  known_on: string;
  late: unknown; // 0 or 1 on SQLite
  late_reason: string | null;
  filed_by: number;
  filed_as: string;
  filed_at: string;
  request_id: number;
  reference: string;
  assigned_to: number | null;
  order_id: number;
  number: string;
  supplier_id: number;
  supplier_status: string;
  product_kk: string | null;
  applicant_id: number;
  office_id: number;
  region_code: string;
  answer_due_on: string;
  answer: string | null;
  answered_at: string | null;
  decision_due_on: string;
  consequence: Consequence | null;
  reasons: string | null;
  remedy_by: string | null;
  return_not_before: string | null;
  decided_at: string | null;
}
