// Answering whether an aid fits. What the answers lead to is decided by `fit-rules.ts`.
import type { Knex } from 'knex';
import { findAid, writeAidEvent, type Aid } from '../aids/aids.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { canReopen, fitQuestionOf, writeAnswer, type FitQuestion } from './fit-checks.ts';
import { outcomeOf, type FitAnswers, type FitOutcome } from './fit-rules.ts';
import { closing, onRequest } from './on-request.ts';
import { reopen } from './reopen.ts';
import { actOnAid, endOf, refused, type CareOrder, type Means, type Result } from './scene.ts';
import { tellOwner } from './tell.ts';

export interface FitReply extends FitAnswers {
  words: string | null;
}

/** What an answer did, and what it leads to. */
export type Answered = { done: true; outcome: FitOutcome } | { done: false; reason: string };

/** Answers what is asked about an aid now. Six weeks after receipt the request closes, or opens again. */
export async function answerFitCheck(
  means: Means,
  order: CareOrder,
  reply: FitReply,
): Promise<Answered> {
  const aid = await findAid(means.db.write, order.aidId);
  if (!aid) throw new NotFound();
  const known = await outcomeOfKey(means, order);
  if (known) return { done: true, outcome: known };
  const question = await fitQuestionOf(means.db.write, aid);
  if (!question) return refused('nothing-asked');
  const outcome = outcomeOf(reply, { canReopen: await canReopen(means.db.write, aid, question) });
  const result = question.request
    ? await answerAfterSixWeeks(means, order, { aid, question, reply, outcome })
    : await answerRound(means, order, { question, reply, outcome });
  return result.done ? { done: true, outcome } : result;
}

interface Answer {
  question: FitQuestion;
  reply: FitReply;
  outcome: FitOutcome;
}

// Not a misfit: closed now, or left open for the talk.
async function answerAfterSixWeeks(
  means: Means,
  order: CareOrder,
  { aid, question, reply, outcome }: Answer & { aid: Aid },
): Promise<Result> {
  const { reference, version } = question.request!;
  const act = { misfit: 'fit_failed', talk: 'fit_talk' }[outcome as string] ?? 'fit_confirmed';
  return onRequest(
    means,
    order,
    { act: act as 'fit_failed' | 'fit_talk' | 'fit_confirmed', reference, version },
    async (scene) => {
      const { trx, request, by, role, at, day } = scene;
      const asked = await fitQuestionOf(trx, aid);
      if (!asked?.request) return refused('nothing-asked');
      const talkBy = outcome === 'talk' ? await endOf(trx, 'fit_talk', day) : null;
      const write = async () =>
        writeAnswer(trx, await ofAid(trx, aid, asked), {
          ...columnsOf(order, reply, outcome, talkBy),
          answered_at: at.toISOString(),
        });
      if (outcome === 'misfit') {
        const note = reply.words ?? means.texts[by.language](`aftercare.fit.fits.${reply.fits}`);
        const now = (await findAid(trx, aid.id))!;
        const opened = await reopen(means, scene, { aid: now, note, key: order.key });
        if (!('done' in opened)) await write(); // a refusal leaves nothing behind
        return opened;
      }
      await write();
      await writeAidEvent(trx, {
        aidId: aid.id,
        applicantId: aid.applicantId,
        kind: `fit.${outcome}`,
        at,
        by: by.accountId,
        role,
        note: reply.words,
        key: order.key,
      });
      const later = talkBy && request.dueOn && talkBy < request.dueOn ? request.dueOn : talkBy;
      return closing(means, scene, { talkBy, dueOn: later });
    },
  );
}

// A child's half-yearly round.
async function answerRound(
  means: Means,
  order: CareOrder,
  { question, reply, outcome }: Answer,
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, at, day }) => {
    const talkBy = outcome === 'talk' ? await endOf(trx, 'fit_talk', day) : null;
    const written = await writeAnswer(trx, await ofAid(trx, aid, question), {
      ...columnsOf(order, reply, outcome, talkBy),
      answered_at: at.toISOString(),
    });
    if (!written) throw new Conflict();
    return {
      kind: `fit.${outcome}`,
      note: reply.words,
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: talkBy ? 'aid.fit_talk' : 'aid.fit_answered',
          source: `fit.${question.checkId}`,
          at,
          values: (_, format) => ({ date: talkBy ? format.date(talkBy) : '' }),
        }),
    };
  });
}

async function outcomeOfKey(
  { db }: Means,
  { aidId, key, by }: CareOrder,
): Promise<FitOutcome | null> {
  const event: { kind: string } | undefined = await db
    .write('aid_events')
    .where({ act_key: key, aid_id: aidId, by_account_id: by.accountId })
    .first('kind');
  return event?.kind.startsWith('fit.') ? (event.kind.slice(4) as FitOutcome) : null;
}

async function ofAid(trx: Knex.Transaction, aid: Aid, question: FitQuestion) {
  await trx('aids').where({ id: aid.id }).forUpdate().first('id');
  return { aidId: aid.id, applicantId: aid.applicantId!, question };
}

function columnsOf(
  { by, told = null }: CareOrder,
  reply: FitReply,
  outcome: FitOutcome,
  talkBy: string | null,
) {
  return { ...reply, outcome, told, answered_by: by.accountId, talk_by: talkBy };
}
