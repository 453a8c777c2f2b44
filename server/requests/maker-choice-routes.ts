// Choosing another maker after one declined: with the sums in view, and the agreement to pay where there is something.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { choice, readForm, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import type { Money } from './co-payment.ts';
import { readActFields, readAgreement, readSeen, writeSeen } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { makerChoices, makersOf } from './maker-choices.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { chooseMakerAgain } from './requests.ts';
import { backTo, titleOf } from './words.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function makerChoiceRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/maker', (req, res) => showMakers(req, res));

  routes.post('/requests/:reference/maker', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const makers = await makersOf(db.read, request, dayOf(clock()));
    const ids = makers.map(({ id }) => String(id));
    const missing = 'made-to-order.maker.missing';
    const read = readForm({ maker: choice(ids, { missing }) }, req.body);
    const agreed = readAgreement(req.body);
    const typed = { ...read.typed, ...agreed.typed };
    if ('problems' in read) return showMakers(req, res, { problems: read.problems, typed });
    const maker = makers.find(({ id }) => String(id) === read.values.maker)!;
    if (pays(maker.money) && !('values' in agreed && agreed.values.agreed)) {
      const problems = [{ field: 'agreed', key: 'made-to-order.again.agreeMissing' }];
      return showMakers(req, res, { problems, typed });
    }
    const { reference } = request;
    const seen = readSeen({ seen: seenOf(req.body, maker.id) });
    await answerAct(
      res,
      () =>
        chooseMakerAgain(portal, {
          by,
          at: clock(),
          reference,
          version,
          key,
          makerId: maker.id,
          seen,
        }),
      {
        again: (problems, status) => showMakers(req, res, { problems, typed, status }),
        next: (done) => {
          leaveNotice(res, 'requests-pages.choice.done');
          return visitOf(res).paths.request(done);
        },
      },
    );
  });

  async function showMakers(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    const open = mayMove('maker_choice', request.status, 'applicant');
    if (!open || !request.making) return notNow(page, res, request);
    const makers = await makersOf(db.read, request, dayOf(clock()));
    page(
      res,
      'requests/maker',
      {
        title: visit.t('made-to-order.again.title'),
        back: backTo(request, visit),
        what: titleOf(request, visit),
        lead: visit.t('made-to-order.again.lead', { date: visit.format.date(request.dueOn) }),
        request,
        makers: makerChoices(makers, visit),
        seen: makers.map(({ id, money }) => ({ name: `seen_${id}`, value: writeSeen(money) })),
        pays: makers.some(({ money }) => pays(money)),
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  return routes;
}

// Each choice of a maker carries the sums that were shown for it.
function seenOf(body: unknown, makerId: number): unknown {
  return ((body ?? {}) as Record<string, unknown>)[`seen_${makerId}`];
}

function pays({ coPayment }: Money): boolean {
  return coPayment !== null && coPayment > 0;
}
