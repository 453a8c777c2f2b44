/** A price as the state and the person share it; null where no guaranteed amount is set. */
export interface Shares {
  price: number;
  stateShare: number | null;
  coPayment: number | null;
}

/** The state pays up to the guaranteed amount, the person the rest. All sums are whole tiyn. */
export function sharesOf(price: number, guaranteed: number | null): Shares {
  if (guaranteed === null) return { price, stateShare: null, coPayment: null };
  const stateShare = Math.min(price, guaranteed);
  return { price, stateShare, coPayment: price - stateShare };
}
