// Nobody says more often what is missing than a person would. Counted in memory: no address is kept.
import { TooMany } from '../web/errors.ts';

const MOST = 5;
const WITHIN_MS = 10 * 60_000;
const MOST_ADDRESSES = 5000;

/** Counts acts by address. */
export class Often {
  private readonly times = new Map<string, number[]>();

  /** Counts one more. @throws TooMany */
  count(address: string, at: Date): void {
    const now = at.getTime();
    const recent = (this.times.get(address) ?? []).filter((time) => now - time < WITHIN_MS);
    if (recent.length >= MOST) {
      throw new TooMany(Math.ceil((recent[0]! + WITHIN_MS - now) / 1000));
    }
    this.times.delete(address);
    this.times.set(address, [...recent, now]);
    if (this.times.size > MOST_ADDRESSES) this.times.delete(this.times.keys().next().value!);
  }
}
