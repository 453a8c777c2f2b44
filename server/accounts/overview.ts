// Read model of a person's own page. It joins several domains, so it has queries of its own; it changes nothing.
import type { Queryable } from '../database.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Reader } from './reader.ts';

export interface OpenRequest {
  reference: string;
  status: string;
  aidClass: Names;
  dueOn: string | null;
  applicantId: number;
}

export interface EndingEntitlement {
  id: number;
  aidClass: Names;
  orderBy: string;
  applicantId: number;
}

export interface Person {
  applicantId: number;
  name: string;
  /** Null for the reader; else in what capacity the reader stands for them. */
  kind: string | null;
  validUntil: string | null;
}

export interface Overview {
  /** Whether the reader represents more people than are shown here: then none of them is. */
  many: boolean;
  people: (Person & { requests: OpenRequest[]; ending: EndingEntitlement[] })[];
  messages: { id: number; subject: string; language: string; createdAt: string }[];
}

/** Entitlements are shown as ending in their last thirty days. */
const SOON = 30;
const MOST = 50;
/** More people than these have a list of their own: `/account/people`. */
const FEW = 5;

/** What concerns this reader today: five queries, whatever the data. */
export async function readOverview(
  db: Queryable,
  reader: Reader,
  today: string,
): Promise<Overview> {
  const { people, many } = await listPeople(db, reader.accountId, today);
  const ids = people.map(({ applicantId }) => applicantId);
  const [requests, ending, messages] = await Promise.all([
    listOpenRequests(db, ids),
    listEnding(db, ids, today),
    listUnread(db, reader.accountId),
  ]);
  return {
    many,
    people: people.map((person) => {
      const isTheirs = ({ applicantId }: { applicantId: number }) =>
        applicantId === person.applicantId;
      return { ...person, requests: requests.filter(isTheirs), ending: ending.filter(isTheirs) };
    }),
    messages,
  };
}

// The reader, where they are an applicant, and those whom they represent on this day. Two queries, since neither
// engine finds both kinds by index through an `or`.
async function listPeople(
  db: Queryable,
  accountId: number,
  today: string,
): Promise<{ people: Person[]; many: boolean }> {
  const columns = ['applicants.id', 'applicants.given_name', 'applicants.family_name'];
  const own: PersonRow[] = await db('applicants').where({ account_id: accountId }).select(columns);
  const represented: PersonRow[] = await db('representations')
    .join('applicants', 'applicants.id', 'representations.applicant_id')
    .where('representations.account_id', accountId)
    .whereNotNull('representations.verified_at')
    .whereNull('representations.ended_at')
    .where('representations.valid_from', '<=', today)
    .where((until) => {
      void until
        .whereNull('representations.valid_until')
        .orWhere('representations.valid_until', '>=', today);
    })
    .orderBy('applicants.id')
    .limit(FEW + 1)
    .select(...columns, 'representations.kind', 'representations.valid_until');
  const many = represented.length > FEW;
  const people = [...own, ...(many ? [] : represented)].map((row) => ({
    applicantId: row.id,
    name: `${row.given_name} ${row.family_name}`,
    kind: row.kind ?? null,
    validUntil: row.valid_until ?? null,
  }));
  return { people, many };
}

async function listOpenRequests(db: Queryable, applicantIds: number[]): Promise<OpenRequest[]> {
  const rows: RequestRow[] = await db('requests')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .whereIn('requests.applicant_id', applicantIds)
    .whereNotIn('requests.status', ['closed', 'withdrawn', 'expired'])
    .orderBy('requests.id', 'desc')
    .limit(MOST)
    .select(
      'requests.reference',
      'requests.status',
      'requests.due_on',
      'requests.applicant_id',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
    );
  return rows.map((row) => ({
    reference: row.reference,
    status: row.status,
    dueOn: row.due_on,
    applicantId: row.applicant_id,
    aidClass: namesOf(row),
  }));
}

async function listEnding(
  db: Queryable,
  applicantIds: number[],
  today: string,
): Promise<EndingEntitlement[]> {
  const rows: EntitlementRow[] = await db('entitlements')
    .join('aid_classes', 'aid_classes.code', 'entitlements.aid_class_code')
    .whereIn('entitlements.applicant_id', applicantIds)
    .whereBetween('entitlements.order_by', [today, addCalendarDays(today, SOON)])
    .whereRaw('?? + ?? < ??', [
      'entitlements.reserved',
      'entitlements.used',
      'entitlements.quantity',
    ])
    .whereNotExists(
      db('requests')
        .where('requests.entitlement_id', db.ref('entitlements.id'))
        .where('requests.is_live', true)
        .select('requests.id'),
    )
    .orderBy(['entitlements.order_by', 'entitlements.id'])
    .limit(MOST)
    .select(
      'entitlements.id',
      'entitlements.order_by',
      'entitlements.applicant_id',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
    );
  return rows.map((row) => ({
    id: row.id,
    orderBy: row.order_by,
    applicantId: row.applicant_id,
    aidClass: namesOf(row),
  }));
}

async function listUnread(db: Queryable, accountId: number): Promise<Overview['messages']> {
  const rows: { id: number; subject: string; language: string; created_at: string }[] = await db(
    'messages',
  )
    .where({ account_id: accountId })
    .whereNull('read_at')
    .orderBy('id', 'desc')
    .limit(3)
    .select('id', 'subject', 'language', 'created_at');
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
}

interface PersonRow {
  id: number;
  given_name: string;
  family_name: string;
  kind?: string;
  valid_until?: string | null;
}

interface RequestRow extends Record<string, unknown> {
  reference: string;
  status: string;
  due_on: string | null;
  applicant_id: number;
}

interface EntitlementRow extends Record<string, unknown> {
  id: number;
  order_by: string;
  applicant_id: number;
}
