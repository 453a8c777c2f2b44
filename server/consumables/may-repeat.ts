// Whether the rest of a line can come in lots, after a request for a part of it was approved.
import type { Queryable } from '../database.ts';
import { findEntitlement, type Entitlement } from '../entitlements/entitlements.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Status } from '../requests/lifecycle.ts';
import { normOf } from './store.ts';

/** Statuses in which the first request has been approved. */
const APPROVED: readonly Status[] = ['ordered', 'confirmed', 'dispatched', 'received', 'closed'];

/** From so many pieces on a line is for consumables, also where no norm is set: as in `usualQuantity`. */
const MANY = 5;

export type MayRepeat =
  | { may: true; entitlement: Entitlement; norm: number }
  | {
      may: false;
      reason: 'not-consumable' | 'not-approved' | 'nothing-left' | 'in-lots' | 'programme-expired';
    };

/** Whether the line of a request can come in lots, on a day. */
export async function mayRepeat(
  db: Queryable,
  request: AidRequest,
  day: string,
): Promise<MayRepeat> {
  const entitlement = (await findEntitlement(db, request.entitlementId))!;
  const norm = await normOf(db, entitlement.aidClassCode);
  if (norm === null && entitlement.quantity < MANY) return { may: false, reason: 'not-consumable' };
  if (entitlement.inLots) return { may: false, reason: 'in-lots' };
  if (!APPROVED.includes(request.status) || request.offerId === null || !request.money) {
    return { may: false, reason: 'not-approved' };
  }
  if (entitlement.free < 1) return { may: false, reason: 'nothing-left' };
  const until = entitlement.programmeValidUntil;
  if (until && until < day) return { may: false, reason: 'programme-expired' };
  return { may: true, entitlement, norm: norm ?? entitlement.quantity };
}
