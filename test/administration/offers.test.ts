import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { ARMAN, change, changeTwice, ELENA, lastEntry, names } from '../support/desk.ts';
import { readOffers } from '../../server/catalogue/listed-offers.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const elena = await portal.signedIn(ELENA);
const { read } = portal.db;

// A variant of a published product, and a supplier who does not offer it yet.
const variant = await read('variants')
  .join('products', 'products.id', 'variants.product_id')
  .where({ 'products.slug': 'zhol-folding-white-cane', 'variants.active': true })
  .orderBy('variants.id')
  .first('variants.*');
const supplier = await read('suppliers')
  .where({ status: 'admitted' })
  .whereNotIn('id', read('offers').where({ variant_id: variant.id }).select('supplier_id'))
  .first();
const [served] = (await read('supplier_regions').where({ supplier_id: supplier.id })).map(
  ({ region_code }) => region_code,
);

const offer = {
  article: variant.article,
  supplier: String(supplier.id),
  price: '8 000',
  delivery_days: '4',
  regions: [served],
  available: 'yes',
  valid_from: '23.11.2026',
  valid_until: '',
};
const NEW = '/en/admin/offers/new';
const all = () =>
  read('offers').where({ variant_id: variant.id, supplier_id: supplier.id }).orderBy('valid_from');
const act = (visitor: typeof arman, id: number, move: string, values = {}) =>
  change(visitor, `/en/admin/offers/${id}`, values, `/en/admin/offers/${id}/${move}`);
const cheapest = async () => {
  const row: { offers: string } | undefined = await read('product_listings')
    .where({ product_id: variant.product_id })
    .first();
  return Math.min(...readOffers(row!.offers).map(({ price }) => price));
};

void describe('an offer', () => {
  void it('is one draft, however often the form is sent', async () => {
    const answers = await changeTwice(arman, NEW, offer);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await all();
    assert.deepEqual(
      rows.map(({ status, price_tiyn }) => [status, Number(price_tiyn)]),
      [['draft', 800_000]],
    );
  });

  for (const [field, value, words] of [
    ['article', 'NO-SUCH', /No variant/],
    ['article', '', /article/],
    ['supplier', '', /supplier/],
    ['supplier', '999999', /supplier/],
    ['supplier', "1' or 1", /supplier/],
    ['price', '', /price/],
    ['price', '0', /from 1/],
    ['price', '1.234.5', /tenge/],
    ['delivery_days', '0', /from 1/],
    ['delivery_days', 'soon', /whole number/],
    ['regions', '123', /in the list/],
    ['valid_from', '', /first day/],
    ['valid_until', '01.01.2020', /after the start/],
    ['valid_until', '99.99.9999', /date/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      const answer = await change(arman, NEW, { ...offer, [field]: value });
      names(answer, field, words);
      assert.match(answer.text, /8 000|1\.234\.5|id="price-error"/);
    });
  }

  void it('is for regions that its supplier serves', async () => {
    const other = await read('regions')
      .whereNotIn(
        'code',
        read('supplier_regions').where({ supplier_id: supplier.id }).select('region_code'),
      )
      .first();
    if (other)
      names(
        await change(arman, NEW, { ...offer, regions: [other.code] }),
        'regions',
        /does not serve/,
      );
    names(await change(arman, NEW, { ...offer, regions: [] }), 'regions', /at least one/);
  });

  void it('is changed while it is a draft', async () => {
    const [{ id }] = await all();
    const page = `/en/admin/offers/${id}/edit`;
    assert.equal((await change(arman, page, { price: '8100' })).status, 303);
    assert.equal((await change(arman, page, { price: '8200', version: '1' })).status, 409);
    const { detail } = await lastEntry(portal, 'offer', id);
    assert.deepEqual(JSON.parse(detail).price_tiyn, [800_000, 810_000]);
  });

  void it('is published by a second person, and the catalogue shows it', async () => {
    const [{ id }] = await all();
    assert.equal((await act(arman, id, 'submission')).status, 303);
    assert.match(
      (await arman.get(`/en/admin/offers/${id}`)).text,
      /another administrator does that/,
    );
    assert.equal((await act(elena, id, 'publication')).status, 303);
    assert.equal(await cheapest(), 810_000);
  });

  void it('keeps its price once published', async () => {
    const [{ id, version }] = await all();
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get('/en/admin')).text)![1]!;
    const body = { ...offer, price: '1', version: String(version), _csrf: token };
    assert.equal((await arman.post(`/en/admin/offers/${id}/edit`, body)).status, 409);
    assert.equal(Number((await all())[0].price_tiyn), 810_000);
  });

  void it('gets a new price from a day on: a copy, which ends it when published', async () => {
    const [{ id }] = await all();
    const page = `/en/admin/offers/${id}/replacement`;
    names(await change(arman, page, { valid_from: '23.11.2026' }), 'valid_from', /tomorrow/);
    names(await change(arman, page, { valid_from: '01.12.2026', price: '' }), 'price', /price/);
    const answers = await changeTwice(arman, page, { valid_from: '01.12.2026', price: '7900' });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const [before, copy] = await all();
    assert.deepEqual(
      [before.valid_until, copy.status, copy.valid_from],
      [null, 'in_review', '2026-12-01'],
    );
    assert.equal((await act(elena, copy.id, 'publication')).status, 303);
    const [ended, running] = await all();
    assert.deepEqual([ended.valid_until, running.status], ['2026-12-01', 'published']);
    assert.equal(await cheapest(), 810_000, 'the old price holds until then');
    assert.equal((await lastEntry(portal, 'offer', ended.id)).action, 'offer.ended');
  });

  void it('cannot start on the day of another', async () => {
    const [{ id }] = await all();
    const page = `/en/admin/offers/${id}/replacement`;
    const answer = await change(arman, page, { valid_from: '01.12.2026', price: '7800' });
    names(answer, 'valid_from', /already has an offer/);
  });

  void it('is marked as not available in place', async () => {
    const [{ id }] = await all();
    const answer = await act(arman, id, 'availability');
    assert.equal(answer.status, 303);
    assert.equal(Boolean((await all())[0].available), false);
    assert.notEqual(await cheapest(), 810_000);
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get('/en/admin')).text)![1]!;
    const stale = { _csrf: token, version: '1', available: 'yes' };
    assert.equal((await arman.post(`/en/admin/offers/${id}/availability`, stale)).status, 409);
  });

  void it('is withdrawn, once', async () => {
    const [, { id }] = await all();
    const page = `/en/admin/offers/${id}`;
    const answers = await changeTwice(elena, page, {}, `${page}/withdrawal`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await all())[1].status, 'withdrawn');
    assert.equal((await elena.get(`${page}/replacement`)).status, 409);
  });
});
