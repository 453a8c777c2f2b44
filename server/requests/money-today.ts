import { findOffer, guaranteedAmountFor } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import type { AidRequest } from './aid-request.ts';
import { shareCosts, type Money } from './co-payment.ts';
import { makingMoney } from './makers.ts';

/** What the chosen offer, or the maker's work, would cost on a day; null where nothing is chosen. */
export async function moneyToday(
  db: Queryable,
  request: Pick<AidRequest, 'offerId' | 'quantity'> &
    Partial<Pick<AidRequest, 'making' | 'aidClass'>>,
  day: string,
): Promise<Money | null> {
  const { making, aidClass, quantity } = request;
  if (request.offerId === null && making?.makerId && aidClass) {
    return makingMoney(db, making.makerId, { aidClassCode: aidClass.code, quantity, day });
  }
  const offer = request.offerId === null ? null : await findOffer(db, request.offerId, { on: day });
  if (!offer) return null;
  const guaranteed = await guaranteedAmountFor(db, offer.product.aidClassCode, day);
  return shareCosts(offer.price, guaranteed, request.quantity);
}
