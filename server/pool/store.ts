// The only queries on the pool, its inspections and its offers.
import type { Knex } from 'knex';
import { aidOf, aids, type Aid, type AidRow, type Condition } from '../aids/aids.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';

/** What the desk's list is narrowed to. */
export interface PoolFilter {
  /** The chosen class with all below it; null: any. */
  classCodes: readonly string[] | null;
  condition: Condition | null;
  /** Only what waits to be cleaned and looked at. */
  toCheck: boolean;
}

/** One page of an office's pool, the newest first. */
export async function listPool(
  db: Queryable,
  officeId: number,
  { classCodes, condition, toCheck }: PoolFilter,
  place: Place,
  size: number,
): Promise<Stretch<Aid>> {
  const query = inPool(db).where('aids.office_id', officeId);
  if (classCodes) void query.whereIn('aids.aid_class_code', [...classCodes]);
  if (condition) void query.where('aids.condition', condition);
  if (toCheck) void query.whereNull('aids.checked_on');
  const { rows, ...ways } = await newestFirst<AidRow>(query, 'aids.id', place, size);
  return { rows: rows.map(aidOf), ...ways };
}

/** How many aids of an office's pool wait to be cleaned and looked at. */
export async function countToCheck(db: Queryable, officeId: number): Promise<number> {
  const [row]: { count: number | string }[] = await db('aids')
    .where({ office_id: officeId, state: 'in_pool' })
    .whereNull('checked_on')
    .count({ count: '*' });
  return Number(row?.count ?? 0);
}

/** An aid with the office that has it. */
export type Match = Aid & { office: Names };

/** What of the pool of an office, then of its region, may serve a request for a class. */
export async function matchesFor(
  db: Queryable,
  {
    officeId,
    classCodes,
    quantity,
  }: { officeId: number; classCodes: readonly string[]; quantity: number },
  most: number,
): Promise<Match[]> {
  const rows: (AidRow & { own: number })[] = await inPool(db)
    .join('offices', 'offices.id', 'aids.office_id')
    .where('offices.region_code', db('offices').where({ id: officeId }).select('region_code'))
    .whereIn('aids.aid_class_code', [...classCodes])
    .where('aids.quantity', quantity)
    .whereNull('aids.reserved_for')
    .whereNotNull('aids.checked_on')
    .whereNot('aids.condition', 'broken')
    .orderByRaw('case when aids.office_id = ? then 0 else 1 end, aids.id', [officeId])
    .limit(most)
    .select(
      'offices.name_kk as office_kk',
      'offices.name_ru as office_ru',
      'offices.name_en as office_en',
    );
  return rows.map((row) => ({ ...aidOf(row), office: namesOf(row, 'office') }));
}

export interface Offer {
  id: number;
  aidId: number;
  requestId: number;
  state: 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed' | 'supplied';
  answerBy: string;
  offeredAt: string;
}

/** The offer that a request has at present; null where there is none. */
export async function openOfferOf(db: Queryable, requestId: number): Promise<Offer | null> {
  const row: OfferRow | undefined = await db('pool_offers')
    .where({ request_id: requestId })
    .whereIn('state', ['offered', 'accepted'])
    .first();
  return row
    ? {
        id: row.id,
        aidId: row.aid_id,
        requestId: row.request_id,
        state: row.state,
        answerBy: row.answer_by,
        offeredAt: row.offered_at,
      }
    : null;
}

/** Whether the pool may still serve a request: once it is decided, nobody is to have two aids for it. */
export function goesOn({ status }: { status: string }): boolean {
  return status === 'in_review' || status === 'awaiting_applicant';
}

export interface Inspection {
  condition: Condition;
  cleanedOn: string;
  note: string | null;
  by: string;
  at: string;
}

/** How an aid was found, the newest first. */
export async function inspectionsOf(db: Queryable, aidId: number): Promise<Inspection[]> {
  const rows: InspectionRow[] = await db('pool_inspections')
    .join('accounts', 'accounts.id', 'pool_inspections.inspected_by')
    .where({ aid_id: aidId })
    .orderBy('pool_inspections.id', 'desc')
    .limit(20)
    .select('pool_inspections.*', 'accounts.given_name', 'accounts.family_name');
  return rows.map((row) => ({
    condition: row.condition,
    cleanedOn: row.cleaned_on,
    note: row.note,
    by: `${row.given_name} ${row.family_name}`,
    at: row.inspected_at,
  }));
}

function inPool(db: Queryable): Knex.QueryBuilder {
  return aids(db).where('aids.state', 'in_pool');
}

interface OfferRow {
  id: number;
  aid_id: number;
  request_id: number;
  state: Offer['state'];
  answer_by: string;
  offered_at: string;
}

interface InspectionRow {
  condition: Condition;
  cleaned_on: string;
  note: string | null;
  given_name: string;
  family_name: string;
  inspected_at: string;
}
