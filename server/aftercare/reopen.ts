// An aid that was received turns out not to fit: the request and its order open again, and the supplier puts it right.
import type { Knex } from 'knex';
import { changeAid, type Aid } from '../aids/aids.ts';
import { unspend } from '../entitlements/entitlements.ts';
import { dueOn } from '../requests/deadlines.ts';
import {
  refused,
  type Change,
  type Means,
  type Refused,
  type Scene,
} from '../requests/acts/perform.ts';
import { setOrder } from '../requests/acts/placing.ts';
import { tellFamily, tellSupplier } from '../requests/acts/tell.ts';
import { otherLiveRequest } from './fit-checks.ts';

/** What opening again changes. Used pieces are reserved again; refused while another request for the line lives. */
export async function reopen(
  means: Means,
  { trx, request, by, role, at, day }: Scene,
  { aid, note, key }: { aid: Aid; note: string; key: string },
): Promise<Change | Refused> {
  if (await otherLiveRequest(trx, request.entitlementId)) return refused('live-request-exists');
  const order = await deliveredOrder(trx, aid);
  if (!order || aid.request?.id !== request.id) return refused('wrong-state');
  if (!(await unspend(trx, request.entitlementId, request.quantity))) return refused('wrong-state');
  const remedyBy = await dueOn(trx, 'remedy', day);
  await setOrder(trx, order, {
    status: 'misfit',
    due_on: remedyBy,
    closed_on: null,
    misfit_kind: 'does_not_fit',
    misfit_note: note,
  });
  const fact = { kind: 'fit.misfit', at, by: by.accountId, role, key, note };
  await changeAid(trx, aid, { state: 'in_repair' }, fact);
  return {
    dueOn: remedyBy,
    note,
    afterwards: async ({ eventKey }) => {
      await tellFamily(trx, means.texts, request, {
        kind: 'request.fit_failed',
        eventKey,
        at,
        values: (_, format) => ({ date: format.date(remedyBy) }),
      });
      await tellSupplier(trx, means.texts, order.supplier_id, {
        kind: 'supplier.misfit',
        eventKey,
        at,
        values: (_, format) => ({ reference: order.number, date: format.date(remedyBy) }),
      });
    },
  };
}

async function deliveredOrder(
  trx: Knex.Transaction,
  { orderId }: Aid,
): Promise<{ id: number; number: string; supplier_id: number; status: 'delivered' } | undefined> {
  if (orderId === null) return undefined;
  return trx('orders')
    .where({ id: orderId, status: 'delivered' })
    .first('id', 'number', 'supplier_id', 'status');
}
