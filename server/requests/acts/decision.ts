// Deciding: approve, refuse, and a second person's consent above the configured sum.
import { dayOf } from '../../calendar/today.ts';
import { release } from '../../entitlements/entitlements.ts';
import { findRequest, moneyColumns, type AidRequest } from '../aid-request.ts';
import { blockingChecks, runChecks } from '../checks.ts';
import { hasChanged, moneyOfPart, type Money } from '../co-payment.ts';
import { dueOn, findTerm } from '../deadlines.ts';
import { findReasonInForce } from '../reasons.ts';
import { refusalWords } from '../refusal-words.ts';
import { settleDecision, whyNotConsenting, writeDecision } from './decision-record.ts';
import { whyNotFree } from './free-to-decide.ts';
import {
  dropPart,
  proposedPart,
  settlePart,
  whyNotPart,
  writePart,
  type Part,
} from './part-of-approval.ts';
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
import { orderedFrom } from './ordered-from.ts';
import { placeOrder, type Placing } from './placing.ts';
import { tellFamily, tellStaff } from './tell.ts';

/**
 * Approves: places the order, or, above the configured sum, proposes it to a second person.
 * @param order.part fewer pieces than were asked for, with the reason; left out: all of them
 */
export async function approveRequest(
  means: Means,
  order: Order & { note: string | null; part?: Part | null },
): Promise<Result> {
  const { part = null, note } = order;
  const request = await findRequest(means.db.write, order.reference);
  const above = await findTerm(means.db.write, 'second_consent_above', dayOf(order.at));
  const needsConsent = above !== null && request && shareOf(request, part) > above.value;
  const act = needsConsent ? 'proposal' : approvalOf(request?.route, part);
  return perform(means, act, order, async (scene) => {
    const reason = (await whyNotFree(scene)) ?? (part && (await whyNotPart(scene, part)));
    if (reason) return refused(reason);
    const ready = await stillOrderable(scene, part);
    if ('done' in ready) return ready;
    const state = needsConsent ? 'waiting' : 'stands';
    const id = await writeDecision(scene, { kind: 'approved', state, note });
    if (part) await writePart(scene, part, id);
    return needsConsent ? proposed(means, scene, note) : placed(means, scene, ready, part);
  });
}

/** A second person agrees to a decision that waits: the order is placed. */
export async function consentToDecision(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  const request = await findRequest(means.db.write, order.reference);
  const part = request && (await proposedPart(means.db.write, request.id));
  return perform(means, approvalOf(request?.route, part), order, async (scene) => {
    const reason = await whyNotConsenting(scene);
    if (reason) return refused(reason);
    const ready = await stillOrderable(scene, part);
    if ('done' in ready) return ready;
    await settleDecision(scene, 'stands', order.note);
    return placed(means, scene, ready, part);
  });
}

/** A second person does not agree: the decision goes back to the one who made it. */
export async function returnDecision(
  means: Means,
  order: Order & { note: string },
): Promise<Result> {
  return perform(means, 'decision_return', order, async (scene) => {
    const reason = await whyNotConsenting(scene);
    if (reason) return refused(reason);
    await settleDecision(scene, 'returned', null);
    await dropPart(scene);
    const { trx, request, at } = scene;
    return {
      note: order.note,
      visibleTo: 'staff',
      afterwards: async ({ eventKey }) => {
        if (!request.assignee) return;
        const telling = { kind: 'caseworker.decision_returned', eventKey, at, request };
        await tellStaff(trx, means.texts, request.assignee, telling);
      },
    };
  });
}

/** Refuses with a reason of the list and a plain sentence for the person. They may object until a date. */
export async function refuseRequest(
  means: Means,
  order: Order & { reasonCode: string; explanation: string; note: string | null },
): Promise<Result> {
  return perform(means, 'refusal', order, async (scene) => {
    const { trx, request, at, day } = scene;
    const hindrance = await whyNotFree(scene);
    if (hindrance) return refused(hindrance);
    const { reasonCode: code, explanation, note } = order;
    const reason = await findReasonInForce(trx, { kind: 'refusal', code, day });
    if (!reason) return refused('reason-missing');
    await release(trx, request.entitlementId, request.quantity);
    await writeDecision(scene, { kind: 'refused', state: 'stands', note, reason, explanation });
    const objectUntil = await dueOn(trx, 'appeal', day);
    return {
      set: { decision_due_on: null },
      dueOn: objectUntil,
      reasonCode: code,
      note: explanation,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.refused',
          eventKey,
          at,
          values: (lang, format) => ({
            explanation: refusalWords(means.texts[lang], lang, explanation, reason).join('\n\n'),
            date: format.date(objectUntil),
          }),
        }),
    };
  });
}

function proposed(means: Means, { trx, request, at }: Scene, note: string | null): Change {
  return {
    note,
    visibleTo: 'staff',
    afterwards: ({ eventKey }) =>
      tellStaff(
        trx,
        means.texts,
        { leadsOf: request.officeId },
        { kind: 'caseworker.consent_needed', eventKey, at, request },
      ),
  };
}

type Ready = { from: Placing; money: Money & { stateShare: number; coPayment: number } };

// The offer, or the maker's price, must still be in force at the sums that the person agreed to; for fewer pieces they pay less.
async function stillOrderable(
  { trx, request, day }: Scene,
  part: { quantity: number } | null,
): Promise<Ready | Refused> {
  const choice = await orderedFrom(trx, request, day);
  if (!choice.allowed) return refused(choice.reason);
  const { from, money } = choice;
  if (!request.money || hasChanged(request.money, money)) return refused('money-changed');
  const granted = moneyOfPart(money, part, request.quantity);
  const { stateShare, coPayment } = granted;
  if (stateShare === null || coPayment === null) return refused('amount-not-set');
  const blocking = blockingChecks(await runChecks(trx, request, day));
  if (blocking.length) return refused('blocked-by-checks');
  return { from, money: { ...granted, stateShare, coPayment } };
}

async function placed(
  means: Means,
  scene: Scene,
  { from, money }: Ready,
  part: { quantity: number; explanation: string } | null,
): Promise<Change> {
  const { trx, request, at, day } = scene;
  const confirmBy = await dueOn(trx, 'confirmation', day);
  const objectUntil = part && (await settlePart(scene, part));
  const quantity = part?.quantity ?? request.quantity;
  const whole = request.route === 'made_to_order' ? 'request.commissioned' : 'request.approved';
  return {
    // The sums stay as the person saw them, with that day, unless they are for fewer pieces; the order has its own.
    set: {
      decision_due_on: null,
      ...(part && { quantity, ...moneyColumns(money, day) }),
    },
    dueOn: confirmBy,
    note: part?.explanation ?? null,
    afterwards: async ({ eventKey }) => {
      const granted = { ...request, quantity };
      await placeOrder(trx, means.texts, granted, { from, money, confirmBy, day, at });
      await tellFamily(trx, means.texts, request, {
        kind: part ? 'request.partly_approved' : whole,
        eventKey,
        at,
        values: (lang, format) => ({
          date: format.date(confirmBy),
          supplier: from.names[lang],
          asked: request.quantity,
          granted: quantity,
          explanation: part?.explanation ?? '',
          sum: format.money(money.coPayment),
          until: objectUntil ? format.date(objectUntil) : '',
        }),
      });
    },
  };
}

function approvalOf(
  route: 'catalogue' | 'made_to_order' | undefined,
  part: { quantity: number } | null,
) {
  if (part) return route === 'made_to_order' ? 'part_commission' : 'part_approval';
  return route === 'made_to_order' ? 'commission' : 'approval';
}

// What the state would pay for the pieces that are granted.
function shareOf({ money, quantity }: AidRequest, part: Part | null): number {
  if (!money) return 0;
  return moneyOfPart(money, part, quantity).stateShare ?? 0;
}
