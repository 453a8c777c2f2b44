// The person's side of a complaint: filing it from the request or, at the office, from the case; following it.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { documentsOf, receiveUploads, uploadsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { termOn } from '../requests/deadlines.ts';
import { standingOf } from '../requests/policy.ts';
import { parseReference } from '../requests/reference.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { fileComplaint, withdrawComplaint } from './complaints.ts';
import { readFiling, readWithdrawal } from './forms.ts';
import { KINDS } from './kinds.ts';
import { besidePerson } from './standing.ts';
import { findComplaint, ordersOf, type Complaint } from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

type Side = 'person' | 'office';

export function ownComplaintRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  for (const [side, address] of [
    ['person', '/requests/:reference/complaint'],
    ['office', '/casework/requests/:reference/complaint'],
  ] as const) {
    routes.get(address, async (req: Request<{ reference: string }>, res) => {
      await showForm(res, side, await opened(req, res, side));
    });
    routes.post(
      address,
      receiveUploads(portal),
      checkCsrfAfterUpload,
      async (req: Request<{ reference: string }>, res: Response) => {
        const { request, as } = await opened(req, res, side);
        const at = clock();
        const day = dayOf(at);
        const orders = await ordersOf(db.read, request.id);
        const posting = await termOn(db.read, 'complaint_posting', day);
        const known = {
          orders: orders.map(({ id }) => String(id)),
          day,
          postingDays: posting.value,
        };
        const form = readFiling(req.body, known);
        const papers = await uploadsOf(portal, req, { applicantId: request.applicant.id });
        const problems = [
          ...('problems' in form ? form.problems : []),
          ...('problems' in papers ? papers.problems : []),
        ];
        if ('problems' in form || 'problems' in papers) {
          return showForm(res, side, { request, as }, { problems, typed: form.typed });
        }
        const { values: filing, typed } = form;
        const { files } = papers;
        const order = { by: readerOf(res), as, at, request, filing, files };
        let id: number;
        try {
          id = await fileComplaint(portal, order);
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
          const again = { problems: [{ field: 'form', key: error.reason }], typed, status: 409 };
          return showForm(res, side, { request, as }, again);
        }
        leaveNotice(res, 'complaints.filed');
        res.redirect(303, visitOf(res).paths.complaint(id));
      },
    );
  }

  routes.get('/complaints/:id', async (req, res) => {
    await show(res, await complaintAt(req.params.id, res));
  });

  routes.post('/complaints/:id/withdrawal', async (req, res) => {
    const found = await complaintAt(req.params.id, res);
    if (found.side.family === 'see') throw new Forbidden('requests.refused.see-only');
    const form = readWithdrawal(req.body);
    if ('problems' in form) return show(res, found, form);
    const { id } = found.complaint;
    try {
      const { version } = form.values;
      await withdrawComplaint(portal, { by: readerOf(res), at: clock(), id, version });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: 'form', key: error.reason }];
      return show(res, await complaintAt(req.params.id, res), { problems, status: 409 });
    }
    leaveNotice(res, 'complaints.withdrawn');
    res.redirect(303, visitOf(res).paths.complaint(id));
  });

  // The request of the address, and in which role the reader complains.
  async function opened(
    req: Request<{ reference: string }>,
    res: Response,
    side: Side,
  ): Promise<{ request: AidRequest; as: string }> {
    const reader = readerOf(res);
    const request = await findRequest(db.read, parseReference(req.params.reference) ?? '');
    const day = dayOf(clock());
    const standing = request && (await standingOf(db.read, reader, request, day));
    if (!request || !standing) throw new NotFound();
    if (side === 'office') {
      if (!standing.staff) throw new NotFound();
      if (standing.family) throw new Forbidden('requests.refused.own-case');
      return { request, as: 'caseworker' };
    }
    if (!standing.family) throw new NotFound();
    if (standing.family === 'see') throw new Forbidden('requests.refused.see-only');
    return { request, as: standing.family === 'self' ? 'applicant' : 'representative' };
  }

  async function showForm(
    res: Response,
    side: Side,
    { request }: { request: AidRequest; as: string },
    again: Again = {},
  ): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const orders = await ordersOf(db.read, request.id);
    const day = dayOf(clock());
    const back =
      side === 'person'
        ? { text: t('requests-pages.toRequest'), href: paths.request(request.reference) }
        : { text: t('casework.toCase'), href: paths.caseFile(request.reference) };
    if (!orders.length) {
      page(res, 'complaints/none', { title: t('complaints.new.title'), back }, 409);
      return;
    }
    page(
      res,
      'complaints/new',
      {
        title: t('complaints.new.title'),
        back,
        action:
          side === 'person'
            ? paths.requestComplaint(request.reference)
            : paths.caseComplaint(request.reference),
        what: (request.product?.names ?? request.aidClass.names)[lang],
        orders,
        kinds: KINDS,
        days: (await termOn(db.read, 'complaint_posting', day)).value,
        key: randomUUID(),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  async function complaintAt(raw: string, res: Response) {
    const reader = readerOf(res);
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const complaint = id ? await findComplaint(db.read, id) : null;
    const side = complaint && (await besidePerson(db.read, reader, complaint, dayOf(clock())));
    if (!complaint || !side) throw new NotFound();
    return { complaint, side };
  }

  async function show(
    res: Response,
    { complaint, side }: { complaint: Complaint; side: { family: string | null; staff: boolean } },
    again: Again = {},
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    const { reference } = complaint.request;
    page(
      res,
      'complaints/show',
      {
        title: t('complaints.show.title', { number: complaint.id }),
        back: side.family
          ? { text: t('requests-pages.toRequest'), href: paths.request(reference) }
          : { text: t('casework.toCase'), href: paths.caseFile(reference) },
        complaint,
        day: dayOf(clock()),
        papers: await documentsOf(db.read, { kind: 'complaint', id: complaint.id }),
        mayWithdraw: complaint.state === 'open' && side.family !== 'see',
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
