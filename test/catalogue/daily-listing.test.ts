import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { relistForDay } from '../../server/catalogue/daily-listing.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const { read, write } = portal.db;

async function anywhere(productId: number) {
  const row: { offers: number; co_payment_from_tiyn: number } | undefined = await read(
    'catalogue_entries',
  )
    .where({ product_id: productId, region_code: '' })
    .first();
  return row!;
}

function version() {
  return read('catalogue_version').first('version');
}

describe('the listing keeps up with the calendar', () => {
  it('an offer is listed from its first day up to, not including, its last', async () => {
    const offer: { id: number; product_id: number } | undefined = await read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('catalogue_entries', 'catalogue_entries.product_id', 'variants.product_id')
      .where({ region_code: '', 'offers.status': 'published', available: true })
      .where('catalogue_entries.offers', '>', 1)
      .first('offers.id', 'variants.product_id');
    const { id, product_id } = offer!;
    const before = await anywhere(product_id);
    await write('offers').where({ id }).update({ valid_until: '2026-11-25' });
    await relistForDay(portal.db, '2026-11-24');
    assert.equal((await anywhere(product_id)).offers, before.offers);
    await relistForDay(portal.db, '2026-11-25');
    assert.equal((await anywhere(product_id)).offers, before.offers - 1);
  });

  it('a new guaranteed amount counts from its first day for the classes below it', async () => {
    const product: { product_id: number } | undefined = await read('catalogue_entries')
      .where({ region_code: '', family_code: 'MM' })
      .where('offers', '>', 0)
      .first('product_id');
    await write('guaranteed_amounts').del();
    await write('guaranteed_amounts').insert({
      aid_class_code: 'MM',
      amount_tiyn: 900_000_000_00,
      valid_from: '2026-12-01',
      source: 'a test',
      status: 'demo',
    });
    await relistForDay(portal.db, '2026-12-02');
    assert.equal((await anywhere(product!.product_id)).co_payment_from_tiyn, 0);
  });

  it('a second look on the same day changes nothing', async () => {
    const before = await version();
    await relistForDay(portal.db, '2026-12-02');
    assert.deepEqual(await version(), before);
  });
});
