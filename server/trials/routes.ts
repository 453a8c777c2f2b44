// Two questions after a trial, as the person answers them. The office's pages are at the caseworker's desk.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { readActFields } from '../requests/forms.ts';
import { answerAct } from '../requests/act-page.ts';
import { notNow } from '../requests/not-now.ts';
import { canonicalReference, requestToActOn } from '../requests/own-request.ts';
import { backTo, titleOf } from '../requests/words.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerTrial } from './acts.ts';
import { readTrialAnswer } from './forms.ts';
import { trialInWords } from './panel.ts';
import { DOES, findOpenTrial, KEEPS } from './trials.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

export function trialRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();
  routes.use('/requests/:reference/trial', canonicalReference);

  routes.get('/requests/:reference/trial', (req, res) => show(req, res));

  routes.post('/requests/:reference/trial', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readTrialAnswer(req.body);
    const { typed } = read;
    if ('problems' in read) return show(req, res, { problems: read.problems, typed, version });
    const order = { by, at: clock(), reference, version, key, ...read.values };
    await answerAct(res, () => answerTrial(portal, order), {
      again: (problems, status) => show(req, res, { problems, typed, status }),
      next: (done) => {
        leaveNotice(res, 'trials.answer.done');
        return visitOf(res).paths.request(done);
      },
    });
  });

  async function show(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    const trial = request.hold?.kind === 'trial' ? await findOpenTrial(db.read, request.id) : null;
    if (!trial) return notNow(page, res, request);
    page(
      res,
      'trials/answer',
      {
        title: visit.t('trials.answer.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        trial: trialInWords(trial, visit),
        does: DOES,
        keeps: KEEPS,
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
