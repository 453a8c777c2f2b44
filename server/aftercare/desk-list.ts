// What waits at an office after aids have arrived: one list, the earliest date first.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export const CARE_KINDS = ['repair', 'loan', 'return', 'early', 'talk'] as const;
export type CareKind = (typeof CARE_KINDS)[number];

export interface CareLine {
  kind: CareKind;
  aidId: number;
  names: Names;
  person: string;
  dueOn: string | null;
  /** The state of a repair, or the way of a return; else empty. */
  detail: string;
  bySupplier: boolean;
}

const MOST = 100;

/** The lines of one kind at an office; `before`: only what was due before that day. */
export async function careLines(
  db: Queryable,
  officeId: number,
  kind: CareKind,
  before: string | null,
): Promise<CareLine[]> {
  const { query, due } = waiting(db, officeId, kind);
  if (before) query.where(due, '<', before);
  const rows: Row[] = await query
    .orderBy([due, 'record.id'])
    .limit(MOST)
    .join('aids', 'aids.id', 'record.aid_id')
    .join('applicants', 'applicants.id', 'record.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'aids.aid_class_code')
    .leftJoin('variants', 'variants.id', 'aids.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .select(
      'record.*',
      `${due} as due`,
      'applicants.given_name',
      'applicants.family_name',
      'products.id as product_id',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `products.name_${lang} as product_${lang}`,
        `aid_classes.name_${lang} as class_${lang}`,
      ]),
    );
  return rows.map((row) => ({
    kind,
    aidId: row.aid_id,
    names: row.product_id ? namesOf(row, 'product') : namesOf(row, 'class'),
    person: `${row.given_name} ${row.family_name}`,
    dueOn: row.due,
    detail: (kind === 'return' ? row.way : row.state) ?? '',
    bySupplier: Boolean(row.supplier_id),
  }));
}

/** How much of each kind waits at an office, and how much of it is overdue. */
export async function careCounts(
  db: Queryable,
  officeId: number,
  day: string,
): Promise<Record<CareKind | 'overdue', number>> {
  const counts = { repair: 0, loan: 0, return: 0, early: 0, talk: 0, overdue: 0 };
  for (const kind of CARE_KINDS) {
    const { query, due } = waiting(db, officeId, kind);
    counts[kind] = await countOf(query.clone());
    if (kind !== 'loan') counts.overdue += await countOf(query.clone().where(due, '<', day));
  }
  return counts;
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const row: { n: number | string } = await query.count({ n: '*' }).first();
  return Number(row.n);
}

function waiting(
  db: Queryable,
  officeId: number,
  kind: CareKind,
): { query: Knex.QueryBuilder; due: string } {
  const office = { 'record.office_id': officeId };
  if (kind === 'repair') {
    return {
      query: db('repairs as record').where(office).whereRaw('record.is_open'),
      due: 'record.due_on',
    };
  }
  if (kind === 'loan') {
    const lent = db('repairs as record').where(office).whereRaw('not record.is_open');
    return {
      query: lent.whereNotNull('record.lent_on').whereNull('record.loan_back_on'),
      due: 'record.closed_on',
    };
  }
  if (kind === 'return') {
    return {
      query: db('aid_returns as record').where({ ...office, 'record.state': 'announced' }),
      due: 'record.due_on',
    };
  }
  if (kind === 'early') {
    return {
      query: db('early_replacements as record').where({ ...office, 'record.state': 'asked' }),
      due: 'record.due_on',
    };
  }
  return {
    query: db('fit_checks as record')
      .whereIn('record.aid_id', db('aids').where({ office_id: officeId }).select('id'))
      .where({ 'record.outcome': 'talk' })
      .whereNull('record.talked_at'),
    due: 'record.talk_by',
  };
}

interface Row extends Record<string, unknown> {
  aid_id: number;
  product_id: number | null;
  given_name: string;
  family_name: string;
  due: string | null;
  state: string;
  way?: string;
  supplier_id?: number | null;
}
