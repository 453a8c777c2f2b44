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

const BATCH = 200;

type SystemAct = 'answer_missed' | 'expiry' | 'closure';

/** Does all that is due by `at`. Returns how many requests moved. */
export async function runDeadlines(means: Means, at: Date): Promise<number> {
  await remind(means, at, {
    status: 'draft',
    term: 'draft_reminder',
    kind: 'request.draft_reminded',
  });
  await remind(means, at, {
    status: 'choosing_again',
    term: 'choose_again_reminder',
    kind: 'request.choice_reminded',
  });
  let moved = 0;
  moved += await moveOverdue(means, at, 'awaiting_applicant', 'answer_missed');
  moved += await moveOverdue(means, at, 'draft', 'expiry');
  moved += await moveOverdue(means, at, 'choosing_again', 'expiry');
  moved += await moveOverdue(means, at, 'received', 'closure');
  return moved;
}

async function moveOverdue(
  means: Means,
  at: Date,
  status: Status,
  act: SystemAct,
): Promise<number> {
  const day = dayOf(at);
  let moved = 0;
  for (;;) {
    const overdue: { id: number }[] = await due(means.db.write, status)
      .where('due_on', '<', day)
      .orderBy(['due_on', 'id'])
      .limit(BATCH)
      .select('id');
    for (const { id } of overdue) moved += (await moveOne(means, at, id, status, act)) ? 1 : 0;
    if (overdue.length < BATCH) return moved;
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

// A message has one source, so that however often this runs a person is reminded once.
async function remind(
  { db, texts }: Means,
  at: Date,
  { status, term, kind }: { status: Status; term: string; kind: string },
): Promise<void> {
  const day = dayOf(at);
  const after = await findTerm(db.write, term, day);
  if (!after) return;
  const startedBy = addCalendarDays(day, 1 - after.value);
  const rows: RequestRow[] = await requests(db.write)
    .where('requests.status', status)
    .whereRaw('requests.is_live')
    .where('requests.status_since', '<', `${startedBy}T00:00:00.000Z`)
    .where('requests.due_on', '>=', day)
    .whereNotExists(
      db
        .write('messages')
        .whereRaw('messages.request_id = requests.id')
        .where('messages.kind', kind),
    )
    .orderBy('requests.id')
    .limit(BATCH);
  for (const row of rows) {
    const request = requestOf(row);
    await inTransaction(db, (trx) =>
      tellFamily(trx, texts, request, {
        kind,
        eventKey: `${request.reference}.${request.statusSince}`,
        at,
        values: (_, format) => ({ date: format.date(request.dueOn) }),
      }),
    );
  }
}

function due(db: Knex, status: Status): Knex.QueryBuilder {
  // Literal conditions, so that SQLite sees its partial indexes.
  const open = status === 'received' ? `status = 'received'` : 'is_live';
  return db('requests').where({ status }).whereRaw(open);
}
