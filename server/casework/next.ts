// Which case comes next for a caseworker: the most urgent of their own that waits for them, else the most
// urgent that nobody has. Cases of their own family are left to colleagues.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { Desk } from './queue.ts';

/** The reference of the next case; null when nothing waits. */
export async function findNext(db: Queryable, desk: Desk): Promise<string | null> {
  const mine = decidable(db, desk)
    .where('requests.assigned_to', desk.accountId)
    .where('requests.status', 'in_review')
    .whereNotExists(
      db('decisions')
        .where('decisions.request_id', db.ref('requests.id'))
        .where('decisions.state', 'waiting')
        .select('decisions.id'),
    );
  const free = decidable(db, desk)
    .whereNull('requests.assigned_to')
    .whereIn('requests.status', ['submitted', 'in_review']);
  const [first] = [...(await firstOf(mine)), ...(await firstOf(free))];
  return first?.reference ?? null;
}

function decidable(db: Queryable, { officeId, accountId }: Desk): Knex.QueryBuilder {
  const own = db('applicants').where({ account_id: accountId }).select('id');
  const represented = db('representations')
    .where({ account_id: accountId })
    .whereNull('ended_at')
    .select('applicant_id');
  return db('requests')
    .where('requests.office_id', officeId)
    .whereRaw('requests.is_live')
    .whereNull('requests.held_until') // it goes on by itself
    .whereNotIn('requests.applicant_id', own)
    .whereNotIn('requests.applicant_id', represented)
    .where(
      (others) =>
        void others
          .whereNull('requests.submitted_by')
          .orWhereNot('requests.submitted_by', accountId),
    )
    .whereNot('requests.started_by', accountId);
}

async function firstOf(query: Knex.QueryBuilder): Promise<{ reference: string }[]> {
  const rows: { reference: string }[] = await query
    .orderBy([
      { column: 'requests.priority', order: 'desc' },
      { column: 'requests.due_on' },
      { column: 'requests.id' },
    ])
    .limit(1)
    .select('requests.reference');
  return rows;
}
