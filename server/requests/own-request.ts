// The request that an address names, found through its owner: to a stranger it is not there.
import type { Request, RequestHandler, Response } from 'express';
import { relationTo, type Relation } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { readerOf } from '../web/visit.ts';
import { findRequest, type AidRequest } from './aid-request.ts';
import { parseReference } from './reference.ts';

export interface OwnRequest {
  request: AidRequest;
  relation: Relation;
}

/** References may be typed in any manner: this leads to the address as we write it. */
export const canonicalReference: RequestHandler<{ reference: string }> = (req, res, next) => {
  const reference = parseReference(req.params.reference);
  if (!reference) throw new NotFound();
  if (reference === req.params.reference) next();
  else if (req.method === 'POST') throw new NotFound();
  else res.redirect(303, req.originalUrl.replace(/\/requests\/[^/?]+/, `/requests/${reference}`));
};

/** The reader's own request, or that of a person whom they represent. @throws SignInNeeded, NotFound */
export async function ownRequest(
  { db, clock }: Pick<Portal, 'db' | 'clock'>,
  req: Request<{ reference: string }>,
  res: Response,
): Promise<OwnRequest> {
  const { accountId } = readerOf(res);
  const request = await findRequest(db.read, req.params.reference);
  const relation =
    request && (await relationTo(db.read, accountId, request.applicant.id, dayOf(clock())));
  if (!request || !relation) throw new NotFound();
  return { request, relation };
}

/** As `ownRequest`, for pages of acts: whoever may only look has none. @throws Forbidden */
export async function requestToActOn(
  portal: Pick<Portal, 'db' | 'clock'>,
  req: Request<{ reference: string }>,
  res: Response,
): Promise<AidRequest> {
  const { request, relation } = await ownRequest(portal, req, res);
  if (relation === 'see') throw new Forbidden('requests.refused.see-only');
  return request;
}
