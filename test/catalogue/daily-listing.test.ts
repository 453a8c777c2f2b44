import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOffers } from '../../server/catalogue/listed-offers.ts';
import { relistForDay } from '../../server/catalogue/daily-listing.ts';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { inTransaction } from '../../server/database.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const { read, write } = portal.db;

async function listed(productId: number) {
  const row: { offers: string; guaranteed_tiyn: number | null } | undefined = await read(
    'product_listings',
  )
    .where({ product_id: productId })
    .first();
  return { offers: readOffers(row!.offers), guaranteed: row!.guaranteed_tiyn };
}

function version() {
  return read('catalogue_version').first('version');
}

describe('the listing keeps up with the calendar', () => {
  it('an offer is listed from its first day up to, not including, its last', async () => {
    const offer: { id: number; product_id: number } | undefined = await read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .where({ 'offers.status': 'published', available: true, 'products.status': 'published' })
      .first('offers.id', 'variants.product_id');
    const { id, product_id } = offer!;
    const before = await listed(product_id);
    await write('offers').where({ id }).update({ valid_until: '2026-11-25' });
    await relistForDay(portal.db, '2026-11-24');
    assert.equal((await listed(product_id)).offers.length, before.offers.length);
    await relistForDay(portal.db, '2026-11-25');
    assert.equal((await listed(product_id)).offers.length, before.offers.length - 1);
  });

  it('a new guaranteed amount counts from its first day for the classes below it', async () => {
    const product: { product_id: number } | undefined = await read('product_listings')
      .where('aid_class_code', 'like', 'MM-%')
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
    assert.equal((await listed(product!.product_id)).guaranteed, 900_000_000_00);
  });

  it('what was never listed is listed at the start, piece by piece', async () => {
    await inTransaction(portal.db, (trx) => rebuildListing(trx, { on: '2026-12-02' }));
    const before = await read('product_listings').where({ listed: true }).orderBy('product_id');
    await write('product_listings').del();
    await write('catalogue_version').update({ listed_on: null });
    await relistForDay(portal.db, '2026-12-02');
    const after = await read('product_listings').where({ listed: true }).orderBy('product_id');
    assert.deepEqual(after.map(withoutVersion), before.map(withoutVersion));
  });

  it('a second look on the same day changes nothing', async () => {
    const before = await version();
    await relistForDay(portal.db, '2026-12-02');
    assert.deepEqual(await version(), before);
  });
});

function withoutVersion(row: Record<string, unknown>) {
  return { ...row, version: null };
}
