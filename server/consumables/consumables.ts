// The face of consumables: the rest of a line comes in lots, each sent by the person with one act.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import type { Reader, Role } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { findRequest } from '../requests/aid-request.ts';
import { chooseOffer } from '../requests/acts/choice-of-offer.ts';
import {
  changeDraft,
  startRequest,
  submitRequest,
  type Means,
  type Refused,
  type Result,
} from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import { changePlanRow, endPlan } from './change-plan.ts';
import { roleOn } from './may-act.ts';
import { mayReplace } from './may-replace.ts';
import { lastsUntil, yearStart } from './schedule.ts';
import { planNext, settle } from './settle.ts';
import { findPlan, lotsOf, type Lot, type Plan } from './store.ts';
import { within } from './within.ts';
import { openYear, reserveOfYear } from './years.ts';

export { startPlan } from './start-plan.ts';
export { runConsumables } from './by-date.ts';

/** What every act on a plan is told: who, when, which plan, and the version that was seen. */
export interface PlanOrder {
  by: Reader;
  at: Date;
  planId: number;
  version: number;
}

type Acted = { done: true } | Refused;

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

// A refusal in the middle takes back all that was done before it.
class TakenBack extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

async function onPlan<T extends { done: true }>(
  { db }: Means,
  { by, at, planId }: PlanOrder,
  body: (trx: Knex.Transaction, plan: Plan, role: Role) => Promise<T | Refused>,
): Promise<T | Refused> {
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      await trx('consumable_plans').where({ id: planId }).forUpdate().first('id');
      const known = await findPlan(trx, planId);
      const role = await roleOn(trx, by, known?.applicant.id, day);
      if (typeof role !== 'string') return role;
      const result = await body(trx, await settle(trx, planId, day), role);
      if (!result.done) throw new TakenBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.refusal;
    throw error;
  }
}

function writeDown(
  trx: Knex.Transaction,
  { by, at }: PlanOrder,
  plan: Plan,
  role: Role,
  action: string,
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: role,
    action,
    objectKind: 'consumable_plan',
    objectId: plan.id,
    applicantId: plan.applicant.id,
  });
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

function isRefused(found: Record<string, number> | Refused): found is Refused {
  return found.done === false;
}

function refused(reason: string): Refused {
  return { done: false, reason };
}
