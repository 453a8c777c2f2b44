// Objecting to the part that was not granted; and taking an objection back, to the whole or to the part.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import type { AidRequest } from './aid-request.ts';
import { papersOf, receivePapers } from './answer-papers.ts';
import { readActFields, readAppeal } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { findPartRefusal, mayAppealPart } from './part-refusals.ts';
import {
  appealPart,
  withdrawAppeal,
  withdrawPartAppeal,
  type Means,
  type Order,
  type Result,
} from './requests.ts';
import { backTo, titleOf } from './words.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

interface Withdrawal {
  part: 'appeal' | 'part-appeal';
  act: (means: Means, order: Order) => Promise<Result>;
  /** Whether there is an objection to take back. */
  atHand: (request: AidRequest) => Promise<boolean>;
}

export function partAppealRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/part-appeal', (req, res) => showAppeal(req, res));

  routes.post(
    '/requests/:reference/part-appeal',
    ...receivePapers(portal),
    async (req: At, res) => {
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
      const { note } = read.values;
      const order = { by, at: clock(), reference, version, key, note, papers: papers.keep };
      await answerAct(res, () => appealPart(portal, order), {
        again: (problems, status) => showAppeal(req, res, { problems, typed, status }),
        next: done(res, 'requests-pages.appeal.done'),
      });
    },
  );

  async function showAppeal(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    const part = await findPartRefusal(db.read, request.id);
    if (!part || !mayAppealPart(part, dayOf(clock()))) return notNow(page, res, request);
    page(
      res,
      'requests/appeal',
      {
        title: visit.t('requests-pages.partAppeal.title'),
        what: `${titleOf(request, visit)}. ${visit.t('requests-pages.part.granted', { granted: part.granted, asked: part.asked })}`,
        back: backTo(request, visit),
        request,
        explanation: part.explanation,
        remedy: part.reason.remedies?.[visit.lang] ?? null,
        action: visit.paths.requestPartAppeal(request.reference),
        until: part.appealUntil,
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  mountWithdrawal({
    part: 'appeal',
    act: withdrawAppeal,
    atHand: ({ status }) => Promise.resolve(mayMove('appeal_withdrawal', status, 'applicant')),
  });
  mountWithdrawal({
    part: 'part-appeal',
    act: withdrawPartAppeal,
    atHand: async ({ id }) => (await findPartRefusal(db.read, id))?.state === 'appealed',
  });

  function mountWithdrawal({ part, act, atHand }: Withdrawal): void {
    const address = `/requests/:reference/${part}/withdrawal`;
    routes.get<{ reference: string }>(address, (req, res) => show(req, res));
    routes.post<{ reference: string }>(address, async (req, res) => {
      const by = readerOf(res);
      const { reference } = await requestToActOn(portal, req, res);
      const { version, key } = readActFields(req.body);
      await answerAct(res, () => act(portal, { by, at: clock(), reference, version, key }), {
        again: (problems, status) => show(req, res, { problems, status }),
        next: done(res, 'requests-pages.appealWithdrawal.done'),
      });
    });

    async function show(req: At, res: Response, shown: Shown = {}): Promise<void> {
      const visit = visitOf(res);
      const request = await requestToActOn(portal, req, res);
      if (!(await atHand(request))) return notNow(page, res, request);
      const { paths } = visit;
      page(
        res,
        'requests/appeal-withdrawal',
        {
          title: visit.t('requests-pages.appealWithdrawal.title'),
          what: titleOf(request, visit),
          back: backTo(request, visit),
          request,
          action: (part === 'appeal'
            ? paths.requestAppealWithdrawal
            : paths.requestPartAppealWithdrawal)(request.reference),
          version: request.version,
          key: randomUUID(),
          problems: shown.problems ?? [],
        },
        shown.status,
      );
    }
  }

  return routes;
}

function done(res: Response, notice: string) {
  return (reference: string) => {
    leaveNotice(res, notice);
    return visitOf(res).paths.request(reference);
  };
}
