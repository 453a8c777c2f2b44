// Parts of the product page that other slices bring: `app.ts` hands them in, so that the catalogue need not know them.
import type { Request } from 'express';
import type { Visit } from '../web/visit.ts';
import type { ProductOffer } from './product-offers.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import type { Snapshot } from './snapshot.ts';

/** What a panel is made from. */
export interface PanelGround {
  req: Request;
  visit: Visit;
  snapshot: Snapshot;
  product: ProductSheet;
  variant: Variant | undefined;
  /** Its offers there, the cheapest first. */
  offers: readonly ProductOffer[];
  /** The region that the page shows offers for; null: anywhere. */
  region: string | null;
  /** The day in Kazakhstan. */
  on: string;
}

export interface Panel {
  /** Beside the variants, after the technical data, or at the end of the page. */
  place: 'choice' | 'data' | 'end';
  template: string;
  values: Record<string, unknown>;
}

/** Makes a part of the page, or none. Its queries count towards the page's. */
export type ProductPanel = (ground: PanelGround) => Promise<Panel | null>;

/** The panels of a page, by place. */
export async function panelsOf(
  makers: readonly ProductPanel[],
  ground: PanelGround,
): Promise<Record<Panel['place'], Panel[]>> {
  const made = await Promise.all(makers.map((make) => make(ground)));
  const at = (place: Panel['place']) => made.filter((panel) => panel?.place === place) as Panel[];
  return { choice: at('choice'), data: at('data'), end: at('end') };
}
