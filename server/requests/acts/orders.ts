// The supplier's side of a request: placing an order, and what the supplier does with it.
import type { Knex } from 'knex';
import type { Offer } from '../../catalogue/catalogue.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { Texts } from '../../i18n/texts.ts';
import { findOpenOrder, type OpenOrder } from '../orders.ts';
import type { AidRequest } from '../aid-request.ts';
import type { Money } from '../co-payment.ts';
import { deliveryDueOn, dueOn } from '../deadlines.ts';
import type { Act } from '../lifecycle.ts';
import { newDeliveryCode } from '../reference.ts';
import { unusedReference } from '../unused-reference.ts';
import {
  perform,
  refused,
  type Change,
  type Means,
  type Order,
  type Refused,
  type Result,
  type Scene,
} from './perform.ts';
import { tellFamily, tellSupplier } from './tell.ts';

/** Places the order for an approved request with the supplier of the offer. */
export async function placeOrder(
  trx: Knex.Transaction,
  texts: Texts,
  request: AidRequest,
  {
    offer,
    money,
    confirmBy,
    day,
    at,
  }: {
    offer: Offer;
    money: Money & { stateShare: number; coPayment: number };
    confirmBy: string;
    day: string;
    at: Date;
  },
): Promise<void> {
  const number = await unusedReference(trx, 'orders');
  await trx('orders').insert({
    number,
    request_id: request.id,
    supplier_id: offer.supplier.id,
    offer_id: offer.id,
    variant_id: offer.variant.id,
    quantity: request.quantity,
    price_tiyn: money.price,
    state_share_tiyn: money.stateShare,
    co_payment_tiyn: money.coPayment,
    status: 'to_confirm',
    placed_on: day,
    due_on: confirmBy,
  });
  await tellSupplier(trx, texts, offer.supplier.id, {
    kind: 'supplier.order_placed',
    eventKey: number,
    at,
    values: (_, format) => ({ reference: number, date: format.date(confirmBy) }),
  });
}

/** Cancels the open order of a withdrawn request, if there is one. */
export async function cancelOrder(
  trx: Knex.Transaction,
  texts: Texts,
  request: AidRequest,
  { day, at, eventKey }: { day: string; at: Date; eventKey: string },
): Promise<void> {
  const order = await findOpenOrder(trx, request.id);
  if (!order) return;
  await setOrder(trx, order, { status: 'cancelled', due_on: null, closed_on: day });
  await tellSupplier(trx, texts, order.supplierId, {
    kind: 'supplier.cancelled',
    eventKey,
    at,
    values: (_, format) => ({ reference: order.number, date: format.date(day) }),
  });
}

/** The supplier confirms: delivery is due within the days that were offered. */
export async function confirmOrder(means: Means, order: Order): Promise<Result> {
  return onOrder(means, 'confirmation', order, async ({ trx, request, at, day }, open) => {
    const deliverBy = await deliveryDueOn(trx, day, open.deliveryDays);
    await setOrder(trx, open, { status: 'confirmed', due_on: deliverBy, deliver_by: deliverBy });
    return {
      dueOn: deliverBy,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'order.confirmed',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(deliverBy),
            supplier: open.supplierNames[lang],
          }),
        }),
    };
  });
}

/** The supplier declines with a reason: the person chooses again and keeps the place in the queue. */
export async function declineOrder(
  means: Means,
  order: Order & { reasonCode: string; note: string | null },
): Promise<Result> {
  return onOrder(means, 'decline', order, async ({ trx, request, at, day }, open) => {
    const chooseBy = await dueOn(trx, 'choose_again', day);
    const explanations = await explanationsOf(trx, order.reasonCode);
    await setOrder(trx, open, {
      status: 'declined',
      due_on: null,
      closed_on: day,
      decline_reason: order.reasonCode,
      decline_note: order.note,
    });
    return {
      dueOn: chooseBy,
      reasonCode: order.reasonCode,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'order.declined',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(chooseBy),
            supplier: open.supplierNames[lang],
            explanation: explanations[lang],
          }),
        }),
    };
  });
}

/** A fitting visit of an aid made to order. It may be repeated. */
export async function recordFitting(
  means: Means,
  order: Order & { note: string },
): Promise<Result> {
  return onOrder(means, 'fitting', order, async ({ trx, request, at, day }, open) => {
    if (request.route !== 'made_to_order') return refused('wrong-state');
    const nextBy = await dueOn(trx, 'fitting', day);
    await setOrder(trx, open, { due_on: nextBy });
    return {
      dueOn: nextBy,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'order.fitted',
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(nextBy), text: order.note }),
        }),
    };
  });
}

/** The aid is on its way. The person, and nobody else, gets the code that confirms its receipt. */
export async function dispatchOrder(
  means: Means,
  order: Order & { note: string },
): Promise<Result> {
  return onOrder(means, 'dispatch', order, (scene, open) => send(means, scene, open, order.note));
}

/** The supplier put right what was wrong and sends it again, with a new code. */
export async function remedyOrder(means: Means, order: Order & { note: string }): Promise<Result> {
  return onOrder(means, 'remedy', order, (scene, open) => send(means, scene, open, order.note));
}

/** The supplier takes the aid back at its own cost: the person chooses again. */
export async function takeBackOrder(
  means: Means,
  order: Order & { note: string },
): Promise<Result> {
  return onOrder(means, 'return', order, async ({ trx, request, at, day }, open) => {
    const chooseBy = await dueOn(trx, 'choose_again', day);
    await setOrder(trx, open, { status: 'returned', due_on: null, closed_on: day });
    return {
      dueOn: chooseBy,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'order.returned',
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(chooseBy) }),
        }),
    };
  });
}

async function send(
  { texts, vault }: Means,
  { trx, request, at, day }: Scene,
  open: OpenOrder,
  note: string,
): Promise<Change> {
  const arriveBy = await dueOn(trx, 'arrival', day);
  const code = newDeliveryCode();
  await setOrder(trx, open, {
    status: 'dispatched',
    due_on: arriveBy,
    dispatched_on: day,
    dispatch_note: note,
    delivery_code_encrypted: vault.seal(code),
  });
  const kind = request.status === 'misfit' ? 'order.remedied' : 'order.dispatched';
  return {
    dueOn: arriveBy,
    note,
    afterwards: ({ eventKey }) =>
      tellFamily(trx, texts, request, {
        kind,
        eventKey,
        at,
        values: (lang, format) => ({
          code,
          date: format.date(arriveBy),
          supplier: open.supplierNames[lang],
          text: note,
        }),
      }),
  };
}

async function explanationsOf(trx: Knex.Transaction, reasonCode: string): Promise<Names> {
  const reason: Record<string, string | null> = await trx('reasons')
    .where({ code: reasonCode, kind: 'decline' })
    .first();
  return namesOf(reason, 'explanation');
}

// An act of the supplier: on the open order of the request, which must be the supplier's own.
async function onOrder(
  means: Means,
  act: Act,
  order: Order,
  body: (scene: Scene, open: OpenOrder) => Promise<Change | Refused>,
): Promise<Result> {
  return perform(means, act, order, async (scene) => {
    const open = await findOpenOrder(scene.trx, scene.request.id);
    return open ? body(scene, open) : refused('wrong-state');
  });
}

/** Changes an order, whose request holds the lock. */
export async function setOrder(
  trx: Knex.Transaction,
  { id, status }: Pick<OpenOrder, 'id' | 'status'>,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('orders').where({ id, status }).update(set);
  if (changed !== 1) throw new Error('an order changed beside its request');
}
