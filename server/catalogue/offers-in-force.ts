import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';

/**
 * Offers that a person can choose on a day: published, available and in date, of a variant that is made
 * and of a supplier that is admitted. Joined: `offers`, `variants`, `suppliers`.
 */
export function offersInForce(db: Queryable, on: string): Knex.QueryBuilder {
  return (
    db('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('suppliers', 'suppliers.id', 'offers.supplier_id')
      .where({
        'offers.status': 'published',
        'offers.available': true,
        'variants.active': true,
        'suppliers.status': 'admitted',
      })
      .where('offers.valid_from', '<=', on)
      .where(
        (until) =>
          void until.whereNull('offers.valid_until').orWhere('offers.valid_until', '>', on),
      )
      .where('suppliers.admitted_on', '<=', on)
      // An admission's last day counts; an offer's `valid_until` is the first day without it.
      .where(
        (until) =>
          void until
            .whereNull('suppliers.admitted_until')
            .orWhere('suppliers.admitted_until', '>=', on),
      )
  );
}
