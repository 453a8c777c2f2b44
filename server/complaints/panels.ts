// What complaints bring to other pages: links on the request, the case and the order, and the desks' counts.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { DocumentAccess } from '../documents/documents.ts';
import { paths } from '../paths.ts';
import type { Portal } from '../portal.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';
import { besidePerson, regionOfMember } from './standing.ts';
import { complaintsOf, findComplaint, openComplaints, ordersOf } from './store.ts';

/** On the person's page of a request: complaints, and the way to file one once there is an order. */
export function complaintRequestPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation, day }) => {
    const orders = await ordersOf(db.read, request.id);
    if (!orders.length) return null;
    const href = relation === 'see' ? null : visit.paths.requestComplaint(request.reference);
    const complaints = await complaintsOf(db.read, request.id);
    if (!complaints.length && !href) return null;
    return {
      place: 'details',
      template: 'complaints/panel',
      values: { complaints, href, day },
    };
  };
}

/** On the page of a case. */
export function complaintCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({
    visit,
    open,
  }: {
    visit: Visit;
    open: { request: { id: number; reference: string }; day: string };
  }) => {
    const orders = await ordersOf(db.read, open.request.id);
    if (!orders.length) return null;
    const complaints = await complaintsOf(db.read, open.request.id);
    const href = visit.paths.caseComplaint(open.request.reference);
    return {
      place: 'details' as const,
      template: 'complaints/panel',
      values: { complaints, href, day: open.day },
    };
  };
}

/** On the supplier's page of an order: complaints about it. */
export function complaintOrderPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ open }: { open: { order: { id: number; request: { id: number } } } }) => {
    const all = await complaintsOf(db.read, open.order.request.id);
    const complaints = all.filter(
      ({ order, state }) => order.id === open.order.id && state !== 'withdrawn',
    );
    return complaints.length
      ? { place: 'now' as const, template: 'complaints/order-panel', values: { complaints } }
      : null;
  };
}

/** The supplier's list; counted are those that wait for an answer. */
export function supplierComplaintTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async ({ supplierId }, _today, visit) => {
    const row: { count?: number | string } | undefined = await db
      .read('complaints')
      .where({ supplier_id: supplierId, state: 'open', answered_at: null })
      .count({ count: '*' })
      .first();
    return [
      {
        text: visit.t('complaints.supplier.title'),
        href: visit.paths.supplierComplaints(),
        count: Number(row?.count ?? 0) || null,
      },
    ];
  };
}

/** The commission's list, for its members; counted are the open ones. */
export function commissionTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async (reader, _today, { t, paths: to }) => {
    const region = await regionOfMember(db.read, reader);
    if (region === undefined) return [];
    const open = await openComplaints(db.read, region);
    return [
      { text: t('complaints.commission.title'), href: to.commission(), count: open.length || null },
    ];
  };
}

/** Papers of a complaint: the person's side and the commission see them, the supplier does not. */
export const complaintPapers: DocumentAccess = {
  kind: 'complaint',
  async mayRead(db, reader, id, day) {
    const complaint = await findComplaint(db, id);
    if (!complaint) return null;
    const side = await besidePerson(db, reader, complaint, day);
    if (side?.family) return { reason: side.family === 'self' ? 'own' : 'representative' };
    if (side?.staff) return { reason: 'case' };
    const region = await regionOfMember(db, reader);
    const member = region === null || (region !== undefined && region === complaint.regionCode);
    return member && complaint.state !== 'withdrawn' ? { reason: 'case' } : null;
  },
  async hrefOf(db, reader, id, lang) {
    const complaint = await findComplaint(db, id);
    const side = complaint && (await besidePerson(db, reader, complaint, '9999-12-31'));
    return side ? paths[lang].complaint(id) : paths[lang].commissionComplaint(id);
  },
  async settledOn(db, ids) {
    const rows: { id: number; decided_at: string }[] = await db('complaints')
      .whereIn('id', [...ids])
      .whereNotNull('decided_at')
      .select('id', 'decided_at');
    return new Map(rows.map((row) => [row.id, row.decided_at.slice(0, 10)]));
  },
};
