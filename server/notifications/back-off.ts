// When to try again what was not taken.

/** Minutes until the next try, by the tries so far. After the eighth a message is given up. */
const WAITS = [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60];
const MINUTE = 60_000;

/** The next try, or null when there is none. The same message always waits alike; many do not come back at once. */
export function nextTry(id: number, tries: number, at: Date): Date | null {
  const minutes = WAITS[tries - 1];
  return minutes === undefined ? null : after(minutes, id, at);
}

/** The next try where the service itself is away: soon, since it takes all that waits when it is back. */
export function nextKnock(id: number, at: Date): Date {
  return after(1, id, at);
}

// Up to a quarter longer, by the message's number: Knuth's multiplier spreads neighbours.
function after(minutes: number, id: number, at: Date): Date {
  const spread = ((id * 2_654_435_761) % 2 ** 32) / 2 ** 32;
  return new Date(at.getTime() + Math.round(minutes * MINUTE * (1 + spread / 4)));
}
