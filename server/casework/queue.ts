// The queue of an office: every open request, what comes first by an emergency and then what is due first on top. Two queries, whatever the data.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { HoldKind } from '../requests/holds.ts';
import type { Status } from '../requests/lifecycle.ts';
import { VIEWS, type Place, type QueueFilter, type View } from './queue-filter.ts';

export const PAGE_SIZE = 50;
/** How far a view is counted: beyond it the page says "more than". */
export const COUNTED = 1000;

/** Whose queue it is, and on which day it is looked at. */
export interface Desk {
  officeId: number;
  accountId: number;
  today: string;
}

export interface QueueRow {
  id: number;
  reference: string;
  applicant: string;
  aidClass: Names;
  status: Status;
  waitsForConsent: boolean;
  /** On hold, or on trial. */
  held: HoldKind | null;
  dueOn: string | null;
  /** 1 where an emergency puts it first. */
  priority: number;
  firstBy: Names | null;
  assignedTo: { id: number; name: string } | null;
  price: number | null;
  stateShare: number | null;
  coPayment: number | null;
}

export interface QueuePage {
  rows: QueueRow[];
  earlier: boolean;
  later: boolean;
}

/** One page of the queue. `classCodes` are the chosen class with all below it; null: any. */
export async function listQueue(
  db: Queryable,
  desk: Desk,
  filter: QueueFilter,
  place: Place | null,
  classCodes: readonly string[] | null,
): Promise<QueuePage> {
  const backwards = place?.direction === 'before';
  const query = inView(openRequests(db, desk.officeId), filter.view, desk);
  const kind = filter.status && HELD_AS[filter.status];
  if (filter.status === 'waiting_consent') void query.whereNotNull('decisions.id');
  else if (kind) void query.where('requests.hold_kind', kind);
  else if (filter.status) void query.where('requests.status', filter.status);
  if (classCodes) void query.whereIn('requests.aid_class_code', [...classCodes]);
  if (place) void query.where((beyond) => void beyondPlace(beyond, place));
  const direction = backwards ? 'desc' : 'asc';
  const found: Row[] = await withDetails(query)
    .orderBy([
      { column: 'requests.priority', order: backwards ? 'asc' : 'desc' },
      { column: 'requests.due_on', order: direction },
      { column: 'requests.id', order: direction },
    ])
    .limit(PAGE_SIZE + 1);
  const more = found.length > PAGE_SIZE;
  const rows = found.slice(0, PAGE_SIZE).map(rowOf);
  if (backwards) rows.reverse();
  return {
    rows,
    earlier: place !== null && (!backwards || more),
    later: backwards || more,
  };
}

// What the filter calls a case whose clock stands still.
const HELD_AS: Readonly<Record<string, HoldKind>> = { on_hold: 'hold', on_trial: 'trial' };

/** How many requests each view holds, counted up to one more than `COUNTED`. */
export async function countViews(db: Queryable, desk: Desk): Promise<Record<View, number>> {
  const counts = VIEWS.map((view) => {
    const some = inView(openRequests(db, desk.officeId), view, desk)
      .select('requests.id')
      .limit(COUNTED + 1)
      .as('some');
    return db.from(some).count().as(view);
  });
  const [row]: Record<View, number>[] = await db.select(counts);
  return row!;
}

function openRequests(db: Queryable, officeId: number): Knex.QueryBuilder {
  // Said as in the partial indexes: a bound `true` would not find them.
  return db('requests')
    .where('requests.office_id', officeId)
    .whereRaw('requests.is_live')
    .whereNot('requests.status', 'draft');
}

function inView(query: Knex.QueryBuilder, view: View, { accountId, today }: Desk) {
  if (view === 'mine') return query.where('requests.assigned_to', accountId);
  if (view === 'unassigned') return query.whereNull('requests.assigned_to');
  if (view === 'overdue') return query.where('requests.due_on', '<', today);
  return query;
}

function beyondPlace(query: Knex.QueryBuilder, { direction, priority, dueOn, id }: Place) {
  const [sign, opposite] = direction === 'after' ? ['>', '<'] : ['<', '>'];
  return query
    .where('requests.priority', opposite, priority)
    .orWhere(
      (alike) =>
        void alike
          .where('requests.priority', priority)
          .where(
            (later) =>
              void later
                .where('requests.due_on', sign, dueOn)
                .orWhere(
                  (sameDay) =>
                    void sameDay.where('requests.due_on', dueOn).where('requests.id', sign, id),
                ),
          ),
    );
}

function withDetails(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .leftJoin('accounts', 'accounts.id', 'requests.assigned_to')
    .leftJoin('decisions', (on) =>
      on.on('decisions.request_id', 'requests.id').onVal('decisions.state', 'waiting'),
    )
    .leftJoin('emergency_requests', 'emergency_requests.request_id', 'requests.id')
    .leftJoin('emergencies', 'emergencies.id', 'emergency_requests.emergency_id')
    .select(
      'requests.id',
      'requests.reference',
      'requests.status',
      'requests.due_on',
      'requests.hold_kind',
      'requests.priority',
      'requests.assigned_to',
      'requests.price_tiyn',
      'requests.state_share_tiyn',
      'requests.co_payment_tiyn',
      'applicants.family_name',
      'applicants.given_name',
      'applicants.patronymic',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
      'accounts.family_name as assignee_family_name',
      'accounts.given_name as assignee_given_name',
      'decisions.id as waiting_decision',
      'emergencies.name_kk as first_kk',
      'emergencies.name_ru as first_ru',
      'emergencies.name_en as first_en',
    );
}

function rowOf(row: Row): QueueRow {
  return {
    id: row.id,
    reference: row.reference,
    applicant: [row.family_name, row.given_name, row.patronymic].filter(Boolean).join(' '),
    aidClass: namesOf(row),
    status: row.status,
    waitsForConsent: row.waiting_decision !== null,
    held: row.hold_kind,
    dueOn: row.due_on,
    priority: row.priority,
    firstBy: row.priority > 0 && row.first_kk ? namesOf(row, 'first') : null,
    assignedTo: row.assigned_to
      ? {
          id: row.assigned_to,
          name: `${row.assignee_family_name} ${row.assignee_given_name}`,
        }
      : null,
    price: row.price_tiyn,
    stateShare: row.state_share_tiyn,
    coPayment: row.co_payment_tiyn,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  reference: string;
  status: Status;
  due_on: string | null;
  priority: number;
  first_kk: string | null;
  assigned_to: number | null;
  price_tiyn: number | null;
  state_share_tiyn: number | null;
  co_payment_tiyn: number | null;
  family_name: string;
  given_name: string;
  patronymic: string | null;
  assignee_family_name: string | null;
  assignee_given_name: string | null;
  waiting_decision: number | null;
  hold_kind: HoldKind | null;
}
