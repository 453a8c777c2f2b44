// Giving an aid for a trial, ending it early, and the two answers. The decision clock stands still meanwhile.
import { holidaysOf } from '../calendar/holidays.ts';
import { goOn, pauseUntil } from '../requests/acts/holding.ts';
import { whyNotDeciding } from '../requests/acts/assignment.ts';
import { perform, refused } from '../requests/acts/perform.ts';
import { tellFamily, tellStaff } from '../requests/acts/tell.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import type { Means, Order, Result, ToldHow } from '../requests/requests.ts';
import { answerInWords } from './words.ts';
import {
  findOpenTrial,
  latestEnd,
  listLenders,
  trialTerm,
  type DOES,
  type KEEPS,
} from './trials.ts';

export interface NewTrial {
  what: string;
  supplierId: number;
  handover: string;
  from: string;
  until: string;
}

/** Grants a trial: the person tries the aid until a day, and answers two questions within a term after it. */
export async function grantTrial(means: Means, order: Order & NewTrial): Promise<Result> {
  return perform(means, 'trial', order, async (scene) => {
    const { trx, request, at, day } = scene;
    const { what, handover, from, until, supplierId } = order;
    const term = await trialTerm(trx, request.aidClass.code, day);
    if (!term) return refused('trial-not-for-class');
    if (from < day || until < from) return refused('hold-in-past');
    if (until > (await latestEnd(trx, term, from))) return refused('trial-too-long');
    const { applicant, aidClass } = request;
    const place = { aidClassCode: aidClass.code, regionCode: applicant.regionCode, day };
    const lenders = await listLenders(trx, place);
    if (!lenders.some(({ id }) => id === supplierId)) return refused('supplier-not-here');
    const answerTerm = await termOn(trx, 'trial_answer', day);
    const answerBy = lastDayOf(answerTerm, until, await holidaysOf(trx));
    const pausing = await pauseUntil(scene, {
      kind: 'trial',
      until: answerBy,
      reasonVersionId: null,
      sentence: what,
    });
    if ('done' in pausing) return pausing;
    await trx('trials').insert({
      hold_id: pausing.holdId,
      request_id: request.id,
      supplier_id: supplierId,
      what,
      handover,
      from_on: from,
      until_on: until,
    });
    return {
      ...pausing.change,
      note: what,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.trial_granted',
          eventKey,
          at,
          values: (_, format) => ({
            what,
            text: handover,
            from: format.date(from),
            until: format.date(until),
            date: format.date(answerBy),
          }),
        }),
    };
  });
}

/** The office ends a trial early, with a plain sentence why: the decision clock goes on. */
export async function endTrial(means: Means, order: Order & { note: string }): Promise<Result> {
  return perform(means, 'trial_end', order, async (scene) => {
    const { trx, request, by, at } = scene;
    const reason = whyNotDeciding(by, scene);
    if (reason) return refused(reason);
    if (request.hold?.kind !== 'trial') return refused('not-on-trial');
    const going = await goOn(scene, 'office');
    return {
      ...going,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.trial_ended',
          eventKey,
          at,
          values: (_, format) => ({ text: order.note, date: format.date(going.dueOn) }),
        }),
    };
  });
}

export interface TrialAnswer {
  does: (typeof DOES)[number];
  keeps: (typeof KEEPS)[number];
  words: string | null;
}

/**
 * Answers the two questions: the case goes on.
 * @param order.told from a caseworker: how the person told it, read back to them
 */
export async function answerTrial(
  means: Means,
  order: Order & TrialAnswer & { told?: ToldHow | null },
): Promise<Result> {
  return perform(means, 'trial_answer', order, async (scene) => {
    const { trx, request, by, role, at } = scene;
    const told = order.told ?? null;
    const byStaff = role === 'caseworker' || role === 'lead_caseworker';
    if (byStaff !== (told !== null)) return refused('told-missing');
    const trial = request.hold?.kind === 'trial' ? await findOpenTrial(trx, request.id) : null;
    if (!trial) return refused('not-on-trial');
    await trx('trials').where({ id: trial.id }).update({
      does_what_needed: order.does,
      would_keep: order.keeps,
      words: order.words,
      told_how: told,
      answered_by: by.accountId,
      answered_at: at.toISOString(),
    });
    const going = await goOn(scene, 'answered');
    return {
      ...going,
      note: order.words,
      afterwards: async ({ eventKey }) => {
        if (told) {
          await tellFamily(trx, means.texts, request, {
            kind: 'request.trial_answer_recorded',
            eventKey,
            at,
            values: (lang, format) => ({
              text: answerInWords(order, means.texts[lang]),
              date: format.date(going.dueOn),
            }),
          });
        }
        const { assignee } = request;
        if (!assignee || assignee.accountId === by.accountId) return;
        await tellStaff(trx, means.texts, assignee, {
          kind: 'caseworker.trial_answered',
          eventKey,
          at,
          request,
          values: (_, format) => ({ date: format.date(going.dueOn) }),
        });
      },
    };
  });
}
