// Values with dates - guaranteed amounts and terms: a new one ends the one before it on its first day,
// and the past stays as it was. Periods are half-open: up to, not including, `validUntil`.

export interface Period {
  id: number;
  validFrom: string;
  validUntil: string | null;
}

export type Placing<P> =
  | { taken: P }
  | {
      /** The value that is in force until the new one starts, and must end then. */
      closes: P | null;
      /** The first day of the next value, on which the new one ends. */
      validUntil: string | null;
    };

/** Where a value that starts on `from` fits among those that are there. */
export function placeFrom<P extends Period>(periods: readonly P[], from: string): Placing<P> {
  const taken = periods.find(({ validFrom }) => validFrom === from);
  if (taken) return { taken };
  const closes = periods.find((one) => one.validFrom < from && !hasEnded(one, from)) ?? null;
  const later = periods.map(({ validFrom }) => validFrom).filter((start) => start > from);
  return { closes, validUntil: later.toSorted()[0] ?? null };
}

/** The value that goes on when `removed`, which has not started yet, is taken away. */
export function continuedBy<P extends Period>(periods: readonly P[], removed: P): P | null {
  return periods.find(({ validUntil }) => validUntil === removed.validFrom) ?? null;
}

/** The value in force on a day. */
export function inForceOn<P extends Period>(periods: readonly P[], on: string): P | null {
  return periods.find((one) => one.validFrom <= on && !hasEnded(one, on)) ?? null;
}

/** Says whether a value may still be corrected: one that has been in force may not. */
export function isFuture({ validFrom }: Period, today: string): boolean {
  return validFrom > today;
}

/** Says whether a value is no longer in force on a day. */
export function hasEnded({ validUntil }: Period, on: string): boolean {
  return validUntil !== null && validUntil <= on;
}
