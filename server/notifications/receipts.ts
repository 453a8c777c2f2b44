// Notes what a network says of a text message later.
import type { Database } from '../database.ts';
import type { Receipt } from './sms-gateway.ts';

/** Notes a receipt with the newest part of that name; one that nobody knows is left. Said twice, it is noted once. */
export async function noteReceipt(
  db: Database,
  { providerId, arrived }: Receipt,
  at: Date,
): Promise<void> {
  const newest = db.write('sms_parts').where({ provider_id: providerId }).max('id');
  await db
    .write('sms_parts')
    .where('id', newest)
    .where({ state: 'taken' })
    .update({ state: arrived ? 'arrived' : 'failed', at: at.toISOString() });
}
