// The commission removed a supplier: an order that it has not dispatched is let go, and the person chooses again.
import { recordAudit } from '../../audit/audit.ts';
import { dayOf } from '../../calendar/today.ts';
import { inTransaction } from '../../database.ts';
import { requestOf, requests, type RequestRow } from '../aid-request.ts';
import { dueOn } from '../deadlines.ts';
import { mayMove, transitions } from '../lifecycle.ts';
import { findOpenOrder } from '../orders.ts';
import { writeEvent, type Means } from './perform.ts';
import { setOrder } from './placing.ts';
import { tellFamily } from './tell.ts';

/** Lets the open order of a request go. Done once: a second call finds nothing to do. */
export async function letOrderGo(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  at: Date,
  requestId: number,
): Promise<void> {
  const day = dayOf(at);
  const { to, event } = transitions.supplier_removal;
  await inTransaction(db, async (trx) => {
    await trx('requests').where({ id: requestId }).forUpdate().first('id');
    const row: RequestRow = await requests(trx).where('requests.id', requestId).first();
    const request = requestOf(row);
    const open = await findOpenOrder(trx, requestId);
    if (!open || !mayMove('supplier_removal', request.status, 'system')) return;
    const chooseBy = await dueOn(trx, 'choose_again', day);
    const changed = await trx('requests')
      .where({ id: requestId, version: request.version, status: request.status })
      .update({
        status: to,
        status_since: at.toISOString(),
        version: request.version + 1,
        due_on: chooseBy,
        due_kind: null,
      });
    if (changed !== 1) return;
    await setOrder(trx, open, { status: 'cancelled', due_on: null, closed_on: day });
    const change = { dueOn: chooseBy };
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
      kind: 'order.supplier_removed',
      eventKey: `${request.reference}.${request.version + 1}`,
      at,
      values: (lang, format) => ({
        date: format.date(chooseBy),
        supplier: open.supplierNames[lang],
      }),
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
  });
}
