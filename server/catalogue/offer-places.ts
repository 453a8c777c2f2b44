// A new price is a new offer; the roads stay the same.
import type { Queryable } from '../database.ts';

/** Gives a new offer the settlements' terms of the last offer of the same variant by the same supplier. */
export async function inheritPlaces(trx: Queryable, offerId: number): Promise<void> {
  const offer: { variant_id: number; supplier_id: number } | undefined = await trx('offers')
    .where({ id: offerId })
    .first('variant_id', 'supplier_id');
  if (!offer) return;
  const before: { id: number } | undefined = await trx('offers')
    .where(offer)
    .where('id', '<', offerId)
    .orderBy('id', 'desc')
    .first('id');
  if (!before) return;
  const places: { settlement_id: number; delivers: boolean; extra_days: number }[] = await trx(
    'offer_places',
  )
    .where({ offer_id: before.id })
    .select('settlement_id', 'delivers', 'extra_days');
  const rows = places.map((place) => ({ ...place, offer_id: offerId }));
  if (rows.length) await trx('offer_places').insert(rows);
}
