// Who pays what. Sums are whole tiyn.

export interface Money {
  price: number;
  /** What the state pays at most; null where no amount is in force. */
  guaranteed: number | null;
  /** Null while the guaranteed amount is not set. */
  stateShare: number | null;
  coPayment: number | null;
}

/** The state's share is the price, but at most the guaranteed amount; the person adds the rest. Both per piece. */
export function shareCosts(
  pricePerPiece: number,
  guaranteedPerPiece: number | null,
  quantity: number,
): Money {
  const price = pricePerPiece * quantity;
  if (guaranteedPerPiece === null) {
    return { price, guaranteed: null, stateShare: null, coPayment: null };
  }
  const guaranteed = guaranteedPerPiece * quantity;
  const stateShare = Math.min(price, guaranteed);
  return { price, guaranteed, stateShare, coPayment: price - stateShare };
}

/** Whether the person would pay something else than they saw. They must agree to that first. */
export function hasChanged(seen: Money, now: Money): boolean {
  return seen.price !== now.price || seen.coPayment !== now.coPayment;
}
