// Asking the applicant, and the answer. Meanwhile the decision clock is paused.
import { holidaysOf } from '../../calendar/holidays.ts';
import { attachMeasures } from '../../measures/measures.ts';
import type { KeepPapers } from '../answer-papers.ts';
import { moneyColumns } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn, pause, resume } from '../deadlines.ts';
import { moneyToday } from '../money-today.ts';
import { whyNotFree } from './free-to-decide.ts';
import {
  perform,
  refused,
  type Change,
  type Means,
  type Order,
  type Result,
  type Scene,
} from './perform.ts';
import { tellFamily, tellStaff } from './tell.ts';

/** Asks the applicant something, or whether they agree to changed sums (`kind: 'money'`). */
export async function askQuestion(
  means: Means,
  order: Order & { kind: 'text' | 'money'; text: string },
): Promise<Result> {
  return perform(means, 'question', order, async (scene) => {
    const reason = await whyNotFree(scene);
    return reason ? refused(reason) : putQuestion(means, scene, order);
  });
}

const TELLINGS = {
  text: 'request.question_asked',
  money: 'request.money_question_asked',
};

interface Asking {
  kind: 'text' | 'money';
  text: string;
  /** The message that tells of it, where it is not the usual one. */
  telling?: string;
}

/** Writes a question and stops the decision clock, within the act that asks it. */
export async function putQuestion(
  { texts }: Means,
  { trx, request, by, at, day }: Scene,
  { kind, text, telling = TELLINGS[kind] }: Asking,
): Promise<Change> {
  const answerBy = await dueOn(trx, 'answer', day);
  await trx('questions').insert({
    request_id: request.id,
    kind,
    text,
    asked_by: by.accountId,
    asked_at: at.toISOString(),
    due_on: answerBy,
  });
  const left = pause(request.decisionDueOn!, day, await holidaysOf(trx));
  return {
    set: { decision_due_on: null, decision_days_left: left },
    dueOn: answerBy,
    note: text,
    afterwards: ({ eventKey }) =>
      tellFamily(trx, texts, request, {
        kind: telling,
        eventKey,
        at,
        values: (_, format) => ({ date: format.date(answerBy), text }),
        onlyWhoAct: true,
      }),
  };
}

/** How an answer came to the office. */
export const TOLD_HOW = ['phone', 'letter', 'in_person'] as const;
export type ToldHow = (typeof TOLD_HOW)[number];

/**
 * Answers the open question. An agreement to new sums puts them on the request.
 * @param order.seen the sums that the person saw and agreed to; others now are refused as `money-changed`
 * @param order.told from a caseworker: how the person told it, read back to them
 * @param order.papers what goes with it, kept in the same transaction
 */
export async function answerQuestion(
  means: Means,
  order: Order & {
    text: string | null;
    agreed: boolean | null;
    seen: Pick<Money, 'price' | 'coPayment'> | null;
    told?: ToldHow | null;
    papers?: KeepPapers;
  },
): Promise<Result> {
  return perform(means, 'answer', order, async (scene) => {
    const { trx, request, by, role, at, day } = scene;
    const told = order.told ?? null;
    const byStaff = role === 'caseworker' || role === 'lead_caseworker';
    if (byStaff !== (told !== null)) return refused('told-missing');
    const question: { id: number; kind: 'text' | 'money' } | undefined = await trx('questions')
      .where({ request_id: request.id })
      .whereNull('answered_at')
      .orderBy('id', 'desc')
      .first('id', 'kind');
    if (!question) return refused('no-question');
    // Whoever decides on the sums does not also write down the agreement to them.
    if (byStaff && question.kind === 'money' && request.assignee?.accountId === by.accountId) {
      return refused('told-to-decider');
    }
    const given = question.kind === 'money' ? order.agreed !== null : Boolean(order.text);
    if (!given) return refused('reason-missing');
    const agrees = question.kind === 'money' && order.agreed;
    const money = agrees ? await moneyToday(trx, request, day) : null;
    if (money && (!order.seen || hasChanged({ ...money, ...order.seen }, money))) {
      return refused('money-changed');
    }
    await trx('questions').where({ id: question.id }).update({
      answer: order.text,
      agreed: order.agreed,
      answered_by: by.accountId,
      answered_at: at.toISOString(),
      told_how: told,
    });
    await order.papers?.(scene, { kind: 'question', id: question.id });
    // Who was asked to measure again has done so by now.
    await attachMeasures(trx, {
      requestId: request.id,
      applicantId: request.applicant.id,
      aidClassCode: request.aidClass.code,
    });
    const { decisionDue, set } = await decisionGoesOn(scene);
    return {
      set: { ...set, ...(money ? moneyColumns(money, day) : {}) },
      dueOn: decisionDue,
      note: order.text,
      afterwards: async ({ eventKey }) => {
        if (told)
          await tellRecorded(means, scene, { eventKey, text: order.text, agreed: order.agreed });
        if (!request.assignee || request.assignee.accountId === by.accountId) return;
        await tellStaff(trx, means.texts, request.assignee, {
          kind: 'caseworker.answered',
          eventKey,
          at,
          request,
          values: (_, format) => ({ date: format.date(decisionDue) }),
        });
      },
    };
  });
}

// The person reads what was written down as their answer, and can say that it is not.
function tellRecorded(
  { texts }: Means,
  { trx, request, at }: Scene,
  { eventKey, text, agreed }: { eventKey: string; text: string | null; agreed: boolean | null },
): Promise<void> {
  const sums = agreed === null ? 'none' : agreed ? 'yes' : 'no';
  return tellFamily(trx, texts, request, {
    kind: 'request.answer_recorded',
    eventKey,
    at,
    values: () => ({ text: text ?? '', sums }),
  });
}

/** The decision clock goes on with the working days that were left. */
export async function decisionGoesOn({
  trx,
  request,
  day,
}: Pick<Scene, 'trx' | 'request' | 'day'>) {
  const decisionDue = resume(request.decisionDaysLeft ?? 0, day, await holidaysOf(trx));
  return { decisionDue, set: { decision_due_on: decisionDue, decision_days_left: null } };
}
