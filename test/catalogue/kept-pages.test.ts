import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { inTransaction } from '../../server/database.ts';
import { startPortal } from '../support/portal.ts';

describe('a page that is sent again from memory', async () => {
  const portal = await startPortal();

  it('is the same page, compressed or not, and only a stranger’s', async () => {
    const stranger = portal.stranger();
    const address = '/ru/aids?sort=price';
    const first = await stranger.get(address).set('accept-encoding', 'identity');
    const again = await stranger.get(address).set('accept-encoding', 'identity');
    assert.equal(again.text, first.text);
    const compressed = await fetch(`${portal.address}${address}`, {
      headers: { 'accept-encoding': 'br' },
    });
    assert.equal(await compressed.text(), first.text);

    const signedIn = await portal.signedIn('991231220071');
    const own = await signedIn.get(address);
    assert.match(own.text, /Жұмабекова/);
    assert.equal((await stranger.get(address)).text, first.text);
    assert.notEqual((await stranger.get('/en/aids?sort=price')).text, first.text);
  });

  it('is made afresh when the catalogue has changed', async () => {
    const stranger = portal.stranger();
    const before = await stranger.get('/en/aids?sort=newest');
    const product: { id: number; name_en: string } = await portal.db
      .read('products')
      .where({ status: 'published' })
      .orderBy('published_on', 'desc')
      .first('id', 'name_en');
    assert.ok(before.text.includes(product.name_en));
    await inTransaction(portal.db, async (trx) => {
      await trx('products').where({ id: product.id }).update({ status: 'withdrawn' });
      await rebuildListing(trx, { on: '2026-11-23', productIds: [product.id] });
    });
    const after = await stranger.get('/en/aids?sort=newest');
    assert.ok(!after.text.includes(product.name_en));
  });
});
