// Other products that serve as well and cost the person less, in the same place.
import type { Database } from '../database.ts';
import type { Names } from '../i18n/languages.ts';
import type { Bits } from './bits.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { choosablesOf, type Choosable } from './choosable.ts';
import { sharesOf, type Shares } from './co-payment.ts';
import { isEqualOrBetter } from './equal.ts';
import type { ProductIndex } from './product-index.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import type { Snapshot } from './snapshot.ts';
import { definitionsFor } from './technical-data.ts';

export interface EqualProduct {
  slug: string;
  article: string;
  names: Names;
  labels: Names;
  shares: Shares;
}

const MOST = 3;

/** The cheapest equal variants of other products, one each, for which the person pays less than `shares`. */
export async function findCheaperEquals(
  db: Database,
  product: Pick<ProductSheet, 'id' | 'aidClassCode' | 'madeToOrder'>,
  variant: Variant,
  { region, shares, snapshot }: { region: string | null; shares: Shares; snapshot: Snapshot },
): Promise<EqualProduct[]> {
  if (shares.coPayment === 0) return [];
  const index = await catalogueIndex(db, snapshot.version);
  const place = index.region(region ?? '');
  const cheaper = index
    .inClasses([product.aidClassCode])
    .and(place.offered)
    .keep((slot) => place.sums.price[slot]! < shares.price && index.idOf(slot) !== product.id);
  if (cheaper.size === 0) return [];
  const lineage = snapshot.classes.withAncestors(product.aidClassCode);
  const definitions = definitionsFor(snapshot.definitions, lineage);
  const all = await choosablesOf(db, product.aidClassCode, snapshot.version);
  const found = all.flatMap((other) => {
    const slot = index.slotOf(other.productId);
    if (slot === undefined || !cheaper.has(slot)) return [];
    if (other.madeToOrder !== product.madeToOrder) return [];
    if (!isEqualOrBetter(definitions, variant.values, other.values)) return [];
    const price = cheapestOf(index, slot, other.variantId, place.areas);
    if (price === null || price >= shares.price) return [];
    return [{ other, shares: sharesOf(price, index.guaranteedOf(slot)) }];
  });
  return eachProductOnce(found)
    .slice(0, MOST)
    .map(({ other, shares: its }) => ({
      slug: other.slug,
      article: other.article,
      names: other.names,
      labels: other.labels,
      shares: its,
    }));
}

function eachProductOnce(found: readonly { other: Choosable; shares: Shares }[]) {
  const seen = new Set<number>();
  return found
    .toSorted((a, b) => a.shares.price - b.shares.price || a.other.variantId - b.other.variantId)
    .filter(({ other }) => !seen.has(other.productId) && seen.add(other.productId));
}

// The index counts products by their best variant; this is the price of one variant.
function cheapestOf(
  { offers }: ProductIndex,
  slot: number,
  variantId: number,
  areas: Bits,
): number | null {
  let cheapest: number | null = null;
  for (let at = offers.firstOf(slot); at < offers.endOf(slot); at++) {
    if (offers.variantAt(at) !== variantId || !areas.has(offers.areaAt(at))) continue;
    const price = offers.priceAt(at);
    if (cheapest === null || price < cheapest) cheapest = price;
  }
  return cheapest;
}
