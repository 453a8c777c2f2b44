// The only queries on corrections.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { RecordKind } from './records.ts';

export interface Correction {
  id: number;
  version: number;
  state: 'received' | 'asked' | 'corrected' | 'not_corrected' | 'withdrawn';
  record: RecordKind;
  applicantId: number;
  person: string;
  officeId: number;
  office: { names: Names; phone: string };
  request: { id: number; reference: string } | null;
  line: Names | null;
  wrong: string;
  correct: string;
  filedBy: number;
  filedAs: string;
  filedAt: string;
  dueOn: string;
  askedAt: string | null;
  askedNote: string | null;
  explanation: string | null;
  decidedAt: string | null;
  interimAt: string | null;
}

export const OPEN: readonly string[] = ['received', 'asked'];

/** One correction; who may see it must be checked by the caller. */
export async function findCorrection(db: Queryable, id: number): Promise<Correction | null> {
  const row: Row | undefined = await corrections(db).where('corrections.id', id).first();
  return row ? correctionOf(row) : null;
}

/** What people asked to have corrected, the newest first. */
export async function correctionsOf(
  db: Queryable,
  applicantIds: readonly number[],
): Promise<Correction[]> {
  const query = corrections(db).whereIn('corrections.applicant_id', [...applicantIds]);
  return listOf(query.orderBy('corrections.id', 'desc').limit(100));
}

/** The open ones of an office, what is due first on top. */
export async function openCorrections(db: Queryable, officeId: number): Promise<Correction[]> {
  const query = corrections(db)
    .where('corrections.office_id', officeId)
    .whereRaw(`corrections.state in ('received', 'asked')`);
  return listOf(query.orderBy(['corrections.due_on', 'corrections.id']).limit(200));
}

/** How many an office has open. */
export async function countOpen(db: Queryable, officeId: number): Promise<number> {
  const row: { count?: number | string } | undefined = await db('corrections')
    .where({ office_id: officeId })
    .whereRaw(`state in ('received', 'asked')`)
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}

async function listOf(query: Knex.QueryBuilder): Promise<Correction[]> {
  const rows: Row[] = await query;
  return rows.map(correctionOf);
}

function corrections(db: Queryable): Knex.QueryBuilder {
  return db('corrections')
    .join('applicants', 'applicants.id', 'corrections.applicant_id')
    .join('offices', 'offices.id', 'corrections.office_id')
    .leftJoin('requests', 'requests.id', 'corrections.request_id')
    .leftJoin('entitlements', 'entitlements.id', 'corrections.entitlement_id')
    .leftJoin('aid_classes', 'aid_classes.code', 'entitlements.aid_class_code')
    .select(
      'corrections.*',
      'applicants.given_name',
      'applicants.family_name',
      'requests.reference',
      'offices.phone as office_phone',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `offices.name_${lang} as office_${lang}`,
        `aid_classes.name_${lang} as line_${lang}`,
      ]),
    );
}

function correctionOf(row: Row): Correction {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    record: row.record,
    applicantId: row.applicant_id,
    person: `${row.given_name} ${row.family_name}`,
    officeId: row.office_id,
    office: { names: namesOf(row, 'office'), phone: row.office_phone },
    request: row.request_id ? { id: row.request_id, reference: row.reference! } : null,
    line: row.line_kk ? namesOf(row, 'line') : null,
    wrong: row.wrong,
    correct: row.correct,
    filedBy: row.filed_by,
    filedAs: row.filed_as,
    filedAt: row.filed_at,
    dueOn: row.due_on,
    askedAt: row.asked_at,
    askedNote: row.asked_note,
    explanation: row.explanation,
    decidedAt: row.decided_at,
    interimAt: row.interim_at,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  version: number;
  state: Correction['state'];
  record: RecordKind;
  applicant_id: number;
  given_name: string;
  family_name: string;
  office_id: number;
  office_phone: string;
  request_id: number | null;
  reference: string | null;
  line_kk: string | null;
  wrong: string;
  correct: string;
  filed_by: number;
  filed_as: string;
  filed_at: string;
  due_on: string;
  asked_at: string | null;
  asked_note: string | null;
  explanation: string | null;
  decided_at: string | null;
  interim_at: string | null;
}
