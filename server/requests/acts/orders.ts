// The supplier's side of a request: what a supplier does with an order.
import type { Knex } from 'knex';
import { takeFromPerson } from '../../aids/aids.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import { findOpenOrder, type OpenOrder } from '../orders.ts';
import { deliveryDueOn, dueOn } from '../deadlines.ts';
import type { Act } from '../lifecycle.ts';
import { newDeliveryCode } from '../reference.ts';
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
import { setOrder } from './placing.ts';
import { tellFamily } from './tell.ts';

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
  return onOrder(means, 'return', order, async ({ trx, request, by, role, at, day }, open) => {
    const chooseBy = await dueOn(trx, 'choose_again', day);
    await setOrder(trx, open, { status: 'returned', due_on: null, closed_on: day });
    await takeFromPerson(trx, open.id, { at, by: by.accountId, role });
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
        onlyWhoAct: true, // the code confirms receipt
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
