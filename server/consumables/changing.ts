// Changing the lots to come, and stopping them.
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { chooseOffer } from '../requests/acts/choice-of-offer.ts';
import type { Means, Refused } from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import { changePlanRow, endPlan } from './change-plan.ts';
import { mayReplace } from './may-replace.ts';
import { onPlan, refused, writeDown, type Acted, type PlanOrder } from './on-plan.ts';
import type { Plan } from './store.ts';

/** What a person may change for the lots to come. */
export interface PlanChanges {
  pieces: number;
  months: number;
  deliveryAddress: string;
  deliveryPhone: string | null;
  deliveryNote: string | null;
  /** Equal or cheaper, unless what they have can no longer be had. */
  offerId: number;
}

/** Changes the lots to come. What is under way stays as it is. */
export async function changePlan(
  means: Means,
  { changes, ...order }: PlanOrder & { changes: PlanChanges },
): Promise<Acted> {
  const day = dayOf(order.at);
  return onPlan(means, order, async (trx, plan, role) => {
    if (plan.version !== order.version) throw new Conflict();
    if (plan.state !== 'active') return refused('plan-ended');
    if (changes.pieces > Math.min(plan.norm, plan.entitlement.quantity)) return refused('too-many');
    const offer = await offerColumns(trx, plan, changes.offerId, day);
    if (isRefused(offer)) return offer;
    await changePlanRow(trx, plan, {
      ...offer,
      pieces: changes.pieces,
      months: changes.months,
      delivery_address: changes.deliveryAddress,
      delivery_phone: changes.deliveryPhone,
      delivery_note: changes.deliveryNote,
    });
    await writeDown(trx, order, plan, role, 'consumables.changed');
    return { done: true };
  });
}

/** Stops a plan: what is under way arrives, nothing more is sent. */
export async function stopPlan(means: Means, order: PlanOrder): Promise<Acted> {
  return onPlan(means, order, async (trx, plan, role) => {
    if (plan.state === 'ended') return { done: true }; // the same button again
    if (plan.version !== order.version) throw new Conflict();
    await endPlan(trx, plan, 'stopped', dayOf(order.at));
    await writeDown(trx, order, plan, role, 'consumables.stopped');
    return { done: true };
  });
}

async function offerColumns(
  trx: Knex.Transaction,
  plan: Plan,
  offerId: number,
  day: string,
): Promise<Record<string, number> | Refused> {
  if (offerId === plan.offerId) return {};
  const ground = {
    entitledClass: plan.entitlement.aidClassCode,
    regionCode: plan.applicant.regionCode,
    quantity: 1,
    day,
  };
  const choice = await chooseOffer(trx, { ...ground, offerId });
  if (!choice.allowed) return refused(choice.reason);
  const { price, coPayment } = choice.money;
  if (mayReplace({ price, coPayment }, plan)) {
    return { offer_id: offerId, price_tiyn: price, co_payment_tiyn: coPayment! };
  }
  // Where theirs can no longer be had a dearer one may be chosen; its sums are agreed to with the next lot.
  const old = await chooseOffer(trx, { ...ground, offerId: plan.offerId });
  return old.allowed ? refused('dearer') : { offer_id: offerId };
}

function isRefused(found: Record<string, number> | Refused): found is Refused {
  return found.done === false;
}
