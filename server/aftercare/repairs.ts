// Repairs as they stand: of an aid, at an office, with a supplier. One query each.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { RepairState } from './repair-rules.ts';

export interface Repair {
  id: number;
  version: number;
  aidId: number;
  applicantId: number;
  officeId: number;
  supplier: { id: number; names: Names } | null;
  state: RepairState;
  isOpen: boolean;
  stateSince: string;
  dueOn: string | null;
  fault: Names;
  words: string;
  safe: boolean;
  wantsLoan: boolean;
  reportedAt: string;
  loan: { aidId: number | null; words: string | null; on: string; backOn: string | null } | null;
  closedOn: string | null;
}

/** The open repair of an aid, else the last one; null: there was none. */
export async function lastRepairOf(db: Queryable, aidId: number): Promise<Repair | null> {
  const row: RepairRow | undefined = await repairs(db)
    .where('repairs.aid_id', aidId)
    .orderBy('repairs.id', 'desc')
    .first();
  return row ? repairOf(row) : null;
}

/** A repair that a supplier has or had; another's is not found. */
export async function repairOfSupplier(
  db: Queryable,
  supplierId: number,
  id: number,
): Promise<Repair | null> {
  const row: RepairRow | undefined = await repairs(db)
    .where({ 'repairs.id': id, 'repairs.supplier_id': supplierId })
    .first();
  return row ? repairOf(row) : null;
}

/** The last repair of each aid. */
export async function lastRepairs(db: Queryable, aidIds: readonly number[]): Promise<Repair[]> {
  const last = db('repairs').whereIn('aid_id', aidIds).groupBy('aid_id').max({ id: 'id' });
  const rows: RepairRow[] = await repairs(db).whereIn('repairs.id', last);
  return rows.map(repairOf);
}

/** The query behind every reading of repairs. */
export function repairs(db: Queryable): Knex.QueryBuilder {
  return db('repairs')
    .join('fault_kinds', 'fault_kinds.code', 'repairs.fault')
    .leftJoin('suppliers', 'suppliers.id', 'repairs.supplier_id')
    .select(
      'repairs.*',
      'fault_kinds.name_kk as fault_kk',
      'fault_kinds.name_ru as fault_ru',
      'fault_kinds.name_en as fault_en',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
    );
}

/** A row of `repairs` as a repair. */
export function repairOf(row: RepairRow): Repair {
  return {
    id: row.id,
    version: row.version,
    aidId: row.aid_id,
    applicantId: row.applicant_id,
    officeId: row.office_id,
    supplier: row.supplier_id ? { id: row.supplier_id, names: namesOf(row, 'supplier') } : null,
    state: row.state,
    isOpen: Boolean(row.is_open),
    stateSince: row.state_since,
    dueOn: row.due_on,
    fault: namesOf(row, 'fault'),
    words: row.words,
    safe: Boolean(row.safe),
    wantsLoan: Boolean(row.wants_loan),
    reportedAt: row.reported_at,
    loan: row.lent_on
      ? {
          aidId: row.loan_aid_id,
          words: row.loan_words,
          on: row.lent_on,
          backOn: row.loan_back_on,
        }
      : null,
    closedOn: row.closed_on,
  };
}

export interface RepairRow extends Record<string, unknown> {
  id: number;
  version: number;
  aid_id: number;
  applicant_id: number;
  office_id: number;
  supplier_id: number | null;
  state: RepairState;
  is_open: unknown; // 0 or 1 on SQLite
  state_since: string;
  due_on: string | null;
  words: string;
  safe: unknown;
  wants_loan: unknown;
  reported_at: string;
  loan_aid_id: number | null;
  loan_words: string | null;
  lent_on: string | null;
  loan_back_on: string | null;
  closed_on: string | null;
}
