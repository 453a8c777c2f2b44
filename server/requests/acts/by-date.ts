// What happens when a date passes. Run often or after days of standstill: each thing happens once, in order.
import type { Knex } from 'knex';
import { recordAudit } from '../../audit/audit.ts';
import { addCalendarDays, daysBetween } from '../../calendar/dates.ts';
import { holidaysOf } from '../../calendar/holidays.ts';
import { dayOf } from '../../calendar/today.ts';
import { inTransaction } from '../../database.ts';
import { release } from '../../entitlements/entitlements.ts';
import { requestOf, requests, type AidRequest, type RequestRow } from '../aid-request.ts';
import { findTerm, lastDayOf, termOn } from '../deadlines.ts';
import { transitions, type Clock, type Status } from '../lifecycle.ts';
import { forEachDue, type Run } from './each-due.ts';
import { escalateOverdue } from './escalation.ts';
import { endHoldsByDate } from './hold-over.ts';
import { writeEvent, type Change, type Means } from './perform.ts';
import { decisionGoesOn } from './questions.ts';
import { tellFamily } from './tell.ts';

interface Reminder {
  status: Status;
  /** How long after the status began, in calendar days. */
  term: string;
  /** Of what ends without an act of the person: nobody is cut off unwarned. */
  clock?: Clock;
  kind: string;
}

const REMINDERS: readonly Reminder[] = [
  { status: 'draft', term: 'draft_reminder', clock: 'draft_kept', kind: 'request.draft_reminded' },
  {
    status: 'choosing_again',
    term: 'choose_again_reminder',
    clock: 'choose_again',
    kind: 'request.choice_reminded',
  },
  { status: 'awaiting_applicant', term: 'answer_reminder', kind: 'request.answer_reminded' },
  {
    status: 'received',
    term: 'fit_check_reminder',
    clock: 'fit_check',
    kind: 'request.fit_check_asked',
  },
];

type SystemAct = 'answer_missed' | 'expiry' | 'closure';

/**
 * Does all that is due by `at`. Returns how many requests moved. One that fails keeps no other waiting.
 * @throws the first failure, after all others are done
 */
export async function runDeadlines(means: Means, at: Date, batch = 200): Promise<number> {
  const run: Run = { ...means, at, day: dayOf(at), batch, moved: 0, failures: [] };
  for (const reminder of REMINDERS) await remind(run, reminder);
  for (const reminder of REMINDERS) await warnLate(run, reminder);
  await endHoldsByDate(run);
  await moveOverdue(run, 'awaiting_applicant', 'answer_missed');
  await moveOverdue(run, 'draft', 'expiry');
  await moveOverdue(run, 'choosing_again', 'expiry');
  await moveOverdue(run, 'received', 'closure');
  await escalateOverdue(run);
  if (run.failures.length) throw run.failures[0];
  return run.moved;
}

async function moveOverdue(run: Run, status: Status, act: SystemAct): Promise<void> {
  const overdue = due(run.db.write, status).where('due_on', '<', run.day);
  await forEachDue(run, overdue, (id) => moveOne(run, run.at, id, status, act));
}

async function moveOne(
  { db, texts }: Means,
  at: Date,
  id: number,
  status: Status,
  act: SystemAct,
): Promise<boolean> {
  const day = dayOf(at);
  const { to, event } = transitions[act];
  return inTransaction(db, async (trx) => {
    await trx('requests').where({ id }).forUpdate().first('id'); // in line with what people do
    const row: RequestRow = await requests(trx).where('requests.id', id).first();
    const request = requestOf(row);
    if (request.status !== status || request.dueOn === null || request.dueOn >= day) return false;
    const change = await effectOf(trx, request, act, day);
    const changed = await trx('requests')
      .where({ id, version: request.version, status })
      .update({
        ...change.set,
        status: to,
        status_since: at.toISOString(),
        version: request.version + 1,
        due_on: change.dueOn ?? null,
      });
    if (changed !== 1) return false;
    await writeEvent(trx, {
      request,
      kind: event,
      to,
      by: null,
      role: 'system',
      at,
      key: null,
      change,
    });
    await tellFamily(trx, texts, request, {
      kind: event,
      eventKey: `${request.reference}.${request.version + 1}`,
      at,
      values: (_, format) => ({ date: format.date(change.dueOn ?? day) }),
    });
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: event,
      objectKind: 'request',
      objectId: request.reference,
      applicantId: request.applicant.id,
      detail: `${request.status} → ${to}`,
    });
    return true;
  });
}

async function effectOf(
  trx: Knex.Transaction,
  request: AidRequest,
  act: SystemAct,
  day: string,
): Promise<Change> {
  if (act === 'answer_missed') {
    const { decisionDue, set } = await decisionGoesOn({ trx, request, day });
    return { set, dueOn: decisionDue };
  }
  // A draft has reserved nothing.
  if (act === 'expiry' && request.status !== 'draft') {
    await release(trx, request.entitlementId, request.quantity);
  }
  return { dueOn: null };
}

// Once for each time that a request comes into the status.
async function remind(run: Run, { status, term, kind }: Reminder): Promise<void> {
  const { db, day } = run;
  const after = await findTerm(db.write, term, day);
  if (!after) return;
  const midnight = new Date(`${addCalendarDays(day, 1 - after.value)}T00:00:00+05:00`);
  const waiting = due(db.write, status)
    .where('status_since', '<', midnight.toISOString())
    .where('due_on', '>=', day)
    .whereNotExists(reminded(db.write, kind));
  await forEachDue(run, waiting, async (id) => {
    await inTransaction(db, (trx) => sendReminder(trx, run, id, kind));
    return false; // nothing moved
  });
}

// Nobody loses a request because the portal stood still when it should have warned: the warning goes out now,
// and as many days are left from it as there would have been.
async function warnLate(run: Run, { status, term, clock, kind }: Reminder): Promise<void> {
  const { db, day } = run;
  const after = await findTerm(db.write, term, day);
  if (!after || !clock) return;
  const holidays = await holidaysOf(db.write);
  const left = daysBetween(
    addCalendarDays(day, after.value),
    lastDayOf(await termOn(db.write, clock, day), day, holidays),
  );
  const unwarned = due(db.write, status)
    .where('due_on', '<', day)
    .whereNotExists(reminded(db.write, kind))
    .whereNotExists(
      db
        .write('escalations')
        .whereRaw('escalations.request_id = requests.id')
        .whereRaw('escalations.at >= requests.status_since')
        .where({ step: 0 }),
    );
  await forEachDue(run, unwarned, (id) =>
    inTransaction(db, async (trx) => {
      const until = addCalendarDays(day, Math.max(left, 1));
      const before: { due_on: string } = await trx('requests').where({ id }).first('due_on');
      const moved = await trx('requests')
        .where({ id, status, due_on: before.due_on })
        .where('due_on', '<', day)
        .update({ due_on: until });
      if (moved !== 1) return false;
      const { due_on } = before;
      await trx('escalations').insert({
        request_id: id,
        due_on,
        step: 0,
        at: run.at.toISOString(),
      });
      await sendReminder(trx, run, id, kind);
      return true;
    }),
  );
}

function reminded(db: Knex, kind: string): Knex.QueryBuilder {
  return db('messages')
    .whereRaw('messages.request_id = requests.id')
    .whereRaw('messages.created_at >= requests.status_since')
    .where('messages.kind', kind);
}

async function sendReminder(
  trx: Knex.Transaction,
  { texts, at }: Run,
  id: number,
  kind: string,
): Promise<void> {
  const row: RequestRow = await requests(trx).where('requests.id', id).first();
  const request = requestOf(row);
  await tellFamily(trx, texts, request, {
    kind,
    eventKey: `${request.reference}.${request.statusSince}`,
    at,
    values: (_, format) => ({ date: format.date(request.dueOn) }),
  });
}

function due(db: Knex, status: Status): Knex.QueryBuilder {
  // Literal conditions, so that SQLite sees its partial indexes.
  const open = status === 'received' ? `status = 'received'` : 'is_live';
  return db('requests').where({ status }).whereRaw(open);
}
