// `/requests/:reference/summary.pdf`, `decision.pdf`, `receipt.pdf`: made when they are asked for, kept nowhere.
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole } from '../accounts/reader.ts';
import { findPerson } from '../applicants/person.ts';
import { findOffice } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { findRequest } from '../requests/aid-request.ts';
import { moneyToday } from '../requests/money-today.ts';
import { findOpenHold } from '../requests/holds.ts';
import { findPartRefusal } from '../requests/part-refusals.ts';
import { findOpenOrder } from '../requests/orders.ts';
import { canonicalReference } from '../requests/own-request.ts';
import { standingOf } from '../requests/policy.ts';
import { requestPage } from '../requests/request-page.ts';
import { findDecision, listEvents, listQuestions } from '../requests/story.ts';
import { NotFound } from '../web/errors.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { decisionLetter } from './decision-letter.ts';
import type { Ground, Sheet } from './ground.ts';
import { receiptForm } from './receipt-form.ts';
import { sendPdf } from './send-pdf.ts';
import { summarySheet } from './summary-sheet.ts';

type At = Request<{ reference: string }>;

const SHEETS: Record<'summary' | 'decision' | 'receipt', (ground: Ground) => Sheet | null> = {
  summary: summarySheet,
  decision: decisionLetter,
  receipt: receiptForm,
};

export function pdfRoutes(portal: Portal): Router {
  const routes = Router();
  for (const which of ['summary', 'decision', 'receipt'] as const) {
    const path = `/requests/:reference/${which}.pdf` as const;
    routes.get(path, canonicalReference, async (req: At, res) => {
      const ground = await groundOf(portal, req, res);
      const sheet = SHEETS[which](ground);
      if (!sheet) throw new NotFound();
      await sendPdf(res, sheet, {
        file: `${ground.request.reference}-${which}`,
        large: ground.large || req.query.large === 'yes',
        at: ground.at,
      });
    });
  }
  return routes;
}

/** What the sheets are made from; for the family, and for the office that has the request. Staff are noted. */
async function groundOf(portal: Portal, req: At, res: Response): Promise<Ground> {
  const { db, clock } = portal;
  const reader = readerOf(res);
  const visit = visitOf(res);
  const at = clock();
  const day = dayOf(at);
  const request = await findRequest(db.read, req.params.reference);
  const standing = request && (await standingOf(db.read, reader, request, day));
  if (!request || !(standing?.family || standing?.staff)) throw new NotFound();
  const [events, questions, decision, order, office, holidays, money, person] = await Promise.all([
    listEvents(db.read, request.id),
    listQuestions(db.read, request.id),
    findDecision(db.read, request.id),
    findOpenOrder(db.read, request.id),
    findOffice(db.read, request.officeId),
    holidaysOf(db.read),
    request.status === 'draft' ? moneyToday(db.read, request, day) : null,
    findPerson(db.read, request.applicant.id, day),
  ]);
  if (!standing.family) {
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at,
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'request.printed',
        objectKind: 'request',
        objectId: request.reference,
        applicantId: request.applicant.id,
        fields: ['person', 'request'],
      }),
    );
  }
  // What the office prints is for the person, too: it speaks to them.
  const relation = standing.family === 'see' ? ('see' as const) : ('self' as const);
  const known = {
    request,
    events,
    questions,
    decision,
    order,
    office,
    money,
    codeHref: null,
    hold: request.hold && (await findOpenHold(db.read, request.id)),
    part: await findPartRefusal(db.read, request.id),
  };
  return {
    visit,
    request,
    order,
    office,
    at,
    shown: requestPage({ ...known, relation }, visit, { day, holidays }),
    large: person?.needs.includes('large_print') ?? false,
  };
}
