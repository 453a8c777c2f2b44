// An order with a supplier: how it comes to be, changes and is cancelled, within the act of a request.
import type { Knex } from 'knex';
import type { Offer } from '../../catalogue/catalogue.ts';
import type { Names } from '../../i18n/languages.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { AidRequest } from '../aid-request.ts';
import type { Money } from '../co-payment.ts';
import type { Maker } from '../makers.ts';
import { findOpenOrder, type OpenOrder } from '../orders.ts';
import { unusedReference } from '../unused-reference.ts';
import { tellSupplier } from './tell.ts';

/** With whom an order is placed: the supplier of an offer, or a maker. */
export interface Placing {
  supplierId: number;
  names: Names;
  offer: { id: number; variantId: number } | null;
  maker: { id: number; workingDays: number } | null;
}

/** An order for the product of an offer. */
export function fromOffer({ id, variant, supplier }: Offer): Placing {
  return {
    supplierId: supplier.id,
    names: supplier.names,
    offer: { id, variantId: variant.id },
    maker: null,
  };
}

/** An order to make an aid for one person. */
export function fromMaker({ id, supplierId, names, workingDays }: Maker): Placing {
  return { supplierId, names, offer: null, maker: { id, workingDays } };
}

/** Places the order for an approved request with the supplier of the offer, or with the maker. */
export async function placeOrder(
  trx: Knex.Transaction,
  texts: Texts,
  request: AidRequest,
  {
    from,
    money,
    confirmBy,
    day,
    at,
  }: {
    from: Placing;
    money: Money & { stateShare: number; coPayment: number };
    confirmBy: string;
    day: string;
    at: Date;
  },
): Promise<void> {
  const number = await unusedReference(trx, 'orders');
  await trx('orders').insert({
    number,
    request_id: request.id,
    supplier_id: from.supplierId,
    offer_id: from.offer?.id ?? null,
    variant_id: from.offer?.variantId ?? null,
    maker_id: from.maker?.id ?? null,
    making_days: from.maker?.workingDays ?? null,
    quantity: request.quantity,
    price_tiyn: money.price,
    state_share_tiyn: money.stateShare,
    co_payment_tiyn: money.coPayment,
    status: 'to_confirm',
    placed_on: day,
    due_on: confirmBy,
  });
  await tellSupplier(trx, texts, from.supplierId, {
    kind: 'supplier.order_placed',
    eventKey: number,
    at,
    values: (_, format) => ({ reference: number, date: format.date(confirmBy) }),
  });
}

/** Cancels the open order of a withdrawn request, if there is one. */
export async function cancelOrder(
  trx: Knex.Transaction,
  texts: Texts,
  request: AidRequest,
  { day, at, eventKey }: { day: string; at: Date; eventKey: string },
): Promise<void> {
  const order = await findOpenOrder(trx, request.id);
  if (!order) return;
  await setOrder(trx, order, { status: 'cancelled', due_on: null, closed_on: day });
  await tellSupplier(trx, texts, order.supplierId, {
    kind: 'supplier.cancelled',
    eventKey,
    at,
    values: (_, format) => ({ reference: order.number, date: format.date(day) }),
  });
}

/** Changes an order, whose request holds the lock. */
export async function setOrder(
  trx: Knex.Transaction,
  { id, status }: Pick<OpenOrder, 'id' | 'status'>,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('orders').where({ id, status }).update(set);
  if (changed !== 1) throw new Error('an order changed beside its request');
}
