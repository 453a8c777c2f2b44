// Asking the applicant, and the answer. Meanwhile the decision clock is paused.
import { holidaysOf } from '../../calendar/holidays.ts';
import { attachMeasures } from '../../measures/measures.ts';
import { moneyColumns } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn, pause, resume } from '../deadlines.ts';
import { moneyToday } from '../money-today.ts';
import { whyNotDeciding } from './assignment.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';
import { tellFamily, tellStaff } from './tell.ts';

/** Asks the applicant something, or whether they agree to changed sums (`kind: 'money'`). */
export async function askQuestion(
  means: Means,
  order: Order & { kind: 'text' | 'money'; text: string },
): Promise<Result> {
  return perform(means, 'question', order, async (scene) => {
    const { trx, request, by, at, day } = scene;
    const reason = whyNotDeciding(by, scene);
    if (reason) return refused(reason);
    if (await hasWaitingDecision(scene)) return refused('waiting-for-consent');
    const answerBy = await dueOn(trx, 'answer', day);
    await trx('questions').insert({
      request_id: request.id,
      kind: order.kind,
      text: order.text,
      asked_by: by.accountId,
      asked_at: at.toISOString(),
      due_on: answerBy,
    });
    const left = pause(request.decisionDueOn!, day, await holidaysOf(trx));
    const kind = order.kind === 'money' ? 'request.money_question_asked' : 'request.question_asked';
    return {
      set: { decision_due_on: null, decision_days_left: left },
      dueOn: answerBy,
      note: order.text,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind,
          eventKey,
          at,
          values: (_, format) => ({ date: format.date(answerBy), text: order.text }),
          onlyWhoAct: true,
        }),
    };
  });
}

/**
 * Answers the open question. An agreement to new sums puts them on the request.
 * @param order.seen the sums that the person saw and agreed to; others now are refused as `money-changed`
 */
export async function answerQuestion(
  means: Means,
  order: Order & {
    text: string | null;
    agreed: boolean | null;
    seen: Pick<Money, 'price' | 'coPayment'> | null;
  },
): Promise<Result> {
  return perform(means, 'answer', order, async (scene) => {
    const { trx, request, by, at, day } = scene;
    const question: { id: number; kind: 'text' | 'money' } | undefined = await trx('questions')
      .where({ request_id: request.id })
      .whereNull('answered_at')
      .orderBy('id', 'desc')
      .first('id', 'kind');
    if (!question) return refused('no-question');
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
    });
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
        if (!request.assignee) return;
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

/** The decision clock goes on with the working days that were left. */
export async function decisionGoesOn({
  trx,
  request,
  day,
}: Pick<Scene, 'trx' | 'request' | 'day'>) {
  const decisionDue = resume(request.decisionDaysLeft ?? 0, day, await holidaysOf(trx));
  return { decisionDue, set: { decision_due_on: decisionDue, decision_days_left: null } };
}

/** Whether a decision on the request waits for a second person. */
export async function hasWaitingDecision({
  trx,
  request,
}: Pick<Scene, 'trx' | 'request'>): Promise<boolean> {
  const waiting: unknown = await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .first('id');
  return waiting !== undefined;
}
