import { findEntitlement, reserve, whyNot } from '../../entitlements/entitlements.ts';
import { attachMeasures } from '../../measures/measures.ts';
import { moneyColumns } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn } from '../deadlines.ts';
import { chooseOffer, choiceColumns } from './choice-of-offer.ts';
import { perform, refused, type Means, type Order, type Result } from './perform.ts';
import { tellFamily } from './tell.ts';

/**
 * Submits a draft: reserves the entitlement, snapshots the money and starts the decision clock.
 * @param order.seen the sums that the person saw; others now are refused as `money-changed`
 */
export async function submitRequest(
  means: Means,
  order: Order & { seen: Pick<Money, 'price' | 'coPayment'> },
): Promise<Result> {
  return perform(means, 'submission', order, async ({ trx, request, by, at, day }) => {
    if (request.offerId === null) return refused('no-offer-chosen');
    const entitlement = (await findEntitlement(trx, request.entitlementId))!;
    // The live request for the entitlement is this one.
    const reason = whyNot({ ...entitlement, request: null }, day);
    if (reason) return refused(reason);
    const choice = await chooseOffer(trx, {
      offerId: request.offerId,
      entitledClass: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day,
    });
    if (!choice.allowed) return refused(choice.reason);
    const { money } = choice;
    if (hasChanged({ ...money, ...order.seen }, money)) return refused('money-changed');
    if (!(await reserve(trx, request.entitlementId, request.quantity))) {
      return refused('entitlement-used');
    }
    await attachMeasures(trx, {
      requestId: request.id,
      applicantId: request.applicant.id,
      aidClassCode: request.aidClass.code,
    });
    const decisionDue = await dueOn(trx, 'decision', day);
    return {
      set: {
        ...choiceColumns(choice.offer),
        ...moneyColumns(money, day),
        decision_due_on: decisionDue,
        queued_on: day,
        submitted_at: at.toISOString(),
        submitted_by: by.accountId,
      },
      dueOn: decisionDue,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.submitted',
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(decisionDue) }),
        }),
    };
  });
}
