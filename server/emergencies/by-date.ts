// What happens to emergencies by date: they begin, a second look is asked for, papers that follow are waited for.
import type { Knex } from 'knex';
import { addCalendarDays } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { familyOf } from '../applicants/access.ts';
import { inTransaction } from '../database.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';
import { OWING_NOTHING } from './papers.ts';
import { spreadOne } from './spread.ts';
import { tellAdministrators, tellOffice } from './tell.ts';

type Means = Pick<Portal, 'db' | 'texts'>;

const BATCH = 200;
/** Calendar days before the date on which a person is reminded of papers. */
const REMINDED_BEFORE = 7;

/** Does all that is due by `at`, each thing once. @throws the first failure, after all others are done */
export async function runEmergencies(means: Means, at: Date): Promise<void> {
  const { db } = means;
  const day = dayOf(at);
  const failures: unknown[] = [];
  const each = async (
    ids: number[],
    work: (trx: Knex.Transaction, id: number) => Promise<void>,
  ) => {
    for (const id of ids) {
      await inTransaction(db, (trx) => work(trx, id)).catch((e: unknown) => failures.push(e));
    }
  };
  const open = () => db.write('emergencies').whereNull('ended_on').where('until_on', '>=', day);
  const beginning = open().whereNull('spread_at').where('from_on', '<=', day);
  await each(await idsOf(beginning, 'id'), (trx, id) => spreadOne(trx, id, at));
  const unseen = open()
    .whereNull('looked_at')
    .whereNull('look_asked_at')
    .where('look_due_at', '<=', at.toISOString());
  await each(await idsOf(unseen, 'id'), (trx, id) => askForLook(means, trx, id, at));
  const soon = addCalendarDays(day, REMINDED_BEFORE);
  for (const [column, until, work] of [
    ['papers_reminded_at', soon, remindOfPapers],
    ['papers_overdue_at', addCalendarDays(day, -1), tellOfPapers],
  ] as const) {
    for (let after = 0; ;) {
      const due = db
        .write('emergency_requests')
        .whereNotNull('papers_due_on')
        .whereNull('papers_came_at')
        .whereNull(column)
        .where('papers_due_on', '<=', until)
        .where('id', '>', after)
        .whereNotIn(
          'request_id',
          db.write('requests').whereIn('status', OWING_NOTHING).select('id'),
        );
      const ids = await idsOf(due, 'id');
      await each(ids, (trx, id) => work(means, trx, id, at));
      if (ids.length < BATCH) break;
      after = ids.at(-1)!;
    }
  }
  if (failures.length) throw failures[0];
}

async function idsOf(query: Knex.QueryBuilder, column: string): Promise<number[]> {
  const rows: { id: number }[] = await query.orderBy(column).limit(BATCH).select('id');
  return rows.map(({ id }) => id);
}

async function askForLook(
  { texts }: Means,
  trx: Knex.Transaction,
  id: number,
  at: Date,
): Promise<void> {
  const changed = await trx('emergencies')
    .where({ id, look_asked_at: null, looked_at: null, ended_on: null })
    .update({ look_asked_at: at.toISOString() });
  if (changed !== 1) return;
  const row: Record<string, string> = await trx('emergencies').where({ id }).first();
  await tellAdministrators(trx, texts, {
    kind: 'emergency.look_overdue',
    sourceKey: `emergency.${id}`,
    at,
    values: (lang) => ({ name: row[`name_${lang}`]! }),
  });
}

interface Waiting {
  request_id: number;
  papers_due_on: string;
  reference: string;
  applicant_id: number;
  office_id: number;
  assigned_to: number | null;
}

async function waitingFor(trx: Knex.Transaction, id: number): Promise<Waiting> {
  const row: Waiting = await trx('emergency_requests')
    .join('requests', 'requests.id', 'emergency_requests.request_id')
    .where('emergency_requests.id', id)
    .first(
      'emergency_requests.request_id',
      'emergency_requests.papers_due_on',
      'requests.reference',
      'requests.applicant_id',
      'requests.office_id',
      'requests.assigned_to',
    );
  return row;
}

async function remindOfPapers(
  { texts }: Means,
  trx: Knex.Transaction,
  id: number,
  at: Date,
): Promise<void> {
  if (!(await markOnce(trx, id, 'papers_reminded_at', at))) return;
  const row = await waitingFor(trx, id);
  const family = await familyOf(trx, row.applicant_id, dayOf(at), { onlyWhoAct: true });
  await sendMessage(
    trx,
    texts,
    family,
    {
      kind: 'emergency.papers_reminded',
      sourceKey: `${row.reference}.papers`,
      applicantId: row.applicant_id,
      requestId: row.request_id,
      values: (_, format) => ({
        reference: row.reference,
        date: format.date(row.papers_due_on),
      }),
    },
    at,
  );
}

async function tellOfPapers(
  { texts }: Means,
  trx: Knex.Transaction,
  id: number,
  at: Date,
): Promise<void> {
  if (!(await markOnce(trx, id, 'papers_overdue_at', at))) return;
  const row = await waitingFor(trx, id);
  await tellOffice(trx, texts, {
    kind: 'emergency.papers_overdue',
    sourceKey: `${row.reference}.papers`,
    at,
    assignedTo: row.assigned_to,
    officeId: row.office_id,
    values: (_, format) => ({ reference: row.reference, date: format.date(row.papers_due_on) }),
  });
}

async function markOnce(
  trx: Knex.Transaction,
  id: number,
  column: 'papers_reminded_at' | 'papers_overdue_at',
  at: Date,
): Promise<boolean> {
  const changed = await trx('emergency_requests')
    .where({ id, [column]: null })
    .whereNull('papers_came_at')
    .update({ [column]: at.toISOString() });
  return changed === 1;
}
