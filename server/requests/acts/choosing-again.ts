import type { Queryable } from '../../database.ts';
import { moneyColumns, type AidRequest } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn, findTerm } from '../deadlines.ts';
import { chooseOffer, choiceColumns } from './choice-of-offer.ts';
import { perform, refused, type Means, type Order, type Result } from './perform.ts';
import { forgetMaking } from './making-record.ts';
import { fromOffer, placeOrder } from './placing.ts';
import { tellFamily } from './tell.ts';

/**
 * Chooses another offer after a supplier declined or took the aid back. The decision stands, and so does the place
 * in the queue; the order goes to the new supplier.
 * @param order.seen the sums that the person saw and agreed to
 */
export async function chooseAgain(
  means: Means,
  order: Order & { offerId: number; seen: Pick<Money, 'price' | 'coPayment'> },
): Promise<Result> {
  return perform(means, 'choice', order, async ({ trx, request, at, day }) => {
    const choice = await chooseOffer(trx, {
      offerId: order.offerId,
      entitledClass: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day,
    });
    if (!choice.allowed) return refused(choice.reason);
    const { offer, money } = choice;
    const { stateShare, coPayment } = money;
    if (stateShare === null || coPayment === null) return refused('amount-not-set');
    if (hasChanged({ ...money, ...order.seen }, money)) return refused('money-changed');
    if (await isAboveDecision(trx, stateShare, request, day)) return refused('above-decided-sum');
    await forgetMaking(trx, request.id);
    const confirmBy = await dueOn(trx, 'confirmation', day);
    return {
      set: { ...choiceColumns(offer), ...moneyColumns(money, day) },
      dueOn: confirmBy,
      afterwards: async ({ eventKey }) => {
        const agreed = { ...money, stateShare, coPayment };
        const from = fromOffer(offer);
        await placeOrder(trx, means.texts, request, { from, money: agreed, confirmBy, day, at });
        await tellFamily(trx, means.texts, request, {
          kind: 'request.chosen_again',
          eventKey,
          at,
          values: (lang, format) => ({
            aid: offer.product.names[lang],
            supplier: offer.supplier.names[lang],
            date: format.date(confirmBy),
          }),
        });
      },
    };
  });
}

/** One person decided; the state does not pay more for it than one person may decide. */
export async function isAboveDecision(
  trx: Queryable,
  stateShare: number,
  request: AidRequest,
  day: string,
): Promise<boolean> {
  const above = await findTerm(trx, 'second_consent_above', day);
  const decided = Math.max(request.money?.stateShare ?? 0, above?.value ?? Infinity);
  return stateShare > decided;
}
