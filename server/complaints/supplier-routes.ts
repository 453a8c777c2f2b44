// The supplier's side: what people complain of, without more of the person than an order shows; one answer.
import { Router, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { answerComplaint } from './complaints.ts';
import { readAnswer } from './forms.ts';
import { complaintsAgainst, findComplaint, type Complaint } from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function supplierComplaintRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/supplier/complaints', async (_req, res) => {
    const { supplierId } = supplierOf(res);
    const { t, paths } = visitOf(res);
    page(res, 'complaints/supplier-list', {
      title: t('complaints.supplier.title'),
      breadcrumbs: [{ text: t('layout.supplier'), href: paths.supplier() }],
      width: 'wide',
      day: dayOf(clock()),
      rows: await complaintsAgainst(db.read, supplierId),
    });
  });

  routes.get('/supplier/complaints/:id', async (req, res) => {
    show(res, await complaintAt(req.params.id, res));
  });

  routes.post('/supplier/complaints/:id', async (req, res) => {
    const complaint = await complaintAt(req.params.id, res);
    const { reader: by } = supplierOf(res);
    const form = readAnswer(req.body);
    if ('problems' in form) return show(res, complaint, form);
    try {
      await answerComplaint(portal, { by, at: clock(), id: complaint.id, ...form.values });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: 'form', key: error.reason }];
      const now = await complaintAt(req.params.id, res);
      return show(res, now, { problems, typed: form.typed, status: 409 });
    }
    leaveNotice(res, 'complaints.answered');
    res.redirect(303, visitOf(res).paths.supplierComplaint(complaint.id));
  });

  function supplierOf(res: Response) {
    const reader = readerWith(res, 'supplier');
    if (reader.supplierId === null) throw new Forbidden();
    return { reader, supplierId: reader.supplierId };
  }

  async function complaintAt(raw: string, res: Response): Promise<Complaint> {
    const { supplierId } = supplierOf(res);
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const complaint = id ? await findComplaint(db.read, id) : null;
    if (!complaint || complaint.supplier.id !== supplierId || complaint.state === 'withdrawn') {
      throw new NotFound();
    }
    return complaint;
  }

  function show(res: Response, complaint: Complaint, again: Again = {}): void {
    const { t, paths } = visitOf(res);
    page(
      res,
      'complaints/supplier-show',
      {
        title: t('complaints.show.title', { number: complaint.id }),
        breadcrumbs: [
          { text: t('layout.supplier'), href: paths.supplier() },
          { text: t('complaints.supplier.title'), href: paths.supplierComplaints() },
        ],
        complaint,
        day: dayOf(clock()),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
