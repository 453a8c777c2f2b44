// The only queries on people's measures.
import type { Knex } from 'knex';
import { applicantsOf } from '../applicants/access.ts';
import { addMonths } from '../calendar/dates.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Queryable } from '../database.ts';
import type { MeasureKey } from './kinds.ts';
import {
  keysOf,
  measuredOf,
  measuresFrom,
  type Measured,
  type MeasuredBy,
  type Measures,
} from './measure-values.ts';
import { GROWN_UP } from './outdated.ts';

/** A record of measures, and whose it is. */
export interface Recorded extends Measures {
  applicantId: number;
  bornOn: string;
}

/** One value that is or was kept. */
export interface KeptMeasure {
  id: number;
  key: MeasureKey;
  thousandths: number;
  on: string;
  by: MeasuredBy;
  recordedAt: string;
  /** Null for the value that counts. */
  replacedAt: string | null;
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
  return recordedFrom(await counting(db).where('applicants.id', applicantId));
}

/** What counts today of those among these people who are children on a day. */
export async function listRecordedOfChildren(
  db: Queryable,
  applicantIds: readonly number[],
  on: string,
): Promise<Recorded[]> {
  if (!applicantIds.length) return [];
  const rows: RecordedRow[] = await counting(db)
    .whereIn('applicants.id', applicantIds)
    .where('applicants.born_on', '>', addMonths(on, -GROWN_UP * 12));
  return [...groupedBy(rows, (row) => row.applicant_id).values()].map((own) => recordedFrom(own)!);
}

function counting(db: Queryable): Knex.QueryBuilder<object, RecordedRow[]> {
  return db('applicant_measures')
    .join('applicants', 'applicants.id', 'applicant_measures.applicant_id')
    .whereNull('applicant_measures.replaced_at')
    .orderBy('applicant_measures.id')
    .select(
      'applicant_measures.applicant_id',
      'applicants.born_on',
      'applicant_measures.kind',
      'applicant_measures.thousandths',
      'applicant_measures.measured_on',
      'applicant_measures.measured_by',
    );
}

/** When a person was born. */
export async function bornOnOf(db: Queryable, applicantId: number): Promise<string | null> {
  const row: { born_on: string } | undefined = await db('applicants')
    .where({ id: applicantId })
    .first('born_on');
  return row?.born_on ?? null;
}

/** All that is and was kept of a person, newest first. */
export async function listKept(db: Queryable, applicantId: number): Promise<KeptMeasure[]> {
  const rows: (MeasureRow & { id: number; recorded_at: string; replaced_at: string | null })[] =
    await db('applicant_measures')
      .where({ applicant_id: applicantId })
      .orderBy('id', 'desc')
      .limit(MOST)
      .select(
        'id',
        'kind',
        'thousandths',
        'measured_on',
        'measured_by',
        'recorded_at',
        'replaced_at',
      );
  return rows.map((row) => ({
    id: row.id,
    key: row.kind,
    thousandths: row.thousandths,
    on: row.measured_on,
    by: row.measured_by,
    recordedAt: row.recorded_at,
    replacedAt: row.replaced_at,
  }));
}

const MOST = 500;

/** Puts values in the place of those that counted. Gives the kinds that changed. */
export async function replaceMeasures(
  trx: Knex.Transaction,
  { applicantId, measures, by, at }: NewMeasures,
): Promise<MeasureKey[]> {
  await trx('applicants').where({ id: applicantId }).forUpdate().first('id'); // two forms at once wait here
  const before = await findRecorded(trx, applicantId);
  const keys = keysOf(measures).filter((key) => !isSame(before, measures, key));
  if (!keys.length) return [];
  await trx('applicant_measures')
    .where({ applicant_id: applicantId })
    .whereIn('kind', keys)
    .whereNull('replaced_at')
    .update({ replaced_at: at.toISOString() });
  await trx('applicant_measures').insert(
    keys.map((kind) => ({
      applicant_id: applicantId,
      kind,
      thousandths: measures.values[kind],
      measured_on: measuredOf(measures, kind).on,
      measured_by: measuredOf(measures, kind).by,
      recorded_at: at.toISOString(),
      recorded_by: by,
    })),
  );
  return keys;
}

function isSame(before: Measures | null, now: Measures, key: MeasureKey): boolean {
  if (before?.values[key] !== now.values[key]) return false;
  const [then, today] = [measuredOf(before!, key), measuredOf(now, key)];
  return then.on === today.on && then.by === today.by;
}

export interface NewMeasures {
  applicantId: number;
  measures: Measures;
  /** The account that writes them down. */
  by: number;
  at: Date;
}

/** Deletes a person's measures with their history: of one kind, or all. Gives the kinds that were there. */
export async function removeMeasures(
  trx: Knex.Transaction,
  applicantId: number,
  key: MeasureKey | null,
): Promise<MeasureKey[]> {
  const which = { applicant_id: applicantId, ...(key && { kind: key }) };
  const kinds: MeasureKey[] = await trx('applicant_measures')
    .where(which)
    .distinct('kind')
    .pluck('kind');
  await trx('applicant_measures').where(which).delete();
  return kinds;
}

/** What a request took with it; null where nothing. */
export async function findRequestMeasures(
  db: Queryable,
  requestId: number,
): Promise<Recorded | null> {
  const rows: RecordedRow[] = await db('request_measures')
    .join('requests', 'requests.id', 'request_measures.request_id')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .where({ 'request_measures.request_id': requestId })
    .orderBy('request_measures.id')
    .select(
      'requests.applicant_id',
      'applicants.born_on',
      'request_measures.kind',
      'request_measures.thousandths',
      'request_measures.measured_on',
      'request_measures.measured_by',
    );
  return recordedFrom(rows);
}

/** Gives a request its own copy of measures, in place of the one before. */
export async function replaceRequestMeasures(
  trx: Knex.Transaction,
  requestId: number,
  rows: readonly (Measured & { key: MeasureKey; thousandths: number })[],
): Promise<void> {
  await trx('request_measures').where({ request_id: requestId }).delete();
  await trx('request_measures').insert(
    rows.map(({ key, thousandths, on, by }) => ({
      request_id: requestId,
      kind: key,
      thousandths,
      measured_on: on,
      measured_by: by,
    })),
  );
}

/** For how many months a child's measures hold; null where no term is in force. */
export async function childMonths(db: Queryable, on: string): Promise<number | null> {
  const row: { value: number } | undefined = await db('terms')
    .where({ key: 'child_measures', unit: 'months' })
    .whereNull('aid_class_code')
    .where('valid_from', '<=', on)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', on))
    .orderBy('valid_from', 'desc')
    .first('value');
  return row?.value ?? null;
}

function recordedFrom(rows: readonly RecordedRow[]): Recorded | null {
  const [first] = rows;
  if (!first) return null;
  const values: Measures['values'] = {};
  const each: NonNullable<Measures['each']> = {};
  for (const row of rows) {
    values[row.kind] = row.thousandths;
    each[row.kind] = { on: row.measured_on, by: row.measured_by };
  }
  const ifNone = each[first.kind]!;
  return {
    ...measuresFrom(values, each, ifNone),
    applicantId: first.applicant_id,
    bornOn: first.born_on,
  };
}

interface MeasureRow {
  kind: MeasureKey;
  thousandths: number;
  measured_on: string;
  measured_by: MeasuredBy;
}

interface RecordedRow extends MeasureRow {
  applicant_id: number;
  born_on: string;
}
