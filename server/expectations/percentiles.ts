// How long half of the cases took at most, and nine in ten of them, from counts by days. Pure.

/** Below this nothing is said: a few cases are chance, and might be recognised. */
export const FEWEST = 20;

/** How many cases took how many working days. */
export type Counts = ReadonlyMap<number, number>;

export interface Durations {
  cases: number;
  /** Working days in which half of them were done. */
  half: number;
  /** Working days in which nine in ten were done. */
  most: number;
}

/** What may be said of the counts; null below `FEWEST` cases. */
export function durationsOf(counts: Counts): Durations | null {
  const cases = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (cases < FEWEST) return null;
  const days = [...counts.keys()].toSorted((one, other) => one - other);
  return { cases, half: within(counts, days, cases, 5), most: within(counts, days, cases, 9) };
}

// The smallest number of days within which at least so many tenths were done: the nearest rank.
function within(counts: Counts, days: readonly number[], cases: number, tenths: number): number {
  let done = 0;
  for (const day of days) {
    done += counts.get(day)!;
    if (done * 10 >= cases * tenths) return day;
  }
  throw new Error('counts without cases');
}
