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

/** The sums of some of the pieces. Each piece costs the same, so nothing is rounded. */
export function moneyOfPart(
  { price, guaranteed, stateShare, coPayment }: Money,
  part: { quantity: number } | null,
  pieces: number,
): Money {
  if (!part) return { price, guaranteed, stateShare, coPayment };
  const of = (sum: number) => (sum / pieces) * part.quantity;
  const ofSome = (sum: number | null) => (sum === null ? null : of(sum));
  return {
    price: of(price),
    guaranteed: ofSome(guaranteed),
    stateShare: ofSome(stateShare),
    coPayment: ofSome(coPayment),
  };
}

/** Whether the person would pay something else than they saw. They must agree to that first. */
export function hasChanged(seen: Money, now: Money): boolean {
  return seen.price !== now.price || seen.coPayment !== now.coPayment;
}
