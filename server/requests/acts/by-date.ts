// What happens when a date passes. Run often or after days of standstill: each thing happens once, in order.
import type { Knex } from 'knex';
import { recordAudit } from '../../audit/audit.ts';
import { addCalendarDays } from '../../calendar/dates.ts';
import { dayOf } from '../../calendar/today.ts';
import { inTransaction } from '../../database.ts';
import { release } from '../../entitlements/entitlements.ts';
import { requestOf, requests, type AidRequest, type RequestRow } from '../aid-request.ts';
import { findTerm } from '../deadlines.ts';
import { transitions, type Status } from '../lifecycle.ts';
import { writeEvent, type Change, type Means } from './perform.ts';
import { decisionGoesOn } from './questions.ts';
import { tellFamily } from './tell.ts';

type SystemAct = 'answer_missed' | 'expiry' | 'closure';

/**
 * Does all that is due by `at`. Returns how many requests moved. One that fails keeps no other waiting.
 * @throws the first failure, after all others are done
 */
export async function runDeadlines(means: Means, at: Date, batch = 200): Promise<number> {
  const run: Run = { ...means, at, day: dayOf(at), batch, moved: 0, failures: [] };
  await remind(run, {
    status: 'draft',
    term: 'draft_reminder',
    kind: 'request.draft_reminded',
  });
  await remind(run, {
    status: 'choosing_again',
    term: 'choose_again_reminder',
    kind: 'request.choice_reminded',
  });
  await moveOverdue(run, 'awaiting_applicant', 'answer_missed');
  await moveOverdue(run, 'draft', 'expiry');
  await moveOverdue(run, 'choosing_again', 'expiry');
  await moveOverdue(run, 'received', 'closure');
  if (run.failures.length) throw run.failures[0];
  return run.moved;
}

interface Run extends Means {
  at: Date;
  day: string;
  batch: number;
  moved: number;
  failures: unknown[];
}

async function moveOverdue(run: Run, status: Status, act: SystemAct): Promise<void> {
  const overdue = due(run.db.write, status).where('due_on', '<', run.day);
  await forEachOf(run, overdue, async (id) => {
    if (await moveOne(run, run.at, id, status, act)) run.moved += 1;
  });
}

// In batches by key, so that a row that stays as it is does not come up again and again.
async function forEachOf(
  run: Run,
  query: Knex.QueryBuilder,
  work: (id: number) => Promise<void>,
): Promise<void> {
  void query.select('id', 'due_on').orderBy(['due_on', 'id']).limit(run.batch);
  let rows: { id: number; due_on: string }[] = await query;
  while (rows.length) {
    for (const { id } of rows) {
      await work(id).catch((error: unknown) => run.failures.push(error));
    }
    const { due_on: on, id } = rows.at(-1)!;
    rows = await query.clone().whereRaw('(due_on, id) > (?, ?)', [on, id]);
  }
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
async function remind(
  run: Run,
  { status, term, kind }: { status: Status; term: string; kind: string },
): Promise<void> {
  const { db, texts, at, day } = run;
  const after = await findTerm(db.write, term, day);
  if (!after) return;
  const midnight = new Date(`${addCalendarDays(day, 1 - after.value)}T00:00:00+05:00`);
  const waiting = due(db.write, status)
    .where('status_since', '<', midnight.toISOString())
    .where('due_on', '>=', day)
    .whereNotExists(
      db
        .write('messages')
        .whereRaw('messages.request_id = requests.id')
        .whereRaw('messages.created_at >= requests.status_since')
        .where('messages.kind', kind),
    );
  await forEachOf(run, waiting, (id) =>
    inTransaction(db, async (trx) => {
      const row: RequestRow = await requests(trx).where('requests.id', id).first();
      const request = requestOf(row);
      await tellFamily(trx, texts, request, {
        kind,
        eventKey: `${request.reference}.${request.statusSince}`,
        at,
        values: (_, format) => ({ date: format.date(request.dueOn) }),
      });
    }),
  );
}

function due(db: Knex, status: Status): Knex.QueryBuilder {
  // Literal conditions, so that SQLite sees its partial indexes.
  const open = status === 'received' ? `status = 'received'` : 'is_live';
  return db('requests').where({ status }).whereRaw(open);
}
