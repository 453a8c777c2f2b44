// Those whom an account represents, by name: one page at a time, with what is open for each. Four queries, whatever the
// number of people.
import type { Knex } from 'knex';
import { inForce } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';
import type { Kind } from './kinds.ts';

export const PER_PAGE = 25;

/** Somebody who is represented. */
export interface RepresentedPerson {
  applicantId: number;
  /** The strongest of the papers. */
  representationId: number;
  name: string;
  kind: Kind;
  scope: 'see' | 'act';
  until: string | null;
  /** Open requests. */
  open: number;
  /** The nearest date of a request or of a line that is still to be ordered. */
  nextOn: string | null;
}

/** One page of the people, and the person after whom the next begins. `after` is a person of the reader's own. */
export async function listPeople(
  db: Queryable,
  { accountId, day, after }: { accountId: number; day: string; after: number | null },
): Promise<{ rows: RepresentedPerson[]; next: number | null }> {
  const query = held(db, accountId, day)
    .join('applicants', 'applicants.id', 'representations.applicant_id')
    .groupBy('applicants.id', 'applicants.family_name', 'applicants.given_name')
    .orderBy(['applicants.family_name', 'applicants.given_name', 'applicants.id'])
    .limit(PER_PAGE + 1)
    .select('applicants.id', 'applicants.family_name', 'applicants.given_name');
  if (after !== null) {
    const last: NameRow | undefined = await db('applicants')
      .where({ id: after })
      .whereIn('id', held(db, accountId, day).select('representations.applicant_id'))
      .first('id', 'family_name', 'given_name');
    if (last) {
      void query.whereRaw(
        '(applicants.family_name, applicants.given_name, applicants.id) > (?, ?, ?)',
        [last.family_name, last.given_name, last.id],
      );
    }
  }
  const found: NameRow[] = await query;
  const shown = found.slice(0, PER_PAGE);
  const ids = shown.map(({ id }) => id);
  const [papers, open, ending] = await Promise.all([
    papersFor(db, accountId, ids, day),
    openRequests(db, ids),
    endingLines(db, ids, day),
  ]);
  const rows = shown.map(({ id, family_name, given_name }) => {
    const paper = papers.find(({ applicant_id: whose }) => whose === id)!;
    const requests = open.find(({ applicant_id: whose }) => whose === id);
    const line = ending.find(({ applicant_id: whose }) => whose === id);
    const dates = [requests?.next_on, line?.next_on].filter((on) => typeof on === 'string');
    return {
      applicantId: id,
      representationId: paper.id,
      name: `${family_name} ${given_name}`,
      kind: paper.kind,
      scope: paper.scope,
      until: paper.valid_until,
      open: requests?.count ?? 0,
      nextOn: dates.toSorted()[0] ?? null,
    };
  });
  return { rows, next: found.length > PER_PAGE ? shown.at(-1)!.id : null };
}

/** How many people an account represents on a day. */
export async function countPeople(db: Queryable, accountId: number, day: string): Promise<number> {
  const [row]: { count: number }[] = await held(db, accountId, day).countDistinct({
    count: 'representations.applicant_id',
  });
  return row!.count;
}

function held(db: Queryable, accountId: number, day: string): Knex.QueryBuilder {
  return inForce(db, day).where('representations.account_id', accountId);
}

async function papersFor(
  db: Queryable,
  accountId: number,
  ids: number[],
  day: string,
): Promise<PaperRow[]> {
  return held(db, accountId, day)
    .whereIn('representations.applicant_id', ids)
    .orderBy(['representations.scope', 'representations.id']) // `act` comes before `see`
    .select('representations.*');
}

async function openRequests(db: Queryable, ids: number[]): Promise<CountRow[]> {
  return db('requests')
    .whereIn('applicant_id', ids)
    .whereRaw('is_live')
    .groupBy('applicant_id')
    .select('applicant_id')
    .count({ count: '*' })
    .min({ next_on: 'due_on' });
}

async function endingLines(db: Queryable, ids: number[], day: string): Promise<CountRow[]> {
  return db('entitlements')
    .whereIn('entitlements.applicant_id', ids)
    .where('order_by', '>=', day)
    .whereRaw('reserved + used < entitlements.quantity')
    .whereNotExists(
      db('requests').whereRaw('requests.entitlement_id = entitlements.id').whereRaw('is_live'),
    )
    .groupBy('entitlements.applicant_id')
    .select('entitlements.applicant_id')
    .min({ next_on: 'order_by' });
}

interface NameRow {
  id: number;
  family_name: string;
  given_name: string;
}

interface PaperRow {
  id: number;
  applicant_id: number;
  kind: Kind;
  scope: 'see' | 'act';
  valid_until: string | null;
}

interface CountRow {
  applicant_id: number;
  count?: number;
  next_on: string | null;
}
