// How variants stand to what is known of the person for whom a request is: what was measured, and what was answered.
import type { Database } from '../database.ts';
import { findAttached, fitsOf, UNKNOWN_FIT, type Fit } from '../guide/guide.ts';
import { findRecorded, findRequestMeasures } from '../measures/measures.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';

type Of = Pick<AidRequest, 'id' | 'status' | 'applicant' | 'variantId'>;

/** How variants would suit the person of a request. What went with it counts; before that, what is recorded. */
export async function fitsForRequest(
  db: Database,
  { id, status, applicant }: Of,
  variantIds: readonly number[],
  ground: { on: string; visit: Visit },
): Promise<ReadonlyMap<number, Fit>> {
  const [recorded, attached, given] = await Promise.all([
    findRecorded(db.read, applicant.id),
    status === 'draft' ? null : findRequestMeasures(db.read, id),
    findAttached(db.read, id),
  ]);
  return fitsOf(db, variantIds, { measures: attached ?? recorded, given }, ground);
}

/** How the chosen variant suits the person. */
export async function fitOfRequest(
  db: Database,
  request: Of,
  ground: { on: string; visit: Visit },
): Promise<Fit> {
  const { variantId } = request;
  if (variantId === null) return UNKNOWN_FIT;
  const fits = await fitsForRequest(db, request, [variantId], ground);
  return fits.get(variantId) ?? UNKNOWN_FIT;
}
