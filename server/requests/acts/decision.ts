// Deciding: approve, refuse, and a second person's consent above the configured sum.
import { dayOf } from '../../calendar/today.ts';
import { release } from '../../entitlements/entitlements.ts';
import type { Offer } from '../../catalogue/catalogue.ts';
import { findRequest } from '../aid-request.ts';
import { blockingChecks, runChecks } from '../checks.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn, findTerm } from '../deadlines.ts';
import { whyNotDeciding } from './assignment.ts';
import { chooseOffer } from './choice-of-offer.ts';
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
import { placeOrder } from './placing.ts';
import { hasWaitingDecision } from './questions.ts';
import { tellFamily, tellStaff } from './tell.ts';

/** Approves: places the order, or, above the configured sum, proposes it to a second person. */
export async function approveRequest(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  const request = await findRequest(means.db.write, order.reference);
  const shared = request?.money?.stateShare ?? 0;
  const above = await findTerm(means.db.write, 'second_consent_above', dayOf(order.at));
  const needsConsent = above !== null && shared > above.value;
  if (needsConsent) return proposeApproval(means, order);
  return perform(means, approvalOf(request?.route), order, async (scene) => {
    const ready = await readyToOrder(scene);
    if ('done' in ready) return ready;
    await writeDecision(scene, { kind: 'approved', state: 'stands', note: order.note });
    return placed(means, scene, ready);
  });
}

/** A second person agrees to a decision that waits: the order is placed. */
export async function consentToDecision(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  const request = await findRequest(means.db.write, order.reference);
  return perform(means, approvalOf(request?.route), order, async (scene) => {
    const reason = await whyNotConsenting(scene);
    if (reason) return refused(reason);
    const ready = await stillOrderable(scene);
    if ('done' in ready) return ready;
    await settleDecision(scene, 'stands');
    return { ...(await placed(means, scene, ready)), note: order.note };
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
    await settleDecision(scene, 'returned');
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
    const { trx, request, by, at, day } = scene;
    const reason = whyNotDeciding(by, scene);
    if (reason) return refused(reason);
    if (await hasWaitingDecision(scene)) return refused('waiting-for-consent');
    await release(trx, request.entitlementId, request.quantity);
    await writeDecision(scene, {
      kind: 'refused',
      state: 'stands',
      note: order.note,
      reasonCode: order.reasonCode,
      explanation: order.explanation,
    });
    const objectUntil = await dueOn(trx, 'appeal', day);
    return {
      set: { decision_due_on: null },
      dueOn: objectUntil,
      reasonCode: order.reasonCode,
      note: order.explanation,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.refused',
          eventKey,
          at,
          values: (_, format) => ({
            explanation: order.explanation,
            date: format.date(objectUntil),
          }),
        }),
    };
  });
}

async function proposeApproval(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  return perform(means, 'proposal', order, async (scene) => {
    const ready = await readyToOrder(scene);
    if ('done' in ready) return ready;
    await writeDecision(scene, { kind: 'approved', state: 'waiting', note: order.note });
    const { trx, request, at } = scene;
    return {
      note: order.note,
      visibleTo: 'staff',
      afterwards: ({ eventKey }) =>
        tellStaff(
          trx,
          means.texts,
          { leadsOf: request.officeId },
          { kind: 'caseworker.consent_needed', eventKey, at, request },
        ),
    };
  });
}

type Ready = { offer: Offer; money: Money & { stateShare: number; coPayment: number } };

async function readyToOrder(scene: Scene): Promise<Ready | Refused> {
  const reason = whyNotDeciding(scene.by, scene);
  if (reason) return refused(reason);
  if (await hasWaitingDecision(scene)) return refused('waiting-for-consent');
  return stillOrderable(scene);
}

// The offer must still be in force at the sums that the person agreed to.
async function stillOrderable({ trx, request, day }: Scene): Promise<Ready | Refused> {
  if (request.offerId === null || !request.money) return refused('no-offer-chosen');
  const choice = await chooseOffer(trx, {
    offerId: request.offerId,
    entitledClass: request.aidClass.code,
    regionCode: request.applicant.regionCode,
    quantity: request.quantity,
    day,
  });
  if (!choice.allowed) return refused(choice.reason);
  const { offer, money } = choice;
  const { stateShare, coPayment } = money;
  if (stateShare === null || coPayment === null) return refused('amount-not-set');
  if (hasChanged(request.money, money)) return refused('money-changed');
  const blocking = blockingChecks(await runChecks(trx, request, day));
  if (blocking.length) return refused('blocked-by-checks');
  return { offer, money: { ...money, stateShare, coPayment } };
}

async function placed(means: Means, scene: Scene, { offer, money }: Ready): Promise<Change> {
  const { trx, request, at, day } = scene;
  const confirmBy = await dueOn(trx, 'confirmation', day);
  return {
    // The sums stay as the person saw them, with that day; the order has its own.
    set: { decision_due_on: null },
    dueOn: confirmBy,
    afterwards: async ({ eventKey }) => {
      await placeOrder(trx, means.texts, request, { offer, money, confirmBy, day, at });
      await tellFamily(trx, means.texts, request, {
        kind: request.route === 'made_to_order' ? 'request.commissioned' : 'request.approved',
        eventKey,
        at,
        values: (lang, format) => ({
          date: format.date(confirmBy),
          supplier: offer.supplier.names[lang],
        }),
      });
    },
  };
}

function approvalOf(route: 'catalogue' | 'made_to_order' | undefined) {
  return route === 'made_to_order' ? 'commission' : 'approval';
}

async function whyNotConsenting(scene: Scene): Promise<string | null> {
  const { trx, request, by } = scene;
  const waiting: { decided_by: number } | undefined = await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .first('decided_by');
  if (!waiting) return 'no-waiting-decision';
  if (waiting.decided_by === by.accountId) return 'same-person-consent';
  const ownDoing = request.startedBy === by.accountId || request.submittedBy === by.accountId;
  return ownDoing ? 'own-case' : null;
}

async function settleDecision({ trx, request, by, at }: Scene, state: 'stands' | 'returned') {
  await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .update({ state, consent_by: by.accountId, consent_at: at.toISOString() });
}

async function writeDecision(
  { trx, request, by, at }: Scene,
  decision: {
    kind: 'approved' | 'refused';
    state: 'stands' | 'waiting';
    note: string | null;
    reasonCode?: string;
    explanation?: string;
  },
): Promise<void> {
  await trx('decisions').insert({
    request_id: request.id,
    kind: decision.kind,
    state: decision.state,
    decided_by: by.accountId,
    decided_at: at.toISOString(),
    reason_code: decision.reasonCode ?? null,
    explanation: decision.explanation ?? null,
    note: decision.note,
  });
}
