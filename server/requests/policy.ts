// Who may see a request, and as whom they act on it. Found through the owner: a stranger sees nothing.
import { relationTo, type Relation } from '../applicants/access.ts';
import { isCaseworker, type Reader, type Role } from '../accounts/reader.ts';
import type { Queryable } from '../database.ts';
import type { AidRequest } from './aid-request.ts';

/** How a reader stands to a request. */
export interface Standing {
  /** Relation to the person it is for; null for strangers. */
  family: Relation | null;
  /** Caseworker of the office that holds it. */
  staff: boolean;
  /** Account of the supplier that has the open order. */
  supplier: boolean;
}

/** How `reader` stands to a request on a day; null: they may not even know of it. */
export async function standingOf(
  db: Queryable,
  reader: Reader,
  request: AidRequest,
  day: string,
): Promise<Standing | null> {
  const family = await relationTo(db, reader.accountId, request.applicant.id, day);
  // A draft is the person's own affair, unless a caseworker started it for them.
  const shown = request.status !== 'draft' || request.startedBy === reader.accountId;
  const staff = isCaseworker(reader) && reader.officeId === request.officeId && shown;
  const supplier =
    reader.supplierId !== null && (await hasOrder(db, reader.supplierId, request.id));
  return family || staff || supplier ? { family, staff, supplier } : null;
}

/** The role in which a reader does an act that `roles` may do; null when none of them fits. */
export function roleFor(standing: Standing, reader: Reader, roles: readonly string[]): Role | null {
  const own: Role[] = [];
  if (standing.family === 'self') own.push('applicant');
  if (standing.family === 'act') own.push('representative');
  if (standing.staff && !standing.family) {
    own.push(reader.roles.has('lead_caseworker') ? 'lead_caseworker' : 'caseworker');
  }
  if (standing.supplier) own.push('supplier');
  return own.find((role) => roles.includes(role)) ?? null;
}

/** Why somebody who sees a request may not do what `roles` may. */
export function whyNoRole({ family, staff }: Standing, roles: readonly string[]): string {
  if (family && staff && roles.includes('caseworker')) return 'own-case';
  return family === 'see' ? 'see-only' : 'not-yours';
}

async function hasOrder(db: Queryable, supplierId: number, requestId: number): Promise<boolean> {
  const order = await db('orders')
    .where({ request_id: requestId, supplier_id: supplierId })
    .where('is_open', true)
    .first('id');
  return order !== undefined;
}
