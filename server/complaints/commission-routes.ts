// The commission's desk: what is to be decided, a member's vote, the decision. Nothing here names the person.
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { decideComplaint, voteOnComplaint } from './deciding.ts';
import { readDecision, readVote } from './forms.ts';
import { CONSEQUENCES, outcomeOf, QUORUM, VOTES } from './kinds.ts';
import { regionOfMember, whyNotVoting } from './standing.ts';
import {
  decidedComplaints,
  findComplaint,
  openComplaints,
  votesOn,
  type Complaint,
} from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function commissionRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/commission', async (_req, res) => {
    const { region } = await memberOf(res);
    const { t } = visitOf(res);
    page(res, 'complaints/commission', {
      title: t('complaints.commission.title'),
      width: 'wide',
      day: dayOf(clock()),
      open: await openComplaints(db.read, region),
      decided: await decidedComplaints(db.read, region),
    });
  });

  routes.get('/commission/:id', async (req, res) => {
    const { reader, complaint } = await complaintAt(req.params.id, res);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'complaint.read',
        objectKind: 'complaint',
        objectId: complaint.id,
        applicantId: complaint.applicantId,
        fields: ['text', 'answer'],
      }),
    );
    await show(res, reader, complaint);
  });

  routes.post('/commission/:id/vote', async (req, res) => {
    const { reader: by, complaint } = await complaintAt(req.params.id, res);
    const form = readVote(req.body);
    if ('problems' in form) return show(res, by, complaint, form);
    const order = { by, at: clock(), id: complaint.id, ...form.values };
    await answered(res, form.typed, req.params.id, () => voteOnComplaint(portal, order), 'voted');
  });

  routes.post('/commission/:id/decision', async (req, res) => {
    const { reader: by, complaint } = await complaintAt(req.params.id, res);
    const outcome = outcomeOf(await votesOn(db.read, complaint.id));
    const at = clock();
    if (!outcome) {
      const problems = [{ field: 'form', key: 'complaints.refused.noMajority' }];
      return show(res, by, complaint, { problems, status: 409 });
    }
    const form = readDecision(req.body, { outcome, day: dayOf(at) });
    if ('problems' in form) return show(res, by, complaint, form);
    const order = { by, at, id: complaint.id, decision: form.values, outcome };
    await answered(
      res,
      form.typed,
      req.params.id,
      () => decideComplaint(portal, order),
      'decidedNotice',
    );
  });

  async function answered(
    res: Response,
    typed: Typed,
    id: string,
    act: () => Promise<void>,
    notice: string,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Forbidden)) throw error;
      const { reader, complaint } = await complaintAt(id, res);
      const status = error instanceof Conflict ? 409 : 403;
      const problems = [{ field: 'form', key: error.reason }];
      return show(res, reader, complaint, { problems, typed, status });
    }
    leaveNotice(res, `complaints.commission.${notice}`);
    res.redirect(303, visitOf(res).paths.commissionComplaint(Number(id)));
  }

  async function memberOf(res: Response): Promise<{ reader: Reader; region: string | null }> {
    const reader = readerWith(res, 'lead_caseworker', 'administrator');
    const region = await regionOfMember(db.read, reader);
    if (region === undefined) throw new Forbidden();
    return { reader, region };
  }

  async function complaintAt(raw: string, res: Response) {
    const { reader, region } = await memberOf(res);
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const complaint = id ? await findComplaint(db.read, id) : null;
    if (!complaint || complaint.state === 'withdrawn') throw new NotFound();
    if (region !== null && complaint.regionCode !== region) throw new NotFound();
    return { reader, complaint };
  }

  async function show(
    res: Response,
    reader: Reader,
    complaint: Complaint,
    again: Again = {},
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    const day = dayOf(clock());
    const votes = await votesOn(db.read, complaint.id);
    const why = await whyNotVoting(db.read, reader, complaint, day);
    const voted = votes.some(({ accountId }) => accountId === reader.accountId);
    const open = complaint.state === 'open';
    page(
      res,
      'complaints/judge',
      {
        title: t('complaints.show.title', { number: complaint.id }),
        breadcrumbs: [{ text: t('complaints.commission.title'), href: paths.commission() }],
        width: 'wide',
        complaint,
        votes,
        day,
        quorum: QUORUM,
        outcome: outcomeOf(votes),
        barred: open ? why : null,
        mayVote: open && !why && !voted,
        mayDecide: open && !why && voted && outcomeOf(votes) !== null,
        papers: await documentsOf(db.read, { kind: 'complaint', id: complaint.id }),
        consequences: CONSEQUENCES,
        options: VOTES,
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
