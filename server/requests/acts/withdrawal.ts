import { release } from '../../entitlements/entitlements.ts';
import { endHold } from './holding.ts';
import { dropPart } from './part-of-approval.ts';
import { perform, type Means, type Order, type Result } from './perform.ts';
import { cancelOrder } from './placing.ts';
import { tellFamily } from './tell.ts';

/** Takes a request back before it is sent. The entitlement is free again, an open order is cancelled. */
export async function withdrawRequest(
  means: Means,
  order: Order & { reasonCode?: string | null; note?: string | null },
): Promise<Result> {
  return perform(means, 'withdrawal', order, async ({ trx, request, by, at, day }) => {
    await release(trx, request.entitlementId, request.quantity);
    await endHold(trx, request.id, { how: 'withdrawn', day, by: by.accountId });
    return {
      set: {
        decision_due_on: null,
        decision_days_left: null,
        held_until: null,
        hold_kind: null,
      },
      dueOn: null,
      reasonCode: order.reasonCode ?? null,
      note: order.note ?? null,
      afterwards: async ({ eventKey }) => {
        await trx('decisions')
          .where({ request_id: request.id, state: 'waiting' })
          .update({ state: 'returned' });
        await dropPart({ trx, request });
        await cancelOrder(trx, means.texts, request, { day, at, eventKey });
        await tellFamily(trx, means.texts, request, { kind: 'request.withdrawn', eventKey, at });
      },
    };
  });
}
