// The person says that it arrived, and how it serves: nobody else can complete a delivery.
import { startAttempt } from '../../accounts/throttle.ts';
import { issueAid } from '../../aids/aids.ts';
import { spend } from '../../entitlements/entitlements.ts';
import { dueOn } from '../deadlines.ts';
import { findOpenOrder } from '../orders.ts';
import { findRequest } from '../aid-request.ts';
import { findPoolDelivery } from '../pool-delivery.ts';
import { poolReceiptAct, receivePooled } from './from-pool.ts';
import { perform, refused, type Means, type Order, type Result } from './perform.ts';
import { setOrder } from './placing.ts';
import { tellFamily, tellSupplier } from './tell.ts';

export const OUTCOMES = ['fits', 'does_not_fit', 'not_as_described', 'damaged'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Confirms receipt with the person's own code. What fits is theirs; anything else goes to the supplier to put right.
 * @param order.note what is wrong; or, from a caseworker, how the person told it
 * @throws TooMany after five wrong codes in a minute
 */
export async function confirmReceipt(
  means: Means,
  order: Order & { code: string; outcome: Outcome; note: string | null },
): Promise<Result> {
  const attempt = await startAttempt(
    means.db,
    means.vault,
    {
      // A count for each person: nobody can use up another's tries.
      account: `receipt.${order.reference}.${order.by.accountId}`,
      address: `receipt.${order.by.accountId}`,
      device: null,
    },
    order.at,
  );
  const fits = order.outcome === 'fits';
  const act = (await isPooled(means, order)) ? poolReceiptAct(fits) : fits ? 'receipt' : 'misfit';
  return perform(means, act, order, async (scene) => {
    const { trx, request, by, role, at, day } = scene;
    const pooled = await findPoolDelivery(trx, request.id);
    const open = pooled ? null : await findOpenOrder(trx, request.id);
    const sealed = pooled?.codeSealed ?? open?.deliveryCodeSealed;
    if (!sealed) return refused('wrong-state');
    if (means.vault.unseal(sealed) !== order.code) return refused('wrong-code');
    const told = role === 'caseworker' || role === 'lead_caseworker';
    if (!order.note && (told || order.outcome !== 'fits')) return refused('reason-missing');
    await attempt.succeeded(trx);
    if (pooled) return receivePooled(means, scene, pooled, { fits, note: order.note });
    if (!open) return refused('wrong-state');

    const next = await dueOn(trx, fits ? 'fit_check' : 'remedy', day);
    if (fits) {
      await spend(trx, request.entitlementId, request.quantity);
      await setOrder(trx, open, { status: 'delivered', due_on: null, closed_on: day });
      await issueAid(trx, {
        requestId: request.id,
        orderId: open.id,
        applicantId: request.applicant.id,
        aidClassCode: request.aidClass.code,
        officeId: request.officeId,
        quantity: request.quantity,
        receivedOn: day,
        at,
        by: by.accountId,
        role,
      });
    } else {
      await setOrder(trx, open, {
        status: 'misfit',
        due_on: next,
        misfit_kind: order.outcome,
        misfit_note: order.note,
      });
    }
    return {
      dueOn: next,
      note: order.note,
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: fits ? 'request.received' : 'request.misfit',
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(next) }),
        });
        await tellSupplier(trx, means.texts, open.supplierId, {
          kind: fits ? 'supplier.received' : 'supplier.misfit',
          eventKey,
          at,
          values: (_, format) => ({ reference: open.number, date: format.date(next) }),
        });
      },
    };
  });
}

async function isPooled({ db }: Means, { reference }: Order): Promise<boolean> {
  const request = await findRequest(db.write, reference);
  return request !== null && (await findPoolDelivery(db.write, request.id)) !== null;
}
