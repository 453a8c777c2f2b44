import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface PartAppeal {
  reference: string;
  applicant: string;
  aidClass: Names;
  asked: number;
  granted: number;
  decideBy: string;
}

// An office has a handful; what is due first is on top.
const MOST = 200;

/** Objections of an office's people that wait for a decision, what is due first on top. */
export async function listPartAppeals(db: Queryable, officeId: number): Promise<PartAppeal[]> {
  const rows: Row[] = await waiting(db, officeId)
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .orderBy(['part_refusals.decide_by', 'part_refusals.id'])
    .limit(MOST)
    .select(
      'requests.reference',
      'applicants.given_name',
      'applicants.family_name',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
      'part_refusals.asked',
      'part_refusals.granted',
      'part_refusals.decide_by',
    );
  return rows.map((row) => ({
    reference: row.reference,
    applicant: `${row.family_name} ${row.given_name}`,
    aidClass: namesOf(row),
    asked: row.asked,
    granted: row.granted,
    decideBy: row.decide_by,
  }));
}

/** How many objections wait in an office. */
export async function countPartAppeals(db: Queryable, officeId: number): Promise<number> {
  const row: { waiting?: number | string } | undefined = await waiting(db, officeId)
    .count({ waiting: '*' })
    .first();
  return Number(row?.waiting ?? 0);
}

function waiting(db: Queryable, officeId: number) {
  return db('part_refusals')
    .join('requests', 'requests.id', 'part_refusals.request_id')
    .where('requests.office_id', officeId)
    .whereRaw(`part_refusals.state = 'appealed'`); // said as in the partial index
}

interface Row extends Record<string, unknown> {
  reference: string;
  given_name: string;
  family_name: string;
  asked: number;
  granted: number;
  decide_by: string;
}
