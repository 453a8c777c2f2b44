// The records that machines may read: published and in force, a page at a time, in the order of their ids.
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { Database } from '../database.ts';
import { classes } from './resources/aid-classes.ts';
import { definitions } from './resources/attribute-definitions.ts';
import { offers } from './resources/offers.ts';
import { products } from './resources/products.ts';
import { regions } from './resources/regions.ts';
import type { Ground, Resource } from './resources/resource.ts';
import { variants } from './resources/variants.ts';

export type { Ground, Resource, Wanted } from './resources/resource.ts';

/** All resources, in the order of the document. */
export const RESOURCES = [
  classes,
  definitions,
  products,
  variants,
  offers,
  regions,
] as unknown as readonly Resource[];

/** What every answer is made from: the catalogue as it stands, and the day. */
export async function groundOf(
  db: Database,
  rest: Pick<Ground, 'on' | 'publicUrl'>,
): Promise<Ground> {
  return { db: db.read, snapshot: await catalogueSnapshot(db), ...rest };
}
