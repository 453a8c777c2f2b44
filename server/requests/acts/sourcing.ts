// The office found an offer for something that nobody seemed to offer: the decision is made, the person chooses.
import { findTerm, dueOn } from '../deadlines.ts';
import { runChecks } from '../checks.ts';
import { chooseOffer } from './choice-of-offer.ts';
import { writeRelaxed } from './coming-first.ts';
import { writeDecision } from './decision-record.ts';
import { forgetMaking } from './making-record.ts';
import { whyNotFree } from './free-to-decide.ts';
import { perform, refused, type Means, type Order, type Result } from './perform.ts';
import { tellFamily } from './tell.ts';

// What still keeps a need from being granted, whatever is offered for it.
const OF_THE_LINE = ['programme_valid', 'entitlement_free'];

const WITHOUT_MAKER = {
  route: 'catalogue',
  price_tiyn: null,
  guaranteed_tiyn: null,
  state_share_tiyn: null,
  co_payment_tiyn: null,
  priced_on: null,
};

/** Proposes an offer for a need. The person may choose it or another one; the place in the queue stays. */
export async function proposeOffer(
  means: Means,
  order: Order & { offerId: number; note: string },
): Promise<Result> {
  return perform(means, 'sourcing', order, async (scene) => {
    const { trx, request, by, at, day } = scene;
    const reason = await whyNotFree(scene);
    if (reason) return refused(reason);
    if (!request.need) return refused('no-need');
    const choice = await chooseOffer(trx, {
      offerId: order.offerId,
      entitledClass: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day,
    });
    if (!choice.allowed) return refused(choice.reason);
    const { stateShare } = choice.money;
    if (stateShare === null) return refused('amount-not-set');
    const above = await findTerm(trx, 'second_consent_above', day);
    if (above !== null && stateShare > above.value) return refused('above-sourced-sum');
    const checks = await runChecks(trx, request, day);
    const open = checks.filter(
      ({ key, result }) => OF_THE_LINE.includes(key) && result === 'failed',
    );
    if (open.length) return refused('blocked-by-checks');
    await forgetMaking(trx, request.id);
    await writeRelaxed(trx, request, checks, day);
    await writeDecision(scene, { kind: 'approved', state: 'stands', note: order.note });
    await trx('need_proposals')
      .insert({
        request_id: request.id,
        offer_id: order.offerId,
        proposed_by: by.accountId,
        proposed_at: at.toISOString(),
        note: order.note,
      })
      .onConflict(['request_id', 'offer_id'])
      .merge(['note', 'proposed_by', 'proposed_at']);
    const chooseBy = await dueOn(trx, 'choose_again', day);
    return {
      // A maker who was thought of before gives way to what was found.
      set: { decision_due_on: null, ...(request.making && WITHOUT_MAKER) },
      dueOn: chooseBy,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.sourced',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(chooseBy),
            product: choice.offer.product.names[lang],
            text: order.note,
          }),
        }),
    };
  });
}
