// The day until which a case was on hold has come: it goes on by itself. After days of standstill each goes on
// once, with the working days that it had left counted from today.
import { recordAudit } from '../../audit/audit.ts';
import { inTransaction } from '../../database.ts';
import { requestOf, requests, type RequestRow } from '../aid-request.ts';
import type { HoldKind } from '../holds.ts';
import { forEachDue, type Run } from './each-due.ts';
import { goOn } from './holding.ts';
import { writeEvent } from './perform.ts';
import { tellFamily, tellStaff } from './tell.ts';

/** Ends every hold and trial whose day has come. */
export async function endHoldsByDate(run: Run): Promise<void> {
  const { write } = run.db;
  const ended = write('requests')
    .where({ status: 'in_review' })
    .whereRaw('is_live') // said as in the partial index
    .where('due_on', '<=', run.day)
    .where('held_until', '<=', run.day)
    // The last day to answer after a trial is still the person's.
    .where((over) => void over.where({ hold_kind: 'hold' }).orWhere('held_until', '<', run.day));
  await forEachDue(run, ended, (id) => endOne(run, id));
}

function isOver({ kind, until }: { kind: HoldKind; until: string }, day: string): boolean {
  return kind === 'trial' ? until < day : until <= day;
}

async function endOne({ db, texts, at, day }: Run, id: number): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await trx('requests').where({ id }).forUpdate().first('id'); // in line with what people do
    const row: RequestRow = await requests(trx).where('requests.id', id).first();
    const request = requestOf(row);
    const { hold, status, version } = request;
    if (status !== 'in_review' || !hold || !isOver(hold, day)) return false;
    const change = await goOn({ trx, request, day }, 'date');
    const changed = await trx('requests')
      .where({ id, version, status })
      .update({ ...change.set, version: version + 1, due_on: change.dueOn });
    if (changed !== 1) return false;
    const kind = hold.kind === 'trial' ? 'request.trial_over' : 'request.hold_over';
    await writeEvent(trx, {
      request,
      kind,
      to: status,
      by: null,
      role: 'system',
      at,
      key: null,
      change,
    });
    const telling = {
      eventKey: `${request.reference}.${version + 1}`,
      at,
      values: (_: unknown, format: { date(iso: string): string }) => ({
        date: format.date(change.dueOn),
      }),
    };
    await tellFamily(trx, texts, request, { kind, ...telling });
    if (request.assignee) {
      const mine = { kind: 'caseworker.hold_over', request, ...telling };
      await tellStaff(trx, texts, request.assignee, mine);
    }
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: kind,
      objectKind: 'request',
      objectId: request.reference,
      applicantId: request.applicant.id,
      detail: `${status} → ${status}`,
    });
    return true;
  });
}
