// The catalogue's face: what other slices may ask of it.
import type { Database } from '../database.ts';
import type { ClassTree } from './class-tree.ts';
import { catalogueSnapshot, type Region } from './snapshot.ts';

export type { AidClass, ClassTree } from './class-tree.ts';
export { readClassTree, readLineage } from './class-tree.ts';
export { sharesOf, type Shares } from './co-payment.ts';
export { guaranteedAmountFor, guaranteedAmountsOn, amountFor } from './guaranteed-amounts.ts';
export { rebuildListing } from './listing.ts';
export { findOffer, listOffersFor, type Offer, type OfferCursor } from './offers.ts';
export { PICTURE_NAME, picturesFolder } from './pictures.ts';
export { catalogueSnapshot, markCatalogueChanged, type Region, type Snapshot } from './snapshot.ts';

/** The classification, kept in memory. Inside a transaction use `readClassTree(trx)`. */
export async function classTree(db: Database): Promise<ClassTree> {
  return (await catalogueSnapshot(db)).classes;
}

/** The regions, kept in memory. */
export async function regions(db: Database): Promise<readonly Region[]> {
  return (await catalogueSnapshot(db)).regions;
}
