// The supplier's side of a request: what a supplier does with an order.
import type { Knex } from 'knex';
import { takeFromPerson } from '../../aids/aids.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { AidRequest, DueKind } from '../aid-request.ts';
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

/** The supplier confirms: delivery is due within the days that were offered. A maker first offers times for a visit. */
export async function confirmOrder(means: Means, order: Order): Promise<Result> {
  return onOrder(means, 'confirmation', order, async ({ trx, request, at, day }, open) => {
    const deliverBy = await deliveryDueOn(trx, day, open.deliveryDays);
    const next = await nextAfterConfirmation(trx, request, { deliverBy, day });
    await setOrder(trx, open, {
      status: 'confirmed',
      due_on: next.dueOn,
      deliver_by: deliverBy,
    });
    return {
      ...next,
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

/** What else an act on an order writes in its transaction, or why it may not be done. */
type Settle = (scene: Scene, open: OpenOrder) => Promise<Refused | null>;

/** What came of a visit, other than that the aid was handed over. */
export const FITTING_OUTCOMES = ['measured', 'fits', 'to_alter', 'further_fitting'] as const;
export type FittingOutcome = (typeof FITTING_OUTCOMES)[number];

const FITTING_MESSAGES: Record<FittingOutcome, string> = {
  measured: 'order.measured',
  fits: 'order.fits',
  to_alter: 'order.to_alter',
  further_fitting: 'order.fitted',
};

/** A visit of an aid made to order. It may be repeated. What is measured or fits is next due when it is ready. */
export async function recordFitting(
  means: Means,
  order: Order & { note: string; outcome?: FittingOutcome; settle?: Settle },
): Promise<Result> {
  const { note, outcome = 'further_fitting', settle } = order;
  return onOrder(means, 'fitting', order, async (scene, open) => {
    const { trx, request, at, day } = scene;
    if (request.route !== 'made_to_order') return refused('wrong-state');
    const hindrance = await settle?.(scene, open);
    if (hindrance) return hindrance;
    const making = outcome === 'measured' || outcome === 'fits';
    const promised = making && open.deliverBy !== null && open.deliverBy >= day;
    const nextBy = promised ? open.deliverBy! : await dueOn(trx, 'fitting', day);
    await setOrder(trx, open, { due_on: nextBy });
    return {
      dueOn: nextBy,
      dueKind: making ? 'ready' : 'slots',
      note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: FITTING_MESSAGES[outcome],
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(nextBy),
            text: note,
            supplier: open.supplierNames[lang],
          }),
        }),
    };
  });
}

/** The aid is on its way. The person, and nobody else, gets the code that confirms its receipt. */
export async function dispatchOrder(
  means: Means,
  order: Order & { note: string; handedOver?: boolean; settle?: Settle },
): Promise<Result> {
  return onOrder(means, 'dispatch', order, async (scene, open) => {
    const hindrance = await order.settle?.(scene, open);
    const { note, handedOver = false } = order;
    return hindrance ?? send(means, scene, open, { note, handedOver });
  });
}

/** The supplier put right what was wrong and sends it again, with a new code. */
export async function remedyOrder(means: Means, order: Order & { note: string }): Promise<Result> {
  return onOrder(means, 'remedy', order, (scene, open) => send(means, scene, open, order));
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
  { note, handedOver = false }: { note: string; handedOver?: boolean },
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
  const sent = handedOver ? 'order.handed_over' : 'order.dispatched';
  const kind = request.status === 'misfit' ? 'order.remedied' : sent;
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

// The day by which a maker invites, at the latest the day of delivery; any other order is next due when it is delivered.
async function nextAfterConfirmation(
  trx: Knex.Transaction,
  { route }: AidRequest,
  { deliverBy, day }: { deliverBy: string; day: string },
): Promise<{ dueOn: string; dueKind?: DueKind }> {
  if (route !== 'made_to_order') return { dueOn: deliverBy };
  const inviteBy = await dueOn(trx, 'fitting', day);
  return { dueOn: inviteBy < deliverBy ? inviteBy : deliverBy, dueKind: 'slots' };
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
