// Putting a case on hold: the decision clock stands still until a day, or until a caseworker goes on.
import type { Knex } from 'knex';
import { holidaysOf } from '../../calendar/holidays.ts';
import { findTerm, lastDayOf, pause } from '../deadlines.ts';
import { findOpenHold, type HoldKind } from '../holds.ts';
import { findReasonInForce } from '../reasons.ts';
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
import { whyNotDeciding } from './assignment.ts';
import { decisionGoesOn } from './questions.ts';
import { whyNotFree } from './free-to-decide.ts';
import { tellFamily } from './tell.ts';

/**
 * Puts a case on hold until a day, with a reason of the list and a plain sentence for the person.
 * @param order.until the day on which it goes on by itself: tomorrow at the earliest
 */
export async function holdRequest(
  means: Means,
  order: Order & { reasonCode: string; sentence: string; until: string },
): Promise<Result> {
  return perform(means, 'hold', order, async (scene) => {
    const { trx, request, at, day } = scene;
    const reason = await findReasonInForce(trx, { kind: 'hold', code: order.reasonCode, day });
    if (!reason) return refused('reason-missing');
    if (order.until > (await longestHold(trx, day))) return refused('hold-too-long');
    const pausing = await pauseUntil(scene, {
      kind: 'hold',
      until: order.until,
      reasonVersionId: reason.id,
      sentence: order.sentence,
    });
    if ('done' in pausing) return pausing;
    return {
      ...pausing.change,
      note: order.sentence,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.put_on_hold',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(order.until),
            reason: reason.names[lang],
            text: order.sentence,
          }),
        }),
    };
  });
}

/** A caseworker goes on before the day has come. */
export async function resumeRequest(means: Means, order: Order): Promise<Result> {
  return perform(means, 'resumption', order, async (scene) => {
    const { trx, request, by, at } = scene;
    const reason = whyNotDeciding(by, scene);
    if (reason) return refused(reason);
    if (request.hold?.kind !== 'hold') return refused('not-on-hold');
    const going = await goOn(scene, 'office');
    return {
      ...going,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.hold_ended',
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(going.dueOn) }),
        }),
    };
  });
}

/** The last day until which a case may be put on hold from `day` on. */
export async function longestHold(db: Knex, day: string): Promise<string> {
  const term = await findTerm(db, 'hold_longest', day);
  return term ? lastDayOf(term, day, await holidaysOf(db)) : day;
}

/** Stops the decision clock until a day, for an act whose body this is part of. */
export async function pauseUntil(
  scene: Scene,
  hold: { kind: HoldKind; until: string; reasonVersionId: number | null; sentence: string },
): Promise<{ holdId: number; change: Change } | Refused> {
  const { trx, request, by, day } = scene;
  const reason = await whyNotFree(scene);
  if (reason) return refused(reason);
  if (hold.until <= day) return refused('hold-in-past');
  const left = pause(request.decisionDueOn ?? day, day, await holidaysOf(trx));
  const [row]: { id: number }[] = await trx('holds')
    .insert({
      request_id: request.id,
      kind: hold.kind,
      reason_version_id: hold.reasonVersionId,
      sentence: hold.sentence,
      from_on: day,
      until_on: hold.until,
      placed_by: by.accountId,
    })
    .returning('id');
  return {
    holdId: row!.id,
    change: {
      set: {
        decision_due_on: null,
        decision_days_left: left,
        held_until: hold.until,
        hold_kind: hold.kind,
      },
      dueOn: hold.until,
    },
  };
}

/** Ends the pause: the decision clock goes on with the working days that were left. */
export async function goOn(
  { trx, request, day, by }: Pick<Scene, 'trx' | 'request' | 'day'> & Partial<Pick<Scene, 'by'>>,
  how: 'date' | 'office' | 'answered',
) {
  await endHold(trx, request.id, { how, day, by: by?.accountId ?? null });
  const { decisionDue, set } = await decisionGoesOn({ trx, request, day });
  return { set: { ...set, held_until: null, hold_kind: null }, dueOn: decisionDue };
}

/** Closes the open hold of a request, if there is one. */
export async function endHold(
  trx: Knex,
  requestId: number,
  {
    how,
    day,
    by,
  }: { how: 'date' | 'office' | 'answered' | 'withdrawn'; day: string; by: number | null },
): Promise<void> {
  const open = await findOpenHold(trx, requestId);
  if (!open) return;
  await trx('holds').where({ id: open.id }).update({ ended_on: day, ended_how: how, ended_by: by });
}
