// Answering the office: a question, or whether changed sums are agreed to.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf, type Visit } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { papersOf, receivePapers } from './answer-papers.ts';
import type { Money } from './co-payment.ts';
import { readActFields, readAnswer, readSeen, writeSeen } from './forms.ts';
import { moneyToday } from './money-today.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { answerQuestion } from './requests.ts';
import { listQuestions, type Question } from './story.ts';
import { backTo, titleOf } from './words.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

export function answerRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/answer', (req, res) => showQuestion(req, res));

  routes.post('/requests/:reference/answer', ...receivePapers(portal), async (req: At, res) => {
    const by = readerOf(res);
    const { id, reference, applicant } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const question = await openQuestion(id);
    // Where nothing is open any more, the act itself knows whether this very form has answered it.
    const given: { agreed?: unknown } = req.body ?? {};
    const aboutMoney = question ? question.kind === 'money' : given.agreed !== undefined;
    const read = readAnswer(req.body, { aboutMoney });
    const { typed } = read;
    const papers = await papersOf(portal, req, applicant.id);
    if ('problems' in read || papers.problems.length) {
      const problems = [...('problems' in read ? read.problems : []), ...papers.problems];
      return showQuestion(req, res, { problems, typed, version });
    }
    const { answer: text, agreed: choice } = read.values;
    const agreed = choice === null ? null : choice === 'yes';
    const seen = agreed ? readSeen(req.body) : null;
    const values = { text, agreed, seen, papers: papers.keep };
    await answerAct(
      res,
      () => answerQuestion(portal, { by, at: clock(), reference, version, key, ...values }),
      {
        again: (problems, status) => showQuestion(req, res, { problems, typed, status }),
        next: (done) => {
          leaveNotice(res, 'requests-pages.answer.done');
          return visitOf(res).paths.request(done);
        },
      },
    );
  });

  async function showQuestion(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t } = visit;
    const request = await requestToActOn(portal, req, res);
    const question = request.status === 'awaiting_applicant' && (await openQuestion(request.id));
    if (!question) return notNow(page, res, request);
    const aboutMoney = question.kind === 'money';
    const now = aboutMoney ? await moneyToday(db.read, request, dayOf(clock())) : null;
    page(
      res,
      'requests/answer',
      {
        title: t(aboutMoney ? 'requests-pages.answer.titleMoney' : 'requests-pages.answer.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        question,
        sums: now && sumRows(request.money, now, visit),
        seen: now && writeSeen(now),
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function openQuestion(requestId: number): Promise<Question | null> {
    const [newest] = await listQuestions(db.read, requestId);
    return newest && newest.answeredAt === null ? newest : null;
  }

  return routes;
}

// Before and now, side by side.
function sumRows(before: Money | null, now: Money, { t, format }: Visit) {
  const cell = (sum: number | null | undefined) => ({
    text: sum === null || sum === undefined ? t('components.amountNotSet') : format.money(sum),
    format: 'numeric',
  });
  return [
    [{ text: t('components.price') }, cell(before?.price), cell(now.price)],
    [{ text: t('components.stateShare') }, cell(before?.stateShare), cell(now.stateShare)],
    [{ text: t('components.coPayment') }, cell(before?.coPayment), cell(now.coPayment)],
  ];
}
