// Files are sent, checked, brought in and refused, by those whose they are.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { verifyChain } from '../../server/audit/audit.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';
import {
  bringIn,
  csvOf,
  download,
  newProduct,
  problemsOf,
  send,
  settled,
  tableOf,
  type Table,
} from './desk.ts';

const EXPORT = 'imports/export?class=MM-01&format=csv';

void describe('a file of products and offers', async () => {
  const portal = await startPortal();
  const { db } = portal;
  let askar: Visitor;
  let natalia: Visitor;
  let arman: Visitor;
  let own: Table;
  before(async () => {
    askar = await portal.signedIn(iinOf('askar'));
    natalia = await portal.signedIn(iinOf('natalia'));
    arman = await portal.signedIn(iinOf('arman'));
    own = tableOf(await download(askar, `/en/supplier/${EXPORT}`));
  });

  const count = async (table: string, where: object = {}) => {
    const [row] = await db.read(table).where(where).count({ count: '*' });
    return Number(row!.count);
  };
  /** The rows of a product of several variants that nobody has changed yet. */
  const untouched = async () => {
    const open = await db
      .read('product_revisions')
      .join('products', 'products.id', 'product_revisions.product_id')
      .whereNotIn('product_revisions.status', ['published', 'superseded', 'discarded'])
      .select('products.slug');
    const changed = new Set(open.map(({ slug }) => slug));
    const free = own.filter(({ product }) => !changed.has(product));
    const several = free.find(
      ({ product }) => free.filter((one) => one.product === product).length > 1,
    );
    return own.filter(({ product }) => product === several!.product);
  };
  const storedFiles = () => {
    const folder = path.join(portal.portal.config.filesDir, 'imports');
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  };

  for (const [desk, who, lang] of [
    ['supplier', () => askar, 'kk'],
    ['supplier', () => askar, 'ru'],
    ['admin', () => arman, 'en'],
  ] as const) {
    for (const format of ['csv', 'xlsx']) {
      void test(`a ${format} export of the ${desk} in ${lang}, sent back, changes nothing`, async () => {
        const address = `/${lang}/${desk}/imports/export?class=MM-01&format=${format}`;
        const content = await download(who(), desk === 'admin' ? `${address}&supplier=1` : address);
        const found = await settled(portal, await send(who(), desk, content));
        assert.equal(found.status, 'checked');
        assert.deepEqual(await problemsOf(portal, found.id), []);
        assert.ok(found.products_same > 5 && found.offers_same > 5);
        const { products_new, products_changed, offers_new, offers_changed } = found;
        assert.deepEqual(
          [products_new, products_changed, offers_new, offers_changed],
          [0, 0, 0, 0],
        );
      });
    }
  }

  for (const format of ['csv', 'xlsx']) {
    void test(`a ${format} template has headings, names and an example that is not read`, async () => {
      const address = `/ru/supplier/imports/template?class=MM-01-03&format=${format}`;
      const content = await download(askar, address);
      const found = await settled(portal, await send(askar, 'supplier', content));
      assert.equal(found.refusal, 'onlyHeader');
    });
  }

  void test('a supplier finds only products that the firm offers in an export', async () => {
    const others = tableOf(
      await download(natalia, '/en/supplier/imports/export?class=MM-01&format=csv'),
    );
    const articles = await db
      .read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .where({ supplier_id: 1 })
      .select('article');
    const offered = new Set(articles.map(({ article }) => article));
    assert.ok(own.some(({ article }) => offered.has(article!)));
    assert.equal(others.length, 0);
    assert.ok(!('supplier_bin' in own[0]!));
  });

  void test('every export is written down', async () => {
    assert.ok((await count('audit_entries', { action: 'export.downloaded' })) >= 1);
  });

  void test('a change is shown before it happens, and becomes a revision and offers to be reviewed', async () => {
    const [first, second] = await untouched();
    const table = [
      { ...first!, warranty_months: '48', seat_width: '44,5', price: '210000.50', valid_from: '' },
      { ...second!, warranty_months: '48' },
    ];
    const before = {
      published: await count('products', { status: 'published' }),
      offers: await count('offers', { status: 'published' }),
      revisions: await count('product_revisions', { status: 'in_review' }),
    };
    const address = await send(askar, 'supplier', csvOf(table));
    const found = await settled(portal, address);
    assert.deepEqual(await problemsOf(portal, found.id), []);
    assert.deepEqual([found.products_changed, found.offers_changed, found.offers_same], [1, 1, 1]);
    const page = await askar.get(address);
    for (const words of ['Warranty, months', 'Seat width, cm', '44.5', first!.article!]) {
      assert.ok(page.text.includes(words), words);
    }
    assert.equal(await count('product_revisions', { status: 'in_review' }), before.revisions);

    const done = await bringIn(portal, askar, address);
    assert.equal(done.status, 'done');
    assert.equal(await count('products', { status: 'published' }), before.published);
    assert.equal(await count('offers', { status: 'published' }), before.offers);
    const open = await db
      .read('product_revisions')
      .where({ supplier_id: 1 })
      .whereLike('creation_key', `import-${found.id}-%`)
      .first();
    assert.equal(JSON.parse(open.content).warrantyMonths, 48);
    const offer = await db.read('offers').where({ price_tiyn: 21_000_050 }).first();
    assert.equal(offer.status, 'in_review');
    assert.equal(offer.valid_from, '2026-11-24');
    assert.equal(await count('import_rows', { import_id: found.id }), 0);
    assert.equal(await verifyChain(db.read), null);

    const again = await settled(portal, await send(askar, 'supplier', csvOf(table)));
    assert.deepEqual(await problemsOf(portal, again.id), []);
    const { products_same, offers_same } = again;
    assert.deepEqual([products_same, offers_same], [1, 2], 'the same file finds its own proposal');
  });

  void test('a new product becomes a draft, and its offer waits until the product is published', async () => {
    const offers = {
      price: '150000',
      delivery_days: '7',
      regions: 'Алматы',
      available: '',
      valid_from: '',
    };
    const table = ['NEW-1', 'NEW-2'].map((article) => newProduct('NEW', { ...offers, article }));
    const address = await send(askar, 'supplier', csvOf(table));
    const found = await settled(portal, address);
    assert.deepEqual(await problemsOf(portal, found.id), []);
    assert.deepEqual([found.products_new, found.offers_new, found.drafts], [1, 2, 1]);
    const done = await bringIn(portal, askar, address);
    assert.equal(done.drafts, 1);
    const { product_id: productId } = await db
      .read('import_products')
      .where({ import_id: found.id })
      .first('product_id');
    const product = await db.read('products').where({ id: productId }).first();
    assert.equal(product.status, 'draft');
    assert.equal(await count('import_offers', { import_id: found.id, state: 'waiting' }), 2);

    const [made] = await db
      .write('variants')
      .insert({
        product_id: productId,
        article: 'NEW-1',
        label_kk: 'x',
        label_ru: 'x',
        label_en: 'x',
        position: 1,
        active: true,
      })
      .returning('id');
    await settled(portal, await send(askar, 'supplier', csvOf(own.slice(0, 1)))); // work goes on
    const waiting = async () => count('import_offers', { import_id: found.id, state: 'waiting' });
    for (let tries = 0; tries < 40 && (await waiting()) > 1; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const offer = await db.read('offers').where({ variant_id: made.id }).first();
    assert.equal(offer.status, 'in_review');
    assert.equal(offer.price_tiyn, 15_000_000);
  });

  void test('mistakes are named by row and column, and nothing is brought in', async () => {
    const good = newProduct('ERR-1');
    const table: Table = [
      { ...good, product: 'e1', extra: 'x' },
      { ...good, product: 'e1', article: 'ERR-2', maker: 'Another', seat_width: 'wide', extra: '' },
      { ...good, product: 'e1', article: 'ERR-1', extra: '' },
      { ...good, product: 'e2', article: '', name_kk: '', origin: 'Atlantis', extra: '' },
      {
        ...good,
        product: 'e3',
        article: 'ERR-5',
        frame_material: 'wood',
        seat_depth: '40.3',
        folding: 'x',
        extra: '',
      },
      { ...good, product: 'e4', article: 'ERR-6', class: 'ZZ-99', extra: '' },
      {
        ...good,
        product: 'e5',
        article: 'ERR-7',
        total_width: '',
        certificate_valid_until: '31.02.2028',
        extra: '',
      },
    ];
    const address = await send(askar, 'supplier', csvOf(table));
    const found = await settled(portal, address);
    assert.equal(found.status, 'checked');
    assert.deepEqual(
      (await problemsOf(portal, found.id)).toSorted(),
      [
        '1 extra unknownColumn',
        '3 maker differs',
        '3 seat_width number',
        '4 article repeated',
        '5 article missing',
        '5 name_kk missing',
        '5 origin country',
        '6 folding yesNo',
        '6 frame_material choice',
        '6 seat_depth step',
        '7 class class',
        '8 certificate_valid_until date',
        '8 total_width missing',
      ].toSorted(),
    );
    const page = await askar.get(address.replace('/en/', '/ru/'));
    assert.ok(page.text.includes('Нужно') || page.text.includes('исправить'));
    assert.ok(!page.text.includes('/intake'));
    const csv = tableOf(await download(askar, `${address}/problems`));
    assert.equal(csv.length, 13);
    const token = await tokenOf(askar);
    const values = { _csrf: token, version: String(found.version) };
    assert.equal((await askar.post(`${address}/intake`, values)).status, 409);
    assert.equal(await count('products', { maker: 'Another' }), 0);
    assert.equal((await askar.submit(address, {}, `${address}/removal`)).status, 303);
    assert.equal((await askar.get(address)).status, 404);
    assert.equal(await count('import_problems', { import_id: found.id }), 0);
  });

  void test('offers alone are brought by article, and mistakes in them are named', async () => {
    const [one, two, three] = own.map(({ article }) => article!);
    const offer = {
      price: '99000,5',
      delivery_days: '5',
      regions: 'Astana; Алматы',
      valid_from: '2027-01-15',
    };
    const wrong: Table = [
      { article: one!, ...offer, price: '' },
      { article: two!, ...offer, regions: 'Narnia' },
      { article: three!, ...offer, delivery_days: '1000' },
      { article: 'NO-SUCH', ...offer },
    ];
    const found = await settled(portal, await send(askar, 'supplier', csvOf(wrong)));
    const problems = await problemsOf(portal, found.id);
    for (const point of [
      '2 price offerMissing',
      '3 regions region',
      '4 delivery_days whole',
      '5 maker missing',
    ]) {
      assert.ok(problems.includes(point), `${point} of ${problems.join()}`);
    }
    const right = [{ article: three!, ...offer }];
    const address = await send(askar, 'supplier', csvOf(right));
    const checked = await settled(portal, address);
    assert.deepEqual(await problemsOf(portal, checked.id), []);
    assert.deepEqual([checked.products_same, checked.offers_changed], [1, 1]);
    await bringIn(portal, askar, address);
    const row = await db.read('offers').where({ price_tiyn: 9_900_050 }).first();
    assert.deepEqual([row.status, row.valid_from], ['in_review', '2027-01-15']);
    assert.equal(await count('offer_regions', { offer_id: row.id }), 2);
  });

  void test("an administrator brings a supplier's offers by BIN, and products without any", async () => {
    const { bin } = await db.read('suppliers').where({ id: 1 }).first('bin');
    const article = own.at(-1)!.article!;
    const offer = { price: '88000', delivery_days: '5', regions: 'Astana' };
    const wrong = [{ article, ...offer, supplier_bin: '000000000000' }];
    const found = await settled(portal, await send(arman, 'admin', csvOf(wrong)));
    assert.deepEqual(await problemsOf(portal, found.id), ['2 supplier_bin bin']);
    const address = await send(arman, 'admin', csvOf([{ article, ...offer, supplier_bin: bin }]));
    assert.equal((await settled(portal, address)).problems, 0);
    await bringIn(portal, arman, address);
    const row = await db.read('offers').where({ price_tiyn: 8_800_000 }).first();
    assert.deepEqual([row.supplier_id, row.status], [1, 'in_review']);
    const mine = csvOf([{ article, supplier_bin: bin }]);
    const asked = await settled(portal, await send(askar, 'supplier', mine));
    assert.deepEqual(await problemsOf(portal, asked.id), ['1 supplier_bin unknownColumn']);
  });

  void test("another firm's file is not there, and an administrator sees every file", async () => {
    const address = await send(askar, 'supplier', csvOf(own.slice(0, 1)));
    const { id } = await settled(portal, address);
    assert.equal((await natalia.get(address)).status, 404);
    assert.equal((await natalia.get(`${address}/problems`)).status, 404);
    const token = await tokenOf(natalia);
    for (const act of ['intake', 'check', 'removal']) {
      assert.equal((await natalia.post(`${address}/${act}`, { _csrf: token })).status, 404, act);
    }
    assert.equal((await arman.get(`/en/admin/imports/${id}`)).status, 200);
    const list = await natalia.get('/en/supplier/imports');
    assert.ok(!list.text.includes(address));
    assert.equal((await portal.stranger().get(address)).status, 303);
  });

  void test('articles of products that are not published yet stay closed to others', async () => {
    const found = await settled(
      portal,
      await send(natalia, 'supplier', csvOf([newProduct('NEW-1', { product: 'mine' })])),
    );
    assert.deepEqual(await problemsOf(portal, found.id), ['2 article articleTaken']);
    const page = await natalia.get(`/en/supplier/imports/${found.id}`);
    assert.ok(!page.text.includes('Chair NEW '));
  });

  void test('the same form sent twice, at once too, begins one import; brought in twice, it is once', async () => {
    const [row] = own.slice(6);
    const { article, delivery_days, regions } = row!;
    const offer = {
      article: article!,
      price: '77000',
      delivery_days: delivery_days!,
      regions: regions!,
    };
    const table = csvOf([offer]);
    const key = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 4 }, () => send(askar, 'supplier', table, { key })),
    );
    assert.equal(new Set(sent).size, 1);
    const [address] = sent as [string];
    const found = await settled(portal, address);
    assert.deepEqual(await problemsOf(portal, found.id), []);
    const values = { _csrf: await tokenOf(askar), version: String(found.version) };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => askar.post(`${address}/intake`, values)),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
    await settled(portal, address);
    assert.equal(await count('offers', { price_tiyn: 7_700_000 }), 1);
    assert.equal((await askar.post(`${address}/intake`, values)).status, 303);
    assert.equal(
      await count('audit_entries', { action: 'import.brought_in', object_id: String(found.id) }),
      1,
    );
    const foreign = await natalia.upload(
      '/en/supplier/imports',
      { _csrf: await tokenOf(natalia), key },
      { field: 'file', name: 'x.csv', content: table },
    );
    assert.equal(foreign.status, 404, "another firm's key opens nothing");
  });

  void test('a product that changed after the check is not overwritten, and the file is checked again', async () => {
    const [row] = await untouched();
    const table = csvOf(
      own
        .filter(({ product }) => product === row?.product)
        .map((one) => ({ ...one, warranty_months: '60' })),
    );
    const address = await send(askar, 'supplier', table);
    const found = await settled(portal, address);
    assert.equal(found.products_changed, 1);
    await db.write('products').where({ slug: row?.product }).increment('version', 1);
    const before = await count('product_revisions', { status: 'in_review', supplier_id: 1 });
    const outdated = await bringIn(portal, askar, address);
    assert.deepEqual([outdated.status, Boolean(outdated.outdated)], ['checked', true]);
    assert.equal(await count('product_revisions', { status: 'in_review', supplier_id: 1 }), before);
    assert.match((await askar.get(address)).text, /Something changed after the check/);
    assert.equal((await askar.submit(address, {}, `${address}/check`)).status, 303);
    const again = await settled(portal, address);
    assert.deepEqual([again.status, Boolean(again.outdated)], ['checked', false]);
    assert.equal((await bringIn(portal, askar, address)).status, 'done');
  });

  const bad: [what: string, content: Buffer, words: RegExp][] = [
    ['empty', Buffer.alloc(0), /The file is empty/],
    ['of another kind', Buffer.from('%PDF-1.7'), /neither CSV nor XLSX/],
    [
      'with a password',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
      /protected by a password/,
    ],
    ['in UTF-16', Buffer.from('\uFEFFarticle\nA-1', 'utf16le'), /UTF-16/],
    ['of more than 20 MB', Buffer.alloc(21 * 1024 * 1024, 'a'), /larger than 20 MB/],
  ];
  for (const [what, content, words] of bad) {
    void test(`a file ${what} is refused at once`, async () => {
      const values = { _csrf: await tokenOf(askar), key: randomUUID() };
      const answer = await askar.upload('/en/supplier/imports', values, {
        field: 'file',
        name: 'table.xlsx',
        content,
      });
      assert.equal(answer.status, 422);
      assert.match(answer.text, words);
    });
  }

  void test('a form without a file, key or token is refused', async () => {
    const token = await tokenOf(askar);
    const file = { field: 'file', name: 'x.csv', content: Buffer.from('article\nA') };
    const missing = await askar.upload('/en/supplier/imports', { _csrf: token }, file);
    assert.equal(missing.status, 422);
    const without = await askar.upload('/en/supplier/imports', { key: randomUUID() }, file);
    assert.equal(without.status, 403);
    const other = { ...file, field: 'other' };
    const wrong = await askar.upload(
      '/en/supplier/imports',
      { _csrf: token, key: randomUUID() },
      other,
    );
    assert.equal(wrong.status, 422);
    const empty = await askar.post('/en/supplier/imports', { _csrf: token, key: randomUUID() });
    assert.match(empty.text, /Choose a CSV or XLSX file/);
  });

  void test('a suspended firm sends nothing', async () => {
    await db.write('suppliers').where({ id: 1 }).update({ status: 'suspended' });
    const page = await askar.get('/en/supplier/imports');
    assert.match(page.text, /not admitted at the moment/);
    const values = { _csrf: await tokenOf(askar), key: randomUUID() };
    const file = { field: 'file', name: 'x.csv', content: csvOf(own.slice(0, 1)) };
    const answer = await askar.upload('/en/supplier/imports', values, file);
    assert.equal(answer.status, 422);
    await db.write('suppliers').where({ id: 1 }).update({ status: 'admitted' });
  });

  void test('a check that was cut off begins again, and one that always fails is given up', async () => {
    const address = await send(askar, 'supplier', csvOf(own.slice(0, 3)));
    const { id } = await settled(portal, address);
    const cut = { status: 'checking', lease_key: 'gone', attempts: 1 };
    await db
      .write('imports')
      .where({ id })
      .update({ ...cut, lease_until: '2026-11-23T00:00:00.000Z' });
    await send(askar, 'supplier', csvOf(own.slice(0, 1))); // wakes the work
    assert.equal((await settled(portal, address)).status, 'checked');
    await db
      .write('imports')
      .where({ id })
      .update({ ...cut, attempts: 3, lease_until: '2026-11-23T00:00:00.000Z' });
    await send(askar, 'supplier', csvOf(own.slice(0, 1)));
    assert.equal((await settled(portal, address)).status, 'failed');
    assert.equal(await count('import_products', { import_id: id }), 0);
    const held = { ...cut, status: 'checking', lease_until: '2030-01-01T00:00:00.000Z' };
    const other = await settled(portal, await send(askar, 'supplier', csvOf(own.slice(0, 1))));
    await db.write('imports').where({ id: other.id }).update(held);
    await settled(portal, await send(askar, 'supplier', csvOf(own.slice(0, 1))));
    const still = await db.read('imports').where({ id: other.id }).first();
    assert.equal(still.lease_key, 'gone', 'another process works on it');
    await db.write('imports').where({ id: other.id }).update({ status: 'failed', lease_key: null });
  });

  void test('what the query asks wrongly is said, and hostile addresses are not there', async () => {
    for (const [address, status] of [
      ['imports/template', 422],
      ['imports/template?class=MM&format=csv', 422],
      ['imports/template?class=MM-01&format=pdf', 422],
      ['imports/export?class=XX-99&format=csv', 422],
      ['imports/export?class=MM-01&format=csv&supplier=x', 422],
      ['imports/0', 404],
      ['imports/9999999999', 404],
      ['imports/x', 404],
      ['imports?before=x', 200],
    ] as const) {
      assert.equal((await askar.get(`/en/supplier/${address}`)).status, status, address);
    }
    const address = await send(askar, 'supplier', csvOf(own.slice(0, 1)));
    await settled(portal, address);
    assert.equal((await askar.get(`${address}?shown=x`)).status, 422);
    assert.equal((await askar.get(`${address}?after=-1`)).status, 422);
  });

  void test('no file is left behind', async () => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(storedFiles(), []);
    assert.equal(await verifyChain(db.read), null);
  });

  void test('old files go with all that was found in them', async () => {
    const { sweepImports } = await import('../../server/imports/work.ts');
    const before = await count('imports');
    await sweepImports(portal.portal);
    assert.equal(await count('imports'), before);
    portal.setTime('2027-03-23T05:00:00.000Z');
    await sweepImports(portal.portal);
    for (const table of [
      'imports',
      'import_rows',
      'import_problems',
      'import_products',
      'import_offers',
    ]) {
      assert.equal(await count(table), 0, table);
    }
  });
});
