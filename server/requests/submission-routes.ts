// Checking the answers, submitting, and the page that says it is done.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { findOffice } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import { attachedSection, findAttached } from '../guide/guide.ts';
import { measuresToAttach } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import type { Problem } from '../web/forms.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { dueOn } from './deadlines.ts';
import { fitOfRequest } from './fit.ts';
import { readActFields, readSeen, writeSeen } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { moneyToday } from './money-today.ts';
import { notNow } from './not-now.ts';
import { ownRequest, requestToActOn } from './own-request.ts';
import { particularRows } from './particulars-section.ts';
import { requestPanelsOf, type RequestPanel } from './panels.ts';
import { submitRequest } from './requests.ts';
import { checkRows } from './summary.ts';
import { officeWords, titleOf } from './words.ts';

type At = Request<{ reference: string }>;

export function submissionRoutes(portal: Portal, makers: readonly RequestPanel[]): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/check', (req, res) => showCheck(req, res));

  routes.post('/requests/:reference/submission', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const seen = readSeen(req.body);
    await answerAct(
      res,
      () => submitRequest(portal, { by, at: clock(), reference, version, key, seen }),
      {
        again: (problems, status) => showCheck(req, res, problems, status),
        next: (done) => visitOf(res).paths.requestSubmission(done),
      },
    );
  });

  routes.get('/requests/:reference/submission', async (req: At, res) => {
    const visit = visitOf(res);
    const { t } = visit;
    const { request } = await ownRequest(portal, req, res);
    if (!request.submittedAt) return notNow(page, res, request);
    const office = await findOffice(db.read, request.officeId);
    page(res, 'requests/submitted', {
      title: t('requests-pages.submitted.title'),
      what: titleOf(request, visit),
      reference: request.reference,
      due: request.decisionDueOn,
      office: officeWords(office, visit),
    });
  });

  async function showCheck(
    req: At,
    res: Response,
    problems: Problem[] = [],
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, format, paths } = visit;
    const request = await requestToActOn(portal, req, res);
    if (!mayMove('submission', request.status, 'applicant')) return notNow(page, res, request);
    const at = clock();
    const day = dayOf(at);
    const [money, office, decisionDue] = await Promise.all([
      moneyToday(db.read, request, day),
      findOffice(db.read, request.officeId),
      dueOn(db.read, 'decision', day),
    ]);
    page(
      res,
      'requests/check',
      {
        title: t('requests-pages.check.title'),
        back: { text: t('components.back'), href: paths.requestDraft(request.reference) },
        request,
        rows: checkRows(request, visit),
        particulars: await particularRows(
          db.read,
          { requestId: request.id, aidClassCode: request.aidClass.code },
          visit,
        ),
        fit: await fitOfRequest(db, request, { on: day, visit }),
        guide: await attachedSection(db, await findAttached(db.read, request.id), visit),
        measures: await measuresToAttach(
          db.read,
          { applicantId: request.applicant.id, aidClassCode: request.aidClass.code, on: day },
          visit,
        ),
        choiceHref: paths.requestChoice(request.reference),
        sums: money,
        seen: money ? writeSeen(money) : '0.',
        next: [
          t('requests-pages.check.next1', {
            office: office?.name[lang] ?? '',
            date: format.date(decisionDue),
          }),
          t('requests-pages.check.next2'),
          t('requests-pages.check.next3'),
        ],
        panels: await requestPanelsOf(makers, {
          visit,
          request,
          relation: request.applicant.accountId === readerOf(res).accountId ? 'self' : 'act',
          at,
          day,
        }),
        key: randomUUID(),
        problems,
      },
      status,
    );
  }

  return routes;
}
