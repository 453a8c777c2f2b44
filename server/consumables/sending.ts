// Sending the next lot, or leaving it out.
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { findRequest } from '../requests/aid-request.ts';
import {
  changeDraft,
  startRequest,
  submitRequest,
  type Means,
  type Refused,
  type Result,
} from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import { changePlanRow } from './change-plan.ts';
import { onPlan, refused, writeDown, type Acted, type PlanOrder } from './on-plan.ts';
import { lastsUntil, yearStart } from './schedule.ts';
import { planNext } from './settle.ts';
import { lotsOf, type Lot, type Plan } from './store.ts';
import { within } from './within.ts';
import { openYear, reserveOfYear } from './years.ts';

/**
 * Sends the next lot: a request of its own, for the pieces that plan, line and norm have left.
 * @param order.seen the sums that the person saw; others now are refused as `money-changed`
 * @param order.agreed to pay more for a piece than before
 */
export async function sendLot(
  means: Means,
  order: PlanOrder & {
    key: string;
    seen: { price: number; coPayment: number | null };
    agreed: boolean;
  },
): Promise<Result> {
  const { by, at, key } = order;
  const day = dayOf(at);
  return onPlan(means, order, async (trx, plan, role) => {
    const before: { reference: string } | undefined = await trx('requests')
      .where({ creation_key: key, started_by: by.accountId })
      .first('reference');
    if (before) return { done: true, reference: before.reference };
    if (plan.version !== order.version) throw new Conflict();
    const lot = await openLot(trx, plan, day);
    if ('done' in lot) return lot;
    const start = yearStart(plan.programme.issuedOn, day);
    const year = await openYear(trx, plan.entitlement.id, start, plan.norm);
    const pieces = Math.min(plan.pieces, plan.entitlement.free, year.free);
    if (pieces < 1) return refused(year.free < 1 ? 'norm-reached' : 'entitlement-used');
    if (!(await reserveOfYear(trx, year.id, pieces))) return refused('norm-reached');

    const reference = await asRequest(within(means, trx), plan, { ...order, pieces });
    if (typeof reference !== 'string') return reference;
    const { id, money } = (await findRequest(trx, reference))!;
    if (money!.coPayment === null) return refused('amount-not-set');
    const now = { price: money!.price / pieces, coPayment: money!.coPayment / pieces };
    if (now.coPayment > plan.coPayment && !order.agreed) return refused('agreement-needed');
    const lots = await lotsOf(trx, [plan.id]);
    await trx('consumable_lots')
      .where({ id: lot.id, state: 'planned' })
      .where('opens_on', '<=', day)
      .update({
        state: 'sent',
        request_id: id,
        year_id: year.id,
        pieces,
        lasts_until: lastsUntil(lastOf(lots), day, plan.months, pieces / plan.pieces),
      });
    await planNext(trx, plan, day);
    await changePlanRow(trx, plan, { price_tiyn: now.price, co_payment_tiyn: now.coPayment });
    await writeDown(trx, order, plan, role, 'consumables.lot_sent');
    return { done: true, reference };
  });
}

/** Leaves one lot out: the next opens when it would have run out. */
export async function skipLot(means: Means, order: PlanOrder): Promise<Acted> {
  const day = dayOf(order.at);
  return onPlan(means, order, async (trx, plan, role) => {
    if (plan.version !== order.version) throw new Conflict();
    const lot = await openLot(trx, plan, day);
    if ('done' in lot) return lot;
    const lots = await lotsOf(trx, [plan.id]);
    await trx('consumable_lots')
      .where({ id: lot.id, state: 'planned' })
      .update({ state: 'skipped', lasts_until: lastsUntil(lastOf(lots), day, plan.months) });
    await planNext(trx, plan, day);
    await changePlanRow(trx, plan, {});
    await writeDown(trx, order, plan, role, 'consumables.lot_skipped');
    return { done: true };
  });
}

async function openLot(trx: Knex.Transaction, plan: Plan, day: string): Promise<Lot | Refused> {
  if (plan.state !== 'active') return refused('plan-ended');
  const lots = await lotsOf(trx, [plan.id]);
  const lot = lots.find(({ state }) => state === 'planned');
  if (!lot) return refused('nothing-to-send');
  if (lots.some(({ state, request }) => state === 'sent' && request?.status !== 'refused')) {
    return refused('lot-under-way');
  }
  return lot.opensOn > day ? refused('not-open-yet') : lot;
}

// The lot as a request: started, filled in and submitted by the acts of requests, within this transaction.
async function asRequest(
  means: Means,
  plan: Plan,
  {
    by,
    at,
    key,
    seen,
    pieces,
  }: Pick<PlanOrder, 'by' | 'at'> & {
    key: string;
    seen: { price: number; coPayment: number | null };
    pieces: number;
  },
): Promise<string | Refused> {
  const { offerId, delivery, entitlement } = plan;
  const asLot = true;
  const started = await startRequest(means, {
    by,
    at,
    entitlementId: entitlement.id,
    offerId,
    key,
    asLot,
  });
  if (!started.done) return refused(started.reason);
  const { reference } = started;
  const changed = await changeDraft(means, {
    by,
    at,
    reference,
    version: 1,
    key: `${key}-draft`,
    changes: {
      quantity: pieces,
      deliveryAddress: delivery.address,
      deliveryPhone: delivery.phone,
      deliveryNote: delivery.note,
    },
  });
  if (!changed.done) return changed;
  const submitted = await submitRequest(means, {
    by,
    at,
    reference,
    version: 2,
    key: `${key}-lot`,
    seen,
    asLot,
  });
  return submitted.done ? reference : submitted;
}

// Until when the pieces last that were sent or skipped so far.
function lastOf(lots: readonly Lot[]): string | null {
  return lots
    .filter(({ state }) => state !== 'ended')
    .reduce<string | null>(
      (last, { lastsUntil: until }) =>
        until !== null && (last === null || until > last) ? until : last,
      null,
    );
}
