// What makers have in hand for an office, and how often they did not come.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { DueKind } from '../requests/aid-request.ts';
import type { Status } from '../requests/lifecycle.ts';

/** How often a supplier did not come to visits that were booked, as people told. */
export async function countMissedBy(db: Queryable, supplierIds: readonly number[]) {
  const rows: { supplier_id: number; missed: number | string }[] = await db('appointments')
    .join('orders', 'orders.id', 'appointments.order_id')
    .where({ 'appointments.state': 'missed', 'appointments.closed_by': 'person' })
    .whereIn('orders.supplier_id', [...new Set(supplierIds)])
    .groupBy('orders.supplier_id')
    .select('orders.supplier_id')
    .count({ missed: '*' });
  return new Map(rows.map((row) => [row.supplier_id, Number(row.missed)]));
}

export interface InMaking {
  requestId: number;
  reference: string;
  status: Status;
  dueOn: string | null;
  dueKind: DueKind | null;
  names: Names;
  person: string;
  supplierId: number;
  supplierNames: Names;
}

const PER_PAGE = 50;

/** Aids that makers of an office's people have in hand, what is due first on top; a page after a due date and id. */
export async function listInMaking(
  db: Queryable,
  officeId: number,
  after: { on: string; id: number } | null,
): Promise<{ rows: InMaking[]; more: boolean }> {
  const query = inMaking(db, officeId)
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .join('orders', (join) => {
      join.on('orders.request_id', 'requests.id').andOnVal('orders.is_open', true);
    })
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .orderBy(['requests.due_on', 'requests.id'])
    .limit(PER_PAGE + 1)
    .select(
      'requests.id',
      'requests.reference',
      'requests.status',
      'requests.due_on',
      'requests.due_kind',
      'applicants.given_name',
      'applicants.family_name',
      'orders.supplier_id',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
      ...['kk', 'ru', 'en'].map((lang) => `aid_classes.name_${lang}`),
    );
  if (after) {
    void query.whereRaw('(requests.due_on, requests.id) > (?, ?)', [after.on, after.id]);
  }
  const rows: InMakingRow[] = await query;
  return {
    rows: rows.slice(0, PER_PAGE).map((row) => ({
      requestId: row.id,
      reference: row.reference,
      status: row.status,
      dueOn: row.due_on,
      dueKind: row.due_kind,
      names: namesOf(row),
      person: `${row.family_name} ${row.given_name}`,
      supplierId: row.supplier_id,
      supplierNames: namesOf(row, 'supplier'),
    })),
    more: rows.length > PER_PAGE,
  };
}

/** How many of them are overdue on a day. */
export async function countOverdue(db: Queryable, officeId: number, day: string): Promise<number> {
  const row: { overdue?: number | string } | undefined = await inMaking(db, officeId)
    .where('requests.due_on', '<', day)
    .count({ overdue: '*' })
    .first();
  return Number(row?.overdue ?? 0);
}

function inMaking(db: Queryable, officeId: number): Knex.QueryBuilder {
  return db('requests')
    .where({ 'requests.office_id': officeId, 'requests.route': 'made_to_order' })
    .whereRaw('requests.is_live') // literal, so that SQLite sees its partial index
    .whereIn('requests.status', ['commissioned', 'confirmed', 'in_fitting']);
}

interface InMakingRow extends Record<string, unknown> {
  id: number;
  reference: string;
  status: Status;
  due_on: string | null;
  due_kind: DueKind | null;
  given_name: string;
  family_name: string;
  supplier_id: number;
}
