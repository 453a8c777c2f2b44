import type { Queryable } from '../database.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Lot } from './store.ts';

/** Whether a lot asks for the same product at the same price for a piece, or cheaper, as the lot approved before it. */
export async function isUnchanged(db: Queryable, request: AidRequest, lot: Lot): Promise<boolean> {
  const before: { variant_id: number; price: number; quantity: number } | undefined = await db(
    'consumable_lots',
  )
    .join('requests', 'requests.id', 'consumable_lots.request_id')
    .where({ plan_id: lot.planId })
    .whereIn('consumable_lots.state', ['sent', 'received'])
    .where('number', '<', lot.number)
    .orderBy('number', 'desc')
    .first('requests.variant_id', 'requests.price_tiyn as price', 'requests.quantity');
  const now: { variant_id: number | null } = await db('requests')
    .where({ id: request.id })
    .first('variant_id');
  if (!before || !request.money || before.variant_id !== now.variant_id) return false;
  return request.money.price * before.quantity <= before.price * request.quantity;
}
