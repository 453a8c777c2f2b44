// What products cost in a place, from the index in memory: for links to other products, without a query for each.
import type { Database } from '../database.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { sharesOf, type Shares } from './co-payment.ts';
import { smallest } from './order.ts';
import { UNKNOWN_TIYN } from './sums.ts';

export interface PlacedSums {
  /** The best offer's sums for a product; null where nobody offers it there. */
  sharesIn: (productId: number) => Shares | null;
  /** The regions that a product is offered in, of those asked for. */
  regionsOf: (productId: number, codes: readonly string[]) => string[];
  /** Other products of a class that are offered there, those that cost the person least first. */
  othersOf: (classCode: string, productId: number, limit: number) => number[];
}

/** The sums of a region; null: anywhere. */
export async function placedSums(
  db: Database,
  version: number,
  region: string | null,
): Promise<PlacedSums> {
  const index = await catalogueIndex(db, version);
  const { sums, offered } = index.region(region ?? '');
  const slotOf = (productId: number) => index.slotOf(productId);
  return {
    sharesIn(productId) {
      const slot = slotOf(productId);
      if (slot === undefined || !offered.has(slot)) return null;
      const price = sums.price[slot]!;
      return price === UNKNOWN_TIYN ? null : sharesOf(price, index.guaranteedOf(slot));
    },
    regionsOf(productId, codes) {
      const slot = slotOf(productId);
      if (slot === undefined) return [];
      return codes.filter((code) => index.region(code).offered.has(slot));
    },
    othersOf(classCode, productId, limit) {
      const others = index
        .inClasses([classCode])
        .and(offered)
        .keep((slot) => index.idOf(slot) !== productId)
        .toArray();
      const first = smallest(others, sums.coPayment, (slot) => sums.price[slot]!, {
        behind: null,
        limit,
      });
      return first.map((slot) => index.idOf(slot));
    },
  };
}
