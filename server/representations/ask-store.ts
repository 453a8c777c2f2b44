// The queries on what was asked.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import type { AskState, Kind, Refusal, Terms, Way } from './kinds.ts';

/** One ask, with the names of both sides where they are known. */
export interface Ask extends Terms {
  id: number;
  way: Way;
  askedBy: { accountId: number; name: string };
  /** Null: nobody has the number and date that were typed. */
  applicant: {
    id: number;
    accountId: number | null;
    name: string;
    bornOn: string;
    officeId: number;
  } | null;
  helper: { accountId: number; name: string } | null;
  /** The last four digits of whom the asker named. */
  subjectLast4: string;
  kind: Kind;
  proof: string;
  state: AskState;
  askedAt: string;
  dueOn: string;
  consent: 'yes' | 'no' | null;
  consentAt: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: Refusal | null;
  explanation: string | null;
  version: number;
}

/** An ask by its id; whether the reader may know of it is for the caller to ask. */
export async function findAsk(db: Queryable, id: number): Promise<Ask | null> {
  const row: AskRow | undefined = await asks(db).where('representation_asks.id', id).first();
  return row ? askOf(row) : null;
}

/** What an account has asked or was appointed to, the newest first, at most `most`. */
export async function listAsksOf(
  db: Queryable,
  accountId: number,
  most: number,
): Promise<{ asked: Ask[]; appointed: Ask[] }> {
  const newest = () => asks(db).orderBy('representation_asks.id', 'desc').limit(most);
  const [asked, appointed]: AskRow[][] = await Promise.all([
    newest().where({ asked_by: accountId, way: 'helper' }),
    newest().where({ 'representation_asks.account_id': accountId }).whereNot('way', 'helper'),
  ]);
  return { asked: asked!.map(askOf), appointed: appointed!.map(askOf) };
}

/** What is asked about a person, and what the person asked: open ones and the newest others. */
export async function listAsksAbout(
  db: Queryable,
  { applicantId, accountId }: { applicantId: number; accountId: number },
  most: number,
): Promise<Ask[]> {
  const newest = () => asks(db).orderBy('representation_asks.id', 'desc').limit(most);
  const [about, own]: AskRow[][] = await Promise.all([
    newest().where({ 'representation_asks.applicant_id': applicantId }),
    newest().where({ asked_by: accountId, way: 'applicant' }),
  ]);
  const all = new Map([...about!, ...own!].map((row) => [row.id, askOf(row)]));
  return [...all.values()].toSorted((one, other) => other.id - one.id).slice(0, most);
}

/** What waits for an office, what is due first on top; paged by due date and id. */
export async function listAsksOfOffice(
  db: Queryable,
  officeId: number,
  after: { dueOn: string; id: number } | null,
  size: number,
): Promise<{ rows: Ask[]; next: string | null }> {
  const query = waiting(asks(db), officeId)
    .orderBy(['representation_asks.due_on', 'representation_asks.id'])
    .limit(size + 1);
  if (after) {
    void query.whereRaw('(representation_asks.due_on, representation_asks.id) > (?, ?)', [
      after.dueOn,
      after.id,
    ]);
  }
  const rows: AskRow[] = await query;
  const shown = rows.slice(0, size).map(askOf);
  const last = shown.at(-1);
  return { rows: shown, next: last && rows.length > size ? `${last.dueOn}.${last.id}` : null };
}

/** How much waits for an office. */
export async function countAsksOfOffice(db: Queryable, officeId: number): Promise<number> {
  const [row]: { count: number }[] = await waiting(db('representation_asks'), officeId).count({
    count: '*',
  });
  return row!.count;
}

/** What an office has answered, the newest first. */
export function listAnswered(
  db: Queryable,
  officeId: number,
  place: Place,
  size: number,
): Promise<Stretch<Ask>> {
  const query = asks(db)
    .where('representation_asks.office_id', officeId)
    .whereNot('representation_asks.state', 'waiting');
  return newestFirst<AskRow>(query, 'representation_asks.id', place, size).then((stretch) => ({
    ...stretch,
    rows: stretch.rows.map(askOf),
  }));
}

function waiting(query: Knex.QueryBuilder, officeId: number): Knex.QueryBuilder {
  return query
    .where('representation_asks.office_id', officeId)
    .whereRaw(`representation_asks.state = 'waiting'`); // as in the partial index
}

function asks(db: Queryable): Knex.QueryBuilder {
  return db('representation_asks')
    .join('accounts as askers', 'askers.id', 'representation_asks.asked_by')
    .leftJoin('applicants', 'applicants.id', 'representation_asks.applicant_id')
    .leftJoin('accounts as helpers', 'helpers.id', 'representation_asks.account_id')
    .leftJoin('accounts as deciders', 'deciders.id', 'representation_asks.decided_by')
    .select(
      'representation_asks.*',
      'askers.given_name as asker_given',
      'askers.family_name as asker_family',
      'applicants.account_id as applicant_account_id',
      'applicants.given_name as applicant_given',
      'applicants.family_name as applicant_family',
      'applicants.born_on',
      'applicants.office_id as applicant_office_id',
      'helpers.given_name as helper_given',
      'helpers.family_name as helper_family',
      'deciders.given_name as decider_given',
      'deciders.family_name as decider_family',
    );
}

interface AskRow extends Record<string, unknown> {
  id: number;
  way: Way;
  asked_by: number;
  applicant_id: number | null;
  account_id: number | null;
  subject_last4: string;
  kind: Kind;
  scope: Ask['scope'];
  receives_messages: unknown;
  proof: string;
  valid_from: string;
  valid_until: string | null;
  state: AskState;
  asked_at: string;
  due_on: string;
  consent: Ask['consent'];
  consent_at: string | null;
  decided_at: string | null;
  reason: Refusal | null;
  explanation: string | null;
  version: number;
  applicant_account_id: number | null;
  applicant_office_id: number;
  born_on: string;
}

function askOf(row: AskRow): Ask {
  return {
    id: row.id,
    way: row.way,
    askedBy: { accountId: row.asked_by, name: nameIn(row, 'asker')! },
    applicant: row.applicant_id
      ? {
          id: row.applicant_id,
          accountId: row.applicant_account_id,
          name: nameIn(row, 'applicant')!,
          bornOn: row.born_on,
          officeId: row.applicant_office_id,
        }
      : null,
    helper: row.account_id ? { accountId: row.account_id, name: nameIn(row, 'helper')! } : null,
    subjectLast4: row.subject_last4,
    kind: row.kind,
    proof: row.proof,
    scope: row.scope,
    receivesMessages: Boolean(row.receives_messages),
    from: row.valid_from,
    until: row.valid_until,
    state: row.state,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    consent: row.consent,
    consentAt: row.consent_at,
    decidedBy: nameIn(row, 'decider'),
    decidedAt: row.decided_at,
    reason: row.reason,
    explanation: row.explanation,
    version: row.version,
  };
}

function nameIn(row: Record<string, unknown>, who: string): string | null {
  const given = row[`${who}_given`];
  const family = row[`${who}_family`];
  return typeof given === 'string' && typeof family === 'string' ? `${given} ${family}` : null;
}
