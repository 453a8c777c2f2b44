// What an office hands out of its own pool for a request: a delivery without a supplier.
import type { Queryable } from '../database.ts';

export interface PoolDelivery {
  id: number;
  aidId: number;
  sentOn: string;
  note: string;
  /** Sealed by the vault. */
  codeSealed: string;
  /** What had been chosen before, as columns of the request. */
  former: Record<string, string | number | null>;
}

/** The delivery that is on its way for a request; null where there is none. */
export async function findPoolDelivery(
  db: Queryable,
  requestId: number,
): Promise<PoolDelivery | null> {
  const row: Row | undefined = await db('pool_deliveries')
    .where({ request_id: requestId, state: 'sent' })
    .first();
  if (!row) return null;
  return {
    id: row.id,
    aidId: row.aid_id,
    sentOn: row.sent_on,
    note: row.note,
    codeSealed: row.delivery_code_encrypted,
    former: {
      offer_id: row.former_offer_id,
      variant_id: row.former_variant_id,
      price_tiyn: row.former_price_tiyn,
      guaranteed_tiyn: row.former_guaranteed_tiyn,
      state_share_tiyn: row.former_state_share_tiyn,
      co_payment_tiyn: row.former_co_payment_tiyn,
      priced_on: row.former_priced_on,
    },
  };
}

interface Row {
  id: number;
  aid_id: number;
  sent_on: string;
  note: string;
  delivery_code_encrypted: string;
  former_offer_id: number | null;
  former_variant_id: number | null;
  former_price_tiyn: number | null;
  former_guaranteed_tiyn: number | null;
  former_state_share_tiyn: number | null;
  former_co_payment_tiyn: number | null;
  former_priced_on: string | null;
}
