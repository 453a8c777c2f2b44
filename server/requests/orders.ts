// The open order of a request: what the supplier has in hand.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export const ORDER_STATUSES = [
  'to_confirm',
  'confirmed',
  'dispatched',
  'misfit',
  'delivered',
  'declined',
  'returned',
  'cancelled',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export interface OpenOrder {
  id: number;
  number: string;
  status: OrderStatus;
  supplierId: number;
  supplierNames: Names;
  /** As offered by the supplier or the maker, in working days. */
  deliveryDays: number;
  /** The day that was confirmed; null before. */
  deliverBy: string | null;
  dispatchedOn: string | null;
  dispatchNote: string | null;
  /** Sealed by the vault; null before dispatch. */
  deliveryCodeSealed: string | null;
}

/** The order that a supplier has in hand for a request; null when there is none. */
export async function findOpenOrder(db: Queryable, requestId: number): Promise<OpenOrder | null> {
  const row: OpenOrderRow | undefined = await db('orders')
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .leftJoin('offers', 'offers.id', 'orders.offer_id')
    .where('orders.request_id', requestId)
    .where('orders.is_open', true)
    .first(
      'orders.id',
      'orders.number',
      'orders.status',
      'orders.supplier_id',
      'orders.dispatched_on',
      'orders.dispatch_note',
      'orders.delivery_code_encrypted',
      'orders.deliver_by',
      'orders.making_days',
      'offers.delivery_days',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
    );
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    supplierId: row.supplier_id,
    supplierNames: namesOf(row),
    deliveryDays: row.making_days ?? row.delivery_days!,
    deliverBy: row.deliver_by,
    dispatchedOn: row.dispatched_on,
    dispatchNote: row.dispatch_note,
    deliveryCodeSealed: row.delivery_code_encrypted,
  };
}

interface OpenOrderRow extends Record<string, unknown> {
  id: number;
  number: string;
  status: OrderStatus;
  supplier_id: number;
  deliver_by: string | null;
  making_days: number | null;
  delivery_days: number | null;
  dispatched_on: string | null;
  dispatch_note: string | null;
  delivery_code_encrypted: string | null;
}
