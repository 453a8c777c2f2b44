// Objecting to a refusal, and what another caseworker makes of it.
import { isDuplicate } from '../../database.ts';
import { findEntitlement, release, reserve } from '../../entitlements/entitlements.ts';
import type { KeepPapers } from '../answer-papers.ts';
import { mayAppeal } from '../appealing.ts';
import { dueOn } from '../deadlines.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';
import { tellFamily } from './tell.ts';

/** The applicant objects within the term. The entitlement is reserved again meanwhile. */
export async function appealRefusal(
  means: Means,
  order: Order & { note: string; papers?: KeepPapers },
): Promise<Result> {
  try {
    return await perform(means, 'appeal', order, async (scene) => {
      const { trx, request, at, day } = scene;
      // No date is left after an appeal was decided: it is heard once.
      if (!mayAppeal(request, day)) return refused('wrong-state');
      const entitlement = (await findEntitlement(trx, request.entitlementId))!;
      if (entitlement.request) return refused('live-request-exists');
      if (!(await reserve(trx, request.entitlementId, request.quantity))) {
        return refused('entitlement-used');
      }
      const decideBy = await dueOn(trx, 'appeal_decision', day);
      await order.papers?.(scene, { kind: 'request', id: request.id });
      return {
        set: { assigned_to: null },
        dueOn: decideBy,
        note: order.note,
        afterwards: ({ eventKey }) =>
          tellFamily(trx, means.texts, request, {
            kind: 'request.appealed',
            eventKey,
            at,
            values: (_, format) => ({ date: format.date(decideBy) }),
          }),
      };
    });
  } catch (error) {
    if (isDuplicate(error)) return refused('live-request-exists');
    throw error;
  }
}

/**
 * The applicant takes the objection back: the refusal stands. An appeal is heard once, so no date is left.
 */
export async function withdrawAppeal(means: Means, order: Order): Promise<Result> {
  return perform(means, 'appeal_withdrawal', order, async ({ trx, request, at }) => {
    await release(trx, request.entitlementId, request.quantity);
    return {
      dueOn: null,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.appeal_withdrawn',
          eventKey,
          at,
        }),
    };
  });
}

/** Another caseworker than the first decides on the objection: it goes back into review, or the refusal stands. */
export async function decideAppeal(
  means: Means,
  order: Order & { granted: boolean; note: string },
): Promise<Result> {
  const act = order.granted ? 'appeal_granted' : 'appeal_rejected';
  return perform(means, act, order, async (scene) => {
    const { trx, request, at, day } = scene;
    if (hasPartIn(scene) || (await decidedFirst(scene))) return refused('own-case');
    if (!order.granted) await release(trx, request.entitlementId, request.quantity);
    const decideBy = order.granted ? await dueOn(trx, 'decision', day) : null;
    return {
      set: { decision_due_on: decideBy },
      dueOn: decideBy,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: order.granted ? 'request.appeal_granted' : 'request.appeal_rejected',
          eventKey,
          at,
          values: (_, format) => ({ text: order.note, date: format.date(decideBy ?? day) }),
        }),
    };
  });
}

/** Whoever started or submitted it, such as a representative until yesterday, decides nothing in it. */
export function hasPartIn({ request, by }: Scene): boolean {
  return request.startedBy === by.accountId || request.submittedBy === by.accountId;
}

async function decidedFirst({ trx, request, by }: Scene): Promise<boolean> {
  const own: unknown = await trx('decisions')
    .where({ request_id: request.id, kind: 'refused', decided_by: by.accountId })
    .first('id');
  return own !== undefined;
}
