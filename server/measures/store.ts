// The only queries on people's measures.
import { applicantsOf } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';
import type { MeasureKey } from './kinds.ts';
import { measuresFrom, type MeasuredBy, type Measures } from './measure-values.ts';

/** A record of measures, and whose it is. */
export interface Recorded extends Measures {
  applicantId: number;
  bornOn: string;
}

/** The measures of the person whom an account chose, else of the first whom it may see; null where there are none. */
export async function recordAtHand(
  db: Queryable,
  accountId: number,
  on: string,
  chosen: number | undefined,
): Promise<Recorded | null> {
  const people = await applicantsOf(db, accountId, on);
  const person = people.find(({ applicantId }) => applicantId === chosen) ?? people[0];
  return person ? findRecorded(db, person.applicantId) : null;
}

/** What counts today of a person's measures; null where there are none. */
export async function findRecorded(db: Queryable, applicantId: number): Promise<Recorded | null> {
  const rows: (MeasureRow & { born_on: string })[] = await db('applicant_measures')
    .join('applicants', 'applicants.id', 'applicant_measures.applicant_id')
    .where({ 'applicant_measures.applicant_id': applicantId })
    .whereNull('applicant_measures.replaced_at')
    .select(
      'applicant_measures.kind',
      'applicant_measures.thousandths',
      'applicant_measures.measured_on',
      'applicant_measures.measured_by',
      'applicants.born_on',
    );
  const [first] = rows;
  return first ? { ...measuresFromRows(rows)!, applicantId, bornOn: first.born_on } : null;
}

/** Measures from rows of one person or one request; null where there are none. */
export function measuresFromRows(rows: readonly MeasureRow[]): Measures | null {
  const values: Measures['values'] = {};
  const each: NonNullable<Measures['each']> = {};
  for (const row of rows) {
    values[row.kind] = row.thousandths;
    each[row.kind] = { on: row.measured_on, by: row.measured_by };
  }
  const [first] = rows;
  return first
    ? measuresFrom(values, each, { on: first.measured_on, by: first.measured_by })
    : null;
}

export interface MeasureRow {
  kind: MeasureKey;
  thousandths: number;
  measured_on: string;
  measured_by: MeasuredBy;
}
