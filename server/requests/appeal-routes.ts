import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { papersOf, receivePapers } from './answer-papers.ts';
import { mayAppeal } from './appealing.ts';
import { readActFields, readAppeal } from './forms.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { appealRefusal } from './requests.ts';
import { findDecision } from './story.ts';
import { backTo, explanationOf, titleOf } from './words.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

/** Appealing against a refusal, beside the reason that the office gave. */
export function appealRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/appeal', (req, res) => showAppeal(req, res));

  routes.post('/requests/:reference/appeal', ...receivePapers(portal), async (req: At, res) => {
    const by = readerOf(res);
    const { reference, applicant } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readAppeal(req.body);
    const { typed } = read;
    const papers = await papersOf(portal, req, applicant.id);
    if ('problems' in read || papers.problems.length) {
      const problems = [...('problems' in read ? read.problems : []), ...papers.problems];
      return showAppeal(req, res, { problems, typed, version });
    }
    const order = { by, at: clock(), reference, version, key, papers: papers.keep };
    await answerAct(res, () => appealRefusal(portal, { ...order, note: read.values.note }), {
      again: (problems, status) => showAppeal(req, res, { problems, typed, status }),
      next: (done) => {
        leaveNotice(res, 'requests-pages.appeal.done');
        return visitOf(res).paths.request(done);
      },
    });
  });

  async function showAppeal(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!mayAppeal(request, dayOf(clock()))) return notNow(page, res, request);
    const decision = await findDecision(db.read, request.id);
    page(
      res,
      'requests/appeal',
      {
        title: visit.t('requests-pages.appeal.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        explanation: decision && explanationOf(decision, visit),
        remedy: decision?.version?.remedies?.[visit.lang] ?? null,
        action: visit.paths.requestAppeal(request.reference),
        until: request.dueOn,
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  return routes;
}
