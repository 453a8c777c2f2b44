// Parts of an order's page that other slices bring: `app.ts` hands them in, so that the desk need not know them.
import type { Visit } from '../web/visit.ts';
import type { OpenOrder } from './open-order.ts';

/** What a panel is made from. */
export interface OrderGround {
  visit: Visit;
  open: OpenOrder;
}

/** A part of the page. `now`: what is to do at once; `details`: before the history. */
export interface OrderPanelPart {
  place: 'now' | 'details';
  template: string;
  values: Record<string, unknown>;
}

/** Makes a part of the page, or none. */
export type OrderPanel = (ground: OrderGround) => Promise<OrderPanelPart | null>;

/** The panels of a page, by place. */
export async function orderPanelsOf(
  makers: readonly OrderPanel[],
  ground: OrderGround,
): Promise<Record<OrderPanelPart['place'], OrderPanelPart[]>> {
  const made = await Promise.all(makers.map((make) => make(ground)));
  const at = (place: OrderPanelPart['place']) =>
    made.filter((part) => part !== null).filter((part) => part.place === place);
  return { now: at('now'), details: at('details') };
}
