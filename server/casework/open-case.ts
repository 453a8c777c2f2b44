// Opens a case for a caseworker of the office that holds it: to everyone else it is not there.
import type { Request, RequestHandler, Response } from 'express';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { classTree } from '../catalogue/catalogue.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { standingOf, type Standing } from '../requests/policy.ts';
import { parseReference } from '../requests/reference.ts';
import { NotFound } from '../web/errors.ts';
import { readerWith } from '../web/visit.ts';
import { readTrail, trailOf } from './queue-filter.ts';

export interface OpenCase {
  reader: Reader;
  request: AidRequest;
  standing: Standing;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
  /** The way back to the queue as it was filtered: what `trailOf` wrote. */
  from: string;
}

export type CaseRequest = Request<{ reference: string }>;

/** References may be typed in any manner: this leads to the address as we write it. */
export const canonicalReference: RequestHandler<{ reference: string }> = (req, res, next) => {
  const reference = parseReference(req.params.reference);
  if (!reference) throw new NotFound();
  if (reference === req.params.reference) next();
  else if (req.method === 'POST') throw new NotFound();
  else res.redirect(303, req.originalUrl.replace(/\/requests\/[^/?]+/, `/requests/${reference}`));
};

/** The case that the address names. @throws SignInNeeded, Forbidden, NotFound */
export async function openCase(portal: Portal, req: CaseRequest, res: Response): Promise<OpenCase> {
  const { db, clock } = portal;
  const reader = readerWith(res, 'caseworker', 'lead_caseworker');
  const at = clock();
  const day = dayOf(at);
  const request = await findRequest(db.read, req.params.reference);
  const standing = request && (await standingOf(db.read, reader, request, day));
  // A draft that was started for a person is worked on in its own pages: `server/assisted`.
  if (!request || !standing?.staff || request.status === 'draft') throw new NotFound();
  const classes = await classTree(db);
  const filter = readTrail(req.query.from ?? fromOf(req.body), (code) =>
    Boolean(classes.find(code)),
  );
  return { reader, request, standing, at, day, from: trailOf(filter) };
}

function fromOf(body: { from?: unknown } | undefined): unknown {
  return body?.from;
}

/** Writes down that a person's file was opened (v5.0.0-16.3.2). */
export async function auditReading(
  { db }: Pick<Portal, 'db'>,
  { reader, request, at }: OpenCase,
): Promise<void> {
  await inTransaction(db, (trx) =>
    recordAudit(trx, {
      at,
      actorId: reader.accountId,
      actorRole: leadingRole(reader.roles),
      action: 'request.read',
      objectKind: 'request',
      objectId: request.reference,
      applicantId: request.applicant.id,
      fields: ['person', 'programme', 'request', 'measures', 'earlier_aids'],
    }),
  );
}
