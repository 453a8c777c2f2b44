// Papers that follow later under an emergency: a caseworker lets them, and writes down that they came.
import { Router } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { COMING_FIRST, OWING_NOTHING, writeUse } from '../emergencies/emergencies.ts';
import type { Portal } from '../portal.ts';
import { findRequest } from '../requests/aid-request.ts';
import { standingOf } from '../requests/policy.ts';
import { parseReference } from '../requests/reference.ts';
import { BadRequest, Conflict, Forbidden, NotFound } from '../web/errors.ts';
import { choice, readForm } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';

export function papersRoutes({ db, clock }: Portal): Router {
  const routes = Router();

  routes.post('/casework/requests/:reference/emergency-papers', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const at = clock();
    const day = dayOf(at);
    const reference = parseReference(req.params.reference) ?? '';
    const request = await findRequest(db.read, reference);
    const standing = request && (await standingOf(db.read, by, request, day));
    if (!request || !standing?.staff) throw new NotFound();
    if (standing.family) throw new Forbidden('requests.refused.own-case');
    const form = readForm(
      { act: choice(['follow', 'came'], { missing: 'errors.badRequest.text' }) },
      req.body,
    );
    if ('problems' in form) throw new BadRequest('errors.badRequest.text');
    const { act } = form.values;
    await inTransaction(db, async (trx) => {
      const row: Row | undefined = await trx('emergency_requests')
        .join('emergencies', 'emergencies.id', 'emergency_requests.emergency_id')
        .where({ request_id: request.id })
        .first('emergency_requests.*', 'emergencies.papers_until');
      if (!row) throw new NotFound();
      const { status }: { status: string } = await trx('requests')
        .where({ id: request.id })
        .forUpdate()
        .first('status');
      if (act === 'came') {
        if (row.papers_due_on === null) throw new Conflict();
        if (row.papers_came_at !== null) return;
        if (OWING_NOTHING.includes(status)) throw new Conflict('emergencies.refused.ended');
        await trx('emergency_requests')
          .where({ id: row.id, papers_came_at: null })
          .update({ papers_came_at: at.toISOString(), papers_came_to: by.accountId });
      } else {
        if (row.papers_due_on !== null) return;
        if (!COMING_FIRST.includes(status)) throw new Conflict('emergencies.refused.decided');
        if (row.papers_until === null || row.papers_until < day) throw new Conflict();
        await trx('emergency_requests')
          .where({ id: row.id, papers_due_on: null })
          .update({ papers_due_on: row.papers_until });
        const { regionCode } = request.applicant;
        const emergency = { id: row.emergency_id };
        await writeUse(trx, emergency, { requestId: request.id, regionCode, rule: 'papers', day });
      }
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: leadingRole(by.roles),
        action: `emergency.papers_${act}`,
        objectKind: 'request',
        objectId: reference,
        applicantId: request.applicant.id,
      });
    });
    leaveNotice(res, 'emergencies.papers.marked');
    res.redirect(303, visitOf(res).paths.caseFile(reference));
  });

  return routes;
}

interface Row {
  id: number;
  emergency_id: number;
  papers_due_on: string | null;
  papers_came_at: string | null;
  papers_until: string | null;
}
