// Objecting to the part that was not granted. The delivery of what was granted goes on meanwhile.
import { findEntitlement, extendOrderBy } from '../../entitlements/entitlements.ts';
import type { KeepPapers } from '../answer-papers.ts';
import { dueOn } from '../deadlines.ts';
import { findPartRefusal, mayAppealPart, type PartRefusal } from '../part-refusals.ts';
import { Conflict } from '../../web/errors.ts';
import { hasPartIn } from './appeal.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';
import { tellFamily, tellStaff } from './tell.ts';

type Columns = Record<string, string | number | null>;

/** The applicant objects to the part that was not granted, within the term. */
export async function appealPart(
  means: Means,
  order: Order & { note: string; papers?: KeepPapers },
): Promise<Result> {
  return perform(means, 'part_appeal', order, async (scene) => {
    const { trx, request, by, at, day } = scene;
    const part = await findPartRefusal(trx, request.id);
    if (!part || !mayAppealPart(part, day)) return refused('wrong-state');
    const decideBy = await dueOn(trx, 'appeal_decision', day);
    await setPart(scene, part, {
      state: 'appealed',
      appeal: order.note,
      appealed_by: by.accountId,
      appealed_at: at.toISOString(),
      decide_by: decideBy,
    });
    await order.papers?.(scene, { kind: 'request', id: request.id });
    return {
      note: order.note,
      afterwards: async ({ eventKey }) => {
        const telling = { eventKey, at };
        await tellFamily(trx, means.texts, request, {
          ...telling,
          kind: 'request.part_appealed',
          values: (_, format) => ({ date: format.date(decideBy) }),
        });
        await tellStaff(
          trx,
          means.texts,
          { leadsOf: request.officeId },
          {
            ...telling,
            kind: 'caseworker.part_appealed',
            request,
            values: (_, format) => ({ date: format.date(decideBy) }),
          },
        );
      },
    };
  });
}

/** The applicant takes the objection back: the decision stands, and the term to object has been used. */
export async function withdrawPartAppeal(means: Means, order: Order): Promise<Result> {
  return perform(means, 'part_appeal_withdrawal', order, async (scene) => {
    const { trx, request, at } = scene;
    const part = await findPartRefusal(trx, request.id);
    if (part?.state !== 'appealed') return refused('wrong-state');
    await setPart(scene, part, { state: 'withdrawn', decide_by: null });
    return {
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.part_appeal_withdrawn',
          eventKey,
          at,
        }),
    };
  });
}

/**
 * Somebody who had no part in the decision decides on the objection. Upheld, the person may order the rest of the line:
 * the time to order it counts anew from this notice.
 */
export async function decidePartAppeal(
  means: Means,
  order: Order & { granted: boolean; note: string },
): Promise<Result> {
  const act = order.granted ? 'part_appeal_upheld' : 'part_appeal_rejected';
  return perform(means, act, order, async (scene) => {
    const { trx, request, by, at, day } = scene;
    const part = await findPartRefusal(trx, request.id);
    if (part?.state !== 'appealed') return refused('wrong-state');
    const deciders = [part.decidedBy, part.consentBy];
    if (hasPartIn(scene) || deciders.includes(by.accountId)) return refused('own-case');
    await setPart(scene, part, {
      state: order.granted ? 'upheld' : 'rejected',
      decide_by: null,
      outcome: order.note,
      outcome_by: by.accountId,
      outcome_at: at.toISOString(),
    });
    const orderBy = order.granted ? await dueOn(trx, 'order_by', day) : null;
    if (orderBy) await extendOrderBy(trx, request.entitlementId, orderBy);
    const line = (await findEntitlement(trx, request.entitlementId))!;
    return {
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: order.granted ? 'request.part_appeal_upheld' : 'request.part_appeal_rejected',
          eventKey,
          at,
          values: (_, format) => ({
            text: order.note,
            rest: part.asked - part.granted,
            date: format.date(line.orderBy),
          }),
        }),
    };
  });
}

// The request holds the lock; the version is there for whoever writes beside it.
async function setPart({ trx }: Scene, part: PartRefusal, columns: Columns): Promise<void> {
  const changed = await trx('part_refusals')
    .where({ id: part.id, state: part.state, version: part.version })
    .update({ ...columns, version: part.version + 1 });
  if (changed !== 1) throw new Conflict();
}
