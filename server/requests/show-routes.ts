// My requests, and one of them with everything that is known about it.
import { Router, type Request, type Response } from 'express';
import { applicantsOf, type OwnApplicant } from '../applicants/access.ts';
import { findOffice } from '../applicants/offices.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { attachedSection, findAttached } from '../guide/guide.ts';
import { attachedMeasures } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { newestFirst, readPlace } from '../web/newest-first.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { requestOf, requests, type RequestRow } from './aid-request.ts';
import { codeMessageHref } from './code-message.ts';
import { findOpenHold } from './holds.ts';
import { moneyToday } from './money-today.ts';
import { findOpenOrder } from './orders.ts';
import { ownRequest } from './own-request.ts';
import { findPartRefusal } from './part-refusals.ts';
import { requestPanelsOf, type RequestPanel } from './panels.ts';
import { lineOf, requestPage } from './request-page.ts';
import { findDecision, listEvents, listQuestions } from './story.ts';

const PER_PAGE = 10;

export function showRoutes(portal: Portal, makers: readonly RequestPanel[]): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests', async (req, res) => {
    const reader = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const day = dayOf(clock());
    const [people, holidays] = await Promise.all([
      applicantsOf(db.read, reader.accountId, day),
      holidaysOf(db.read),
    ]);
    const own = requests(db.read).whereIn(
      'requests.applicant_id',
      people.map(({ applicantId }) => applicantId),
    );
    const place = readPlace(req.query);
    const { rows, newer, older } = await newestFirst<RequestRow>(
      own,
      'requests.id',
      place,
      PER_PAGE,
    );
    page(res, 'requests/list', {
      title: visit.t('requests-pages.list.title'),
      breadcrumbs: [{ text: visit.t('layout.account'), href: visit.paths.account() }],
      lines: rows.map((row) => {
        const request = requestOf(row);
        const person = people.find(({ applicantId }) => applicantId === request.applicant.id)!;
        return lineOf(request, visit, { day, holidays, person, several: isForSeveral(people) });
      }),
      newer,
      older,
    });
  });

  routes.get('/requests/:reference', async (req: Request<{ reference: string }>, res: Response) => {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const { request, relation } = await ownRequest(portal, req, res);
    const at = clock();
    const day = dayOf(at);
    const isDraft = request.status === 'draft';
    const [events, questions, decision, order, office, holidays, today, codeHref] =
      await Promise.all([
        listEvents(db.read, request.id),
        listQuestions(db.read, request.id),
        findDecision(db.read, request.id),
        findOpenOrder(db.read, request.id),
        findOffice(db.read, request.officeId),
        holidaysOf(db.read),
        isDraft ? moneyToday(db.read, request, day) : null,
        request.status === 'dispatched' ? codeMessageHref(db.read, request, visit) : null,
      ]);
    page(res, 'requests/show', {
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        { text: t('requests-pages.list.title'), href: paths.requests() },
      ],
      ...requestPage(
        {
          request,
          relation,
          events,
          questions,
          decision,
          order,
          office,
          hold: request.hold && (await findOpenHold(db.read, request.id)),
          part: await findPartRefusal(db.read, request.id),
          money: today,
          codeHref,
        },
        visit,
        { day, holidays },
      ),
      measures: await attachedMeasures(
        db.read,
        {
          requestId: request.id,
          aidClassCode: request.aidClass.code,
          on: day,
        },
        visit,
      ),
      guide: await attachedSection(db, await findAttached(db.read, request.id), visit),
      panels: await requestPanelsOf(makers, { visit, request, relation, at, day }),
    });
  });

  return routes;
}

// Names are shown where the list is not only about the reader.
function isForSeveral(people: OwnApplicant[]): boolean {
  return people.length > 1 || people.some(({ relation }) => relation !== 'self');
}
