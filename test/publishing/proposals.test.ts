// A supplier proposes: a change to a product of the catalogue, and a product of its own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { change, changeTwice, formOn, names, three } from '../support/desk.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const askar = await portal.signedIn(iinOf('askar'));
const natalia = await portal.signedIn(iinOf('natalia'));
const arman = await portal.signedIn(iinOf('arman'));
const { read } = portal.db;

const shown = await read('products')
  .where({ status: 'published', aid_class_code: 'TT-01' })
  .orderBy('id')
  .first();
const page = `/en/supplier/products/${shown.id}`;
const proposal = async () =>
  read('product_revisions')
    .where({ product_id: shown.id })
    .whereNotNull('supplier_id')
    .orderBy('number', 'desc')
    .first();

const told = async () => {
  const rows = await read('messages').whereLike('kind', 'product.%').orderBy('id').select('kind');
  return rows.map(({ kind }) => kind);
};

void describe('a supplier', () => {
  void it('finds a product of the catalogue by its article or name', async () => {
    const { article } = await read('variants').where({ product_id: shown.id }).first();
    for (const q of [article, shown.name_en.split(' ')[0].toLowerCase(), shown.name_ru]) {
      const { text } = await askar.get(`/en/supplier/products?q=${encodeURIComponent(q)}`);
      assert.match(text, new RegExp(`href="${page}"`), q);
    }
    assert.match((await askar.get('/en/supplier/products?q=%25qx%25')).text, /Nothing found/);
  });

  void it('is led from its orders to its products', async () => {
    assert.match((await askar.get('/en/supplier')).text, /href="\/en\/supplier\/products"/);
  });

  void it('proposes a change, which nobody sees before it is accepted', async () => {
    const answers = await changeTwice(askar, `${page}/edit`, { name_en: 'Proposed cane' });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await proposal()).status, 'draft');
    const sent = await change(askar, page, { note: 'Renamed' }, `${page}/submission`);
    assert.equal(sent.status, 303);
    assert.equal((await proposal()).status, 'in_review');
    const { text } = await portal.stranger().get(`/en/aids/${shown.slug}`);
    assert.doesNotMatch(text, /Proposed cane/);
  });

  void it('does not see what another firm proposes', async () => {
    const { number } = await proposal();
    assert.doesNotMatch((await natalia.get(page)).text, /Proposed cane/);
    assert.equal((await natalia.get(`${page}/versions/${number}`)).status, 404);
    assert.equal((await askar.get(`${page}/versions/${number}`)).status, 200);
    assert.doesNotMatch((await natalia.get('/en/supplier/products')).text, /Proposed cane/);
    assert.match((await natalia.get(`${page}/edit`)).text, new RegExp(shown.name_en));
  });

  void it('gets it back with a message, mends it, and any administrator accepts it', async () => {
    const { id } = await proposal();
    const review = `/en/admin/review/${id}`;
    const { text } = await arman.get(review);
    assert.match(text, /Renamed/);
    assert.match(text, /<ins>Proposed <\/ins>cane/);
    const back = await change(arman, review, { message: 'Say its length' }, `${review}/return`);
    assert.equal(back.status, 303);
    assert.match((await askar.get(page)).text, /Say its length/);
    assert.match((await askar.get('/en/supplier/products')).text, /Say its length/);
    assert.deepEqual(await told(), ['product.returned']);

    assert.equal(
      (await change(askar, `${page}/edit`, { name_en: 'Proposed cane, 95 cm' })).status,
      303,
    );
    assert.equal((await change(askar, page, {}, `${page}/submission`)).status, 303);
    assert.equal((await change(arman, review, {}, `${review}/acceptance`)).status, 303);
    assert.match(
      (await portal.stranger().get(`/en/aids/${shown.slug}`)).text,
      /Proposed cane, 95 cm/,
    );
    assert.deepEqual(await told(), ['product.returned', 'product.published']);
  });

  void it('cannot review, withdraw or send in its own name what others wrote', async () => {
    const token = /name="_csrf" value="([^"]+)"/.exec((await askar.get(page)).text)![1]!;
    const sent = { _csrf: token, version: '1_0_0', seen: '1', when: 'now' };
    for (const address of [
      `/en/admin/review/${(await proposal()).id}/acceptance`,
      `/en/admin/products/${shown.id}/withdrawal`,
      `/en/admin/products/${shown.id}/submission`,
    ]) {
      assert.equal((await askar.post(address, sent)).status, 403, address);
    }
    assert.equal((await askar.post(`${page}/withdrawal`, sent)).status, 404);
    assert.equal((await askar.get('/en/admin/review')).status, 403);
  });

  void it('and an administrator may each work on a change of the same product', async () => {
    assert.equal((await change(askar, `${page}/edit`, { warranty_months: '30' })).status, 303);
    const edit = `/en/admin/products/${shown.id}/edit`;
    assert.equal((await change(arman, edit, { maker: 'Nurly Zhol 2' })).status, 303);
    const open = await read('product_revisions')
      .where({ product_id: shown.id, status: 'draft' })
      .orderBy('id');
    assert.deepEqual(
      open.map(({ supplier_id: firm }) => firm === null),
      [false, true],
    );
    assert.doesNotMatch((await askar.get(`${page}/edit`)).text, /Nurly Zhol 2/);
  });

  void it('that is suspended proposes nothing', async () => {
    const firm = (await proposal()).supplier_id;
    await portal.db.write('suppliers').where({ id: firm }).update({ status: 'suspended' });
    assert.equal((await change(askar, `${page}/edit`, { warranty_months: '31' })).status, 409);
    assert.equal((await change(askar, page, {}, `${page}/submission`)).status, 409);
    await portal.db.write('suppliers').where({ id: firm }).update({ status: 'admitted' });
  });
});

void describe('a product of a supplier’s own', () => {
  const NEW = '/en/supplier/products/new';
  const head = {
    aid_class_code: 'TT-01',
    maker: 'Zhana',
    ...three('name', ['Жаңа таяқ', 'Новая трость', 'Fresh cane']),
    origin: 'KZ',
    warranty_months: '6',
  };
  const made = async () => read('products').where({ slug: 'fresh-cane' }).first();

  void it('is one proposal, however often the form is sent', async () => {
    const answers = await changeTwice(askar, NEW, head);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await read('products').whereLike('slug', 'fresh-cane%')).length, 1);
    names(await change(askar, NEW, { ...head, maker: '' }), 'maker', /maker/);
  });

  void it('is there for its firm and for administrators only, who do not write in it', async () => {
    const { id } = await made();
    assert.equal((await askar.get(`/en/supplier/products/${id}`)).status, 200);
    assert.equal((await natalia.get(`/en/supplier/products/${id}`)).status, 404);
    assert.equal((await natalia.get(`/en/supplier/products/${id}/edit`)).status, 404);
    assert.equal((await portal.stranger().get('/en/aids/fresh-cane')).status, 404);
    const { text } = await arman.get('/en/admin/products?q=fresh');
    assert.match(text, /Fresh cane/);
  });

  void it('cannot take an article that a product of the catalogue has', async () => {
    const { id } = await made();
    const { article } = await read('variants').first();
    const variant = { article, ...three('label', ['а', 'б', 'c']) };
    const answer = await change(askar, `/en/supplier/products/${id}/variants/new`, variant);
    names(answer, 'article', /Another variant/);
  });

  void it('shows its firm what is missing, and does not go to review before', async () => {
    const { id } = await made();
    const own = `/en/supplier/products/${id}`;
    const { text } = await askar.get(own);
    assert.match(text, /things are missing/);
    assert.match(text, new RegExp(`href="${own}/pictures"`));
    assert.throws(() => formOn(text, `${own}/submission`));
    const drawing = `${own}/pictures`;
    assert.equal(
      (await change(askar, drawing, { drawing_stands: 'yes' }, `${drawing}/drawing`)).status,
      303,
    );
    assert.doesNotMatch((await askar.get(own)).text, /A photograph, or the choice/);
  });
});

void describe('several proposals', () => {
  const ids: number[] = [];
  const waiting = async () =>
    (await read('product_revisions').whereIn('product_id', ids).where({ status: 'in_review' }))
      .length;
  const marks = (html: string) =>
    [...html.matchAll(/name="marked"\s+[^>]*value="([^"]+)"/g)].map(([, value]) => value!);

  void it('are accepted together, each by itself; what changed meanwhile is left', async () => {
    const products = await read('products')
      .where({ status: 'published', aid_class_code: 'TT-12' })
      .orderBy('id');
    for (const { id } of products) {
      const own = `/en/supplier/products/${id}`;
      assert.equal((await change(askar, `${own}/edit`, { warranty_months: '99' })).status, 303);
      assert.equal((await change(askar, own, {}, `${own}/submission`)).status, 303);
      ids.push(id);
    }
    assert.ok(ids.length >= 2);
    const { text } = await arman.get('/en/admin/review');
    assert.match(text, /Warranty, months/);
    const form = formOn(text, '/en/admin/review/acceptance');
    const revisions = await read('product_revisions')
      .whereIn('product_id', ids)
      .where({ status: 'in_review' });
    const marked = marks(text).filter((mark) =>
      revisions.some(({ id }) => mark.startsWith(`${id}.`)),
    );
    assert.equal(marked.length, ids.length);
    const [first] = ids;
    const own = `/en/supplier/products/${first}`;
    assert.equal((await change(askar, own, {}, `${own}/recall`)).status, 303);
    assert.equal((await change(askar, own, {}, `${own}/submission`)).status, 303);
    const answer = await arman.post('/en/admin/review/acceptance', { ...form, marked });
    assert.equal(answer.status, 303);
    assert.match((await arman.get('/en/admin/review')).text, /Left: 1/);
    assert.equal(await waiting(), 1);
    const months = await read('products').whereIn('id', ids.slice(1)).distinct('warranty_months');
    assert.deepEqual(
      months.map((row) => row.warranty_months),
      [99],
    );
  });

  void it('need a mark each', async () => {
    const { text } = await arman.get('/en/admin/review');
    const form = formOn(text, '/en/admin/review/acceptance');
    for (const marked of [[], ['1'], ['x.1'], ["1.1'--"]]) {
      const answer = await arman.post('/en/admin/review/acceptance', { ...form, marked });
      assert.equal(answer.status, 422, String(marked));
    }
  });
});
