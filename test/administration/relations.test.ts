// Administrators say what goes together, and where deliveries differ; each change is written down and seen at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ARMAN, ASKAR, change, ELENA, lastEntry } from '../support/desk.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const { read } = portal.db;
const idOf = async (slug: string) => {
  const row: { id: number } | undefined = await read('products').where({ slug }).first('id');
  return row!.id;
};
const chair = await idOf('qyran-active-wheelchair');
const cane = await idOf('zhebe-carbon-white-cane');
const PAGE = `/en/admin/products/${chair}/relations`;
const add = (values: Record<string, string>) => change(arman, PAGE, values);
const rows = (which: object = {}) =>
  read('product_relations')
    .where(which)
    .where(
      (either) => void either.where({ from_product_id: chair }).orWhere({ to_product_id: chair }),
    );

void describe('what goes with a product', () => {
  void it('is added by address or article, seen on both pages at once, and written down', async () => {
    const before = (await rows()).length;
    const { status } = await add({ side: 'accessory', other: 'zhebe-carbon-white-cane' });
    assert.equal(status, 303);
    assert.equal((await rows()).length, before + 1);
    const stranger = portal.stranger();
    assert.match(
      (await stranger.get('/en/aids/qyran-active-wheelchair')).text,
      /zhebe-carbon-white-cane/,
    );
    assert.match(
      (await stranger.get('/en/aids/zhebe-carbon-white-cane')).text,
      /Goes with[\s\S]*qyran-active/,
    );
    const entry = await lastEntry(portal, 'product', String(cane));
    assert.equal(entry.action, 'relation.added');

    const article: { article: string } | undefined = await read('variants')
      .where({ product_id: cane })
      .first('article');
    assert.equal(
      (await add({ side: 'works_with', other: article!.article.toLowerCase() })).status,
      303,
    );
  });

  void it('is refused twice, with itself, with nothing, and without saying how', async () => {
    for (const [values, problem] of [
      [{ side: 'accessory', other: 'zhebe-carbon-white-cane' }, /related in this way already/],
      [{ side: 'works_with', other: 'zhebe-carbon-white-cane' }, /related in this way already/],
      [{ side: 'equivalent', other: 'qyran-active-wheelchair' }, /cannot go with itself/],
      [{ side: 'equivalent', other: 'no-such-thing' }, /no such product/],
      [{ side: 'equivalent', other: '' }, /Enter the other product/],
      [{ side: 'cousin', other: 'zhebe-carbon-white-cane' }, /Choose how the two go together/],
    ] as const) {
      const answer = await add(values);
      assert.equal(answer.status, 422, JSON.stringify(values));
      assert.match(answer.text, problem);
    }
  });

  void it('holds both ways where it does, and stands once', async () => {
    const answer = await change(arman, `/en/admin/products/${cane}/relations`, {
      side: 'works_with',
      other: 'qyran-active-wheelchair',
    });
    assert.equal(answer.status, 422);
    const stored = await rows({ kind: 'works_with' });
    assert.equal(stored.length, 1);
  });

  void it('made twice at once is there once', async () => {
    const values = { side: 'spare_part', other: 'zhol-kids-white-cane' };
    const answers = await Promise.all([add(values), add(values)]);
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [303, 422],
    );
  });

  void it('is taken away again, from this product only', async () => {
    const [one]: { id: number }[] = await rows({ kind: 'accessory', to_product_id: cane });
    const elsewhere = await idOf('dala-200-indoor-wheelchair');
    const { text } = await arman.get(PAGE);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
    const foreign = await arman.post(
      `/en/admin/products/${elsewhere}/relations/${one!.id}/removal`,
      { _csrf },
    );
    assert.equal(foreign.status, 404);
    assert.equal((await arman.post(`${PAGE}/${one!.id}/removal`, { _csrf })).status, 303);
    const again = await arman.post(`${PAGE}/${one!.id}/removal`, { _csrf });
    assert.equal(again.status, 303, 'gone already is no harm');
    assert.doesNotMatch(
      (await portal.stranger().get('/en/aids/zhebe-carbon-white-cane')).text,
      /Goes with/,
    );
  });
});

void describe('delivery to a settlement', async () => {
  const offer: { id: number; variant_id: number; supplier_id: number } = await read('offers')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .where({ 'offer_regions.region_code': '610000000', 'offers.status': 'published' })
    .where({ 'products.slug': 'zhebe-carbon-white-cane' })
    .first('offers.id', 'offers.variant_id', 'offers.supplier_id');
  const kentau: { id: number } = await read('settlements').where({ name_en: 'Kentau' }).first('id');
  const page = `/en/admin/offers/${offer.id}/places`;
  const set = (values: Record<string, string>) => change(arman, page, values, page);
  const terms = () =>
    read('offer_places').where({ offer_id: offer.id, settlement_id: kentau.id }).first();

  void it('is set, set anew and written down', async () => {
    assert.equal(
      (await set({ settlement: String(kentau.id), delivers: 'yes', extra_days: '3' })).status,
      303,
    );
    assert.equal((await terms()).extra_days, 3);
    assert.equal((await set({ settlement: String(kentau.id), delivers: 'no' })).status, 303);
    assert.equal(Boolean((await terms()).delivers), false);
    const entry = await lastEntry(portal, 'offer', String(offer.id));
    assert.match(entry.detail, /"\+3","-"/);
  });

  void it('is refused for a place outside the offer’s regions, and for days that are none', async () => {
    const far: { id: number } = await read('settlements')
      .whereNotIn(
        'region_code',
        read('offer_regions').where({ offer_id: offer.id }).select('region_code'),
      )
      .first('id');
    const wrong: [Record<string, string>, RegExp][] = [
      [{ settlement: String(far?.id ?? 999), delivers: 'yes', extra_days: '1' }, /Choose a place/],
      [{ settlement: '', delivers: 'yes', extra_days: '1' }, /Choose a place/],
      [{ settlement: String(kentau.id), extra_days: '1' }, /whether it is delivered/],
      [{ settlement: String(kentau.id), delivers: 'yes', extra_days: '' }, /number of days/],
      [
        { settlement: String(kentau.id), delivers: 'yes', extra_days: '400' },
        /between 0 and 365|365/,
      ],
    ];
    for (const [values, problem] of wrong) {
      const answer = await set(values);
      assert.equal(answer.status, 422, JSON.stringify(values));
      assert.match(answer.text, problem);
    }
  });

  void it('is known to the offer that follows with a new price', async () => {
    await set({ settlement: String(kentau.id), delivers: 'yes', extra_days: '5' });
    const answer = await change(arman, `/en/admin/offers/${offer.id}/replacement`, {
      price: '9 999',
      valid_from: '30.11.2026',
    });
    assert.equal(answer.status, 303);
    const { id }: { id: number } = await read('offers')
      .where({ variant_id: offer.variant_id, supplier_id: offer.supplier_id })
      .orderBy('id', 'desc')
      .first('id');
    assert.notEqual(id, offer.id);
    const inherited = await read('offer_places')
      .where({ offer_id: id, settlement_id: kentau.id })
      .first();
    assert.equal(inherited.extra_days, 5);
  });

  void it('holds for the region again when it is taken away', async () => {
    const removal = `${page}/${kentau.id}/removal`;
    assert.equal((await change(arman, page, {}, removal)).status, 303);
    assert.equal(await terms(), undefined);
  });

  void it('may be to a place that was not on the list: added once, in three languages', async () => {
    const values = { region: '610000000', name_kk: 'Сайрам', name_ru: 'Сайрам', name_en: 'Sairam' };
    const action = `/en/admin/offers/${offer.id}/settlements`;
    for (let time = 0; time < 2; time++) {
      assert.equal((await change(arman, page, values, action)).status, 303);
    }
    assert.equal((await read('settlements').where({ name_en: 'Sairam' })).length, 1);
    const missing = await change(arman, page, { ...values, name_kk: '' }, action);
    assert.equal(missing.status, 422);
  });

  void it('is nobody else’s to set', async () => {
    const askar = await portal.signedIn(ASKAR);
    assert.equal((await askar.get(page)).status, 403);
    assert.equal((await askar.get(PAGE)).status, 403);
    assert.equal((await portal.stranger().get(page)).status, 303);
    const elena = await portal.signedIn(ELENA);
    assert.equal((await elena.get('/en/admin/offers/999999/places')).status, 404);
    assert.equal((await elena.get('/en/admin/products/999999/relations')).status, 404);
  });
});
