import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { inTransaction } from '../../server/database.ts';
import { queriesOf } from './queries.ts';
import { startPortal } from '../support/portal.ts';

const SLUG = 'dala-200-indoor-wheelchair';

const portal = await startPortal();
const open = (address: string) => portal.stranger().get(address);

describe('the page of a product', () => {
  for (const [lang, name] of [
    ['kk', '«Дала 200» бөлмеге арналған кресло-арба'],
    ['ru', 'Комнатная кресло-коляска «Дала 200»'],
    ['en', 'Dala 200 indoor wheelchair'],
  ] as const) {
    it(`is there in ${lang}, without sign-in`, async () => {
      const { text, status } = await open(`/${lang}/aids/${SLUG}`);
      assert.equal(status, 200);
      assert.ok(text.includes(`<h1 class="govuk-heading-xl td-flush">${name}</h1>`));
    });
  }

  it('shows beside each price what the state and the person pay', async () => {
    const product: { id: number; aid_class_code: string } | undefined = await portal.db
      .read('products')
      .where({ slug: SLUG })
      .first();
    await inTransaction(portal.db, async (trx) => {
      await trx('guaranteed_amounts').where({ aid_class_code: product!.aid_class_code }).del();
      await trx('guaranteed_amounts').insert({
        aid_class_code: product!.aid_class_code,
        amount_tiyn: 190_000_00,
        valid_from: '2026-01-01',
        source: 'a test',
        status: 'demo',
      });
      await rebuildListing(trx, { on: '2026-11-23', productIds: [product!.id] });
    });
    const offer: { price_tiyn: number } | undefined = await portal.db
      .read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .where({ product_id: product!.id, 'offers.status': 'published', available: true })
      .where({ position: 1 })
      .where('price_tiyn', '>', 190_000_00)
      .orderBy('price_tiyn')
      .first('price_tiyn');
    const { text } = await open(`/en/aids/${SLUG}`);
    assert.ok(plain(text).includes(`<dd>${sum(offer!.price_tiyn)}</dd>`));
    assert.ok(plain(text).includes('<dd>190,000 ₸</dd>'));
    assert.ok(plain(text).includes(`<dd>${sum(offer!.price_tiyn - 190_000_00)}</dd>`));
  });

  it('says that the amount is not set, where none is', async () => {
    await inTransaction(portal.db, async (trx) => {
      await trx('guaranteed_amounts').del();
      await rebuildListing(trx, { on: '2026-11-23' });
    });
    const { text } = await open(`/en/aids/${SLUG}`);
    assert.match(text, /Amount not set yet/);
    const list = await open('/en/aids?free=yes');
    assert.match(list.text, /Nothing fits these choices/);
  });

  it('shows the data of the chosen variant, with units', async () => {
    const { text } = await open(`/ru/aids/${SLUG}?variant=DL200-46`);
    assert.match(plain(text), /Ширина сиденья[\s\S]*?46 см/);
    assert.match(text, /DL200-46/);
  });

  it('shows the offers of a region, each with the way to ask for it', async () => {
    const { text } = await open(`/en/aids/${SLUG}?region=750000000`);
    assert.match(text, /\/en\/requests\/new\?offer=\d+/);
    const nowhere = await portal.db
      .read('regions')
      .whereNotIn(
        'code',
        portal.db
          .read('offer_regions')
          .join('offers', 'offers.id', 'offer_id')
          .join('variants', 'variants.id', 'variant_id')
          .join('products', 'products.id', 'product_id')
          .where({ slug: SLUG })
          .select('region_code'),
      );
    for (const { code } of nowhere as { code: string }[]) {
      const empty = await open(`/en/aids/${SLUG}?region=${code}`);
      assert.match(empty.text, /nobody delivers this product here/);
    }
  });

  it('names a variant or region that there is not, and shows the page all the same', async () => {
    for (const query of ['variant=nothing', 'region=1', 'region=a&region=b', 'variant=%27']) {
      const { text, status } = await open(`/en/aids/${SLUG}?${query}`);
      assert.equal(status, 422, query);
      assert.match(text, /There is a problem/);
    }
  });

  it('is not found where there is no such product', async () => {
    for (const slug of ['nothing-here', 'UPPER', '%27', 'x'.repeat(300), '..%2f..%2fetc']) {
      const { status } = await open(`/en/aids/${slug}`);
      assert.equal(status, 404, slug);
    }
  });

  it('of a withdrawn product says so and leads to others; a draft is not found', async () => {
    const set = (status: string) =>
      inTransaction(portal.db, async (trx) => {
        await trx('products').where({ slug: SLUG }).update({ status });
        await rebuildListing(trx, { on: '2026-11-23' });
      });
    await set('withdrawn');
    const gone = await open(`/en/aids/${SLUG}`);
    assert.equal(gone.status, 404);
    assert.match(gone.text, /no longer offered/);
    assert.match(gone.text, /\/en\/aids\?class=MM-01-01/);
    const list = await open('/en/aids?q=dala+200');
    assert.ok(!list.text.includes(SLUG));
    await set('draft');
    const draft = await open(`/en/aids/${SLUG}`);
    assert.equal(draft.status, 404);
    assert.ok(!draft.text.includes('Dala 200'));
    await set('published');
    assert.equal((await open(`/en/aids/${SLUG}`)).status, 200);
  });

  it('does the same number of queries whatever the product', async () => {
    const slugs: { slug: string }[] = await portal.db
      .read('products')
      .where({ status: 'published' })
      .limit(5)
      .select('slug');
    for (const { slug } of slugs)
      assert.ok((await queriesOf(portal, `/en/aids/${slug}`)) <= 3, slug);
  });

  it('pictures are looked for in one folder only', async () => {
    for (const file of ['none.jpg', '..%2f..%2fpackage.json', 'a.svg', '.hidden.png']) {
      const { status } = await open(`/files/pictures/${file}`);
      assert.equal(status, 404, file);
    }
  });
});

function plain(html: string): string {
  return html.replaceAll(/[\u00a0\u202f]/g, ' ');
}

function sum(tiyn: number): string {
  return `${(tiyn / 100).toLocaleString('en-GB')} ₸`;
}
