import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { readActFields, readWithdrawal } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { withdrawRequest } from './requests.ts';
import { withdrawalReasons } from './story.ts';
import { backTo, titleOf } from './words.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

/** Taking a request back, after a page that says what that means. */
export function withdrawalRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/withdrawal', (req, res) => showWithdrawal(req, res));

  routes.post('/requests/:reference/withdrawal', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const reasons = await withdrawalReasons(db.read);
    const read = readWithdrawal(
      req.body,
      reasons.map(({ code }) => code),
    );
    const { typed } = read;
    if ('problems' in read) {
      return showWithdrawal(req, res, { problems: read.problems, typed, version });
    }
    const order = { by, at: clock(), reference, version, key };
    await answerAct(
      res,
      () => withdrawRequest(portal, { ...order, reasonCode: read.values.reason }),
      {
        again: (problems, status) => showWithdrawal(req, res, { problems, typed, status }),
        next: (done) => {
          leaveNotice(res, 'requests-pages.withdrawal.done');
          return visitOf(res).paths.request(done);
        },
      },
    );
  });

  async function showWithdrawal(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!mayMove('withdrawal', request.status, 'applicant')) return notNow(page, res, request);
    page(
      res,
      'requests/withdrawal',
      {
        title: visit.t('requests-pages.withdrawal.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        reasons: await withdrawalReasons(db.read),
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
