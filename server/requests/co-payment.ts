// What a request costs. Sums are whole tiyn.
import { sharesOf } from '../catalogue/co-payment.ts';

/** The sums of a request, for all its pieces; null where no guaranteed amount is in force. */
export interface Money {
  price: number;
  guaranteed: number | null;
  stateShare: number | null;
  coPayment: number | null;
}

/** state's share = min(price, guaranteed amount), co-payment = the rest; both given per piece. */
export function shareCosts(
  pricePerPiece: number,
  guaranteedPerPiece: number | null,
  quantity: number,
): Money {
  const guaranteed = guaranteedPerPiece === null ? null : guaranteedPerPiece * quantity;
  return { guaranteed, ...sharesOf(pricePerPiece * quantity, guaranteed) };
}

/** Whether the person would pay something else than they saw. They must agree to that first. */
export function hasChanged(seen: Money, now: Money): boolean {
  return seen.price !== now.price || seen.coPayment !== now.coPayment;
}
