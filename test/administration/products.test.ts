import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import request from 'supertest';
import { signIn, stranger } from '../support/visitor.ts';
import { startPortal } from '../support/portal.ts';
import { ARMAN, change, changeTwice, ELENA, formOn, lastEntry, names, three } from './desk.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const elena = await portal.signedIn(ELENA);
const { read } = portal.db;
const NEW = '/en/admin/products/new';

const product = {
  aid_class_code: 'TT-01',
  maker: 'Nurly Zhol',
  ...three('name', ['Сынақ таяғы', 'Пробная трость', 'Trial cane']),
  ...three('summary', ['', '', '']),
  ...three('description', ['', '', '']),
  origin: 'KZ',
  warranty_months: '12',
  certificate_number: '',
  certificate_valid_until: '',
};

const made = async () => read('products').where({ slug: 'trial-cane' }).first();
const act = async (visitor: typeof arman, move: string, values = {}) => {
  const { id } = await made();
  const page = `/en/admin/products/${id}`;
  return change(visitor, page, values, `${page}/${move}`);
};

void describe('a new product', () => {
  void it('is one draft, however often the form is sent, with an address from its English name', async () => {
    const answers = await changeTwice(arman, NEW, product);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(answers[0].headers.location, answers[1].headers.location);
    const rows = await read('products').where({ maker: 'Nurly Zhol', name_en: 'Trial cane' });
    assert.deepEqual(
      rows.map(({ slug, status }) => [slug, status]),
      [['trial-cane', 'draft']],
    );
    await change(arman, NEW, product);
    assert.ok(await read('products').where({ slug: 'trial-cane-2' }).first());
  });

  void it('keeps its address when its name changes', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}/edit`;
    assert.equal((await change(arman, page, { name_en: 'Trial white cane' })).status, 303);
    const after = await made();
    assert.equal(after.name_en, 'Trial white cane');
    const { detail } = await lastEntry(portal, 'product', id);
    assert.deepEqual(JSON.parse(detail), { name_en: ['Trial cane', 'Trial white cane'] });
  });

  for (const [field, value, words] of [
    ['name_kk', '', /in Kazakh/],
    ['aid_class_code', '', /class/],
    ['aid_class_code', 'TT', /class/],
    ['aid_class_code', "TT'", /expected form/],
    ['maker', '', /maker/],
    ['origin', 'XK', /country/],
    ['origin', '', /country/],
    ['warranty_months', '-1', /from 0/],
    ['warranty_months', '1.5', /whole number/],
    ['certificate_valid_until', '30.02.2027', /date/],
    ['description_ru', 'я'.repeat(6001), /at most 6000/],
  ] as const) {
    void it(`is refused with ${field} “${value.slice(0, 10)}”, and keeps what was typed`, async () => {
      const answer = await change(arman, NEW, { ...product, [field]: value });
      names(answer, field, words);
      assert.match(answer.text, /Пробная трость|Сынақ таяғы/);
    });
  }

  void it('is not visible before it is published', async () => {
    assert.equal((await portal.stranger().get('/en/aids/trial-cane')).status, 404);
  });
});

void describe('a variant', () => {
  const variantPage = async () => `/en/admin/variants/new?product=${(await made()).id}`;
  const variant = { article: 'TR-1', ...three('label', ['Ұзын', 'Длинная', 'Long']) };

  void it('is added once, with technical data of each kind', async () => {
    const page = await variantPage();
    const definitions = await read('attribute_definitions').whereIn('aid_class_code', [
      'TT',
      'TT-01',
    ]);
    const data: Record<string, string> = {};
    for (const one of definitions) {
      const option = await read('attribute_options').where({ definition_id: one.id }).first();
      if (one.kind === 'number') data[`attribute-${one.id}`] = '42,5';
      if (one.kind === 'yes_no') data[`attribute-${one.id}`] = 'no';
      if (one.kind === 'choice') data[`attribute-${one.id}`] = String(option.id);
      if (one.kind === 'text') {
        for (const lang of ['kk', 'ru', 'en']) data[`attribute-${one.id}_${lang}`] = 'текст';
      }
    }
    const answers = await changeTwice(arman, page, { ...variant, ...data });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await read('variants').where({ article: 'TR-1' });
    assert.equal(rows.length, 1);
    const values = await read('attribute_values').where({ variant_id: rows[0].id });
    assert.equal(values.length, definitions.length);
    const number = values.find(({ thousandths }) => thousandths !== null);
    assert.equal(Number(number.thousandths), 42_500);
    const { text } = await arman.get(`/en/admin/variants/${rows[0].id}`);
    assert.match(text, /value="42\.5"/);
  });

  void it('cannot take another variant’s article', async () => {
    const other = await read('variants').whereNot({ article: 'TR-1' }).first();
    const values = { ...variant, article: other.article, label_en: 'Another' };
    names(await change(arman, await variantPage(), values), 'article', /Another variant/);
  });

  void it('is changed, and its data with it', async () => {
    const { id } = await read('variants').where({ article: 'TR-1' }).first();
    const { definition_id } = await read('attribute_values')
      .where({ variant_id: id })
      .whereNotNull('thousandths')
      .first();
    const page = `/en/admin/variants/${id}`;
    const field = `attribute-${definition_id}`;
    assert.equal((await change(arman, page, { [field]: '43' })).status, 303);
    const value = await read('attribute_values').where({ variant_id: id, definition_id }).first();
    assert.equal(Number(value.thousandths), 43_000);
    names(await change(arman, page, { [field]: 'long' }), field, /42\.5/);
    names(await change(arman, page, { article: '' }), 'article', /article/);
    names(await change(arman, page, { article: '<b>' }), 'article', /letters, digits/);
    names(await change(arman, page, { label_ru: '' }), 'label_ru', /in Russian/);
    const choice = await read('attribute_values')
      .where({ variant_id: id })
      .whereNotNull('option_id')
      .first();
    const wrong = `attribute-${choice.definition_id}`;
    names(await change(arman, page, { [wrong]: '999999' }), wrong, /in the list/);
    const stale = await change(arman, page, { label_en: 'Longer', version: '77' });
    assert.equal(stale.status, 409);
  });

  void it('belongs to a product that is there', async () => {
    assert.equal((await arman.get('/en/admin/variants/new?product=999999')).status, 404);
    assert.equal((await arman.get('/en/admin/variants/new')).status, 422);
    assert.equal((await arman.get('/en/admin/variants/new?product=x')).status, 422);
  });
});

void describe('a picture', () => {
  // Files need a form of their own kind, so this administrator keeps an agent.
  const agent = request.agent(portal.address);
  const keeper = signIn(
    {
      ...stranger(portal.address),
      post: (address, values = {}) => agent.post(address).type('form').send(values),
    },
    ARMAN,
    'Tandau-demo-2026',
  );
  const folder = path.resolve(portal.portal.config.filesDir, 'pictures');
  const alt = three('alt', ['Таяқ', 'Трость', 'Cane']) as Record<string, string>;
  const png = () =>
    sharp({ create: { width: 1600, height: 900, channels: 3, background: '#00677f' } });

  async function upload(
    content: Buffer,
    name: string,
    values: Record<string, string> = {},
  ): Promise<request.Response> {
    await keeper;
    const page = `/en/admin/products/${(await made()).id}/pictures`;
    const hidden = formOn((await agent.get(page)).text, page) as Record<string, string>;
    const posted = agent.post(page);
    for (const [field, value] of Object.entries({ ...hidden, ...alt, ...values })) {
      void posted.field(field, value);
    }
    return posted.attach('picture', content, name);
  }

  void it('is stored afresh, smaller and without the camera’s data, once', async () => {
    const photo = await png()
      .withExif({ IFD0: { Copyright: 'me' } })
      .jpeg()
      .toBuffer();
    const key = '0f0e0d0c-0b0a-4908-8706-050403020100';
    const answers = await Promise.all([
      upload(photo, 'таяқ.JPG', { key }),
      upload(photo, 'таяқ.JPG', { key }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await read('product_pictures').where({ product_id: (await made()).id });
    assert.equal(rows.length, 1);
    assert.deepEqual([rows[0].width, rows[0].height], [1200, 675]);
    const stored = await sharp(path.join(folder, rows[0].file)).metadata();
    assert.equal(stored.format, 'webp');
    assert.equal(stored.exif, undefined);
    const served = await portal.stranger().get(`/files/pictures/${rows[0].file}`);
    assert.equal(served.status, 200);
  });

  for (const [what, content, name, words] of [
    ['a file that only says it is one', Buffer.from('<svg/>'), 'a.png', /JPEG or PNG/],
    ['a page', Buffer.from('<!doctype html>'), 'a.html', /JPEG or PNG/],
    ['nothing', Buffer.alloc(0), 'a.jpg', /JPEG or PNG/],
    [
      'half a picture',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
      'a.jpg',
      /could not be read/,
    ],
    [
      'a picture of 6 megabytes and more',
      Buffer.alloc(6 * 1024 * 1024 + 1, 1),
      'a.jpg',
      /6 megabytes/,
    ],
  ] as const) {
    void it(`is not ${what} (v5.0.0-5.2.2)`, async () => {
      const before = existsSync(folder) ? readdirSync(folder).length : 0;
      names(await upload(content, name), 'picture', words);
      assert.equal(readdirSync(folder).length, before);
    });
  }

  void it('is a PNG with the ending of one', async () => {
    const content = await png().png().toBuffer();
    names(await upload(content, 'a.jpg'), 'picture', /JPEG or PNG/);
    assert.equal((await upload(content, 'a.png')).status, 303);
  });

  void it('is not a bomb of pixels', async () => {
    const content = await sharp({
      create: { width: 8000, height: 5001, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer();
    names(await upload(content, 'a.png'), 'picture', /40 megapixels/);
  });

  void it('says what it shows in three languages', async () => {
    const content = await png().resize(40).png().toBuffer();
    names(await upload(content, 'a.png', { alt_kk: '' }), 'alt_kk', /in Kazakh/);
  });

  void it('needs the session’s token', async () => {
    const { status } = await upload(await png().png().toBuffer(), 'a.png', { _csrf: 'x' });
    assert.equal(status, 403);
  });

  void it('comes in a form that can be read', async () => {
    await keeper;
    const { status } = await agent
      .post(`/en/admin/products/${(await made()).id}/pictures`)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nnothing');
    assert.equal(status, 422);
  });

  void it('is taken off with its file', async () => {
    const row = await read('product_pictures')
      .where({ product_id: (await made()).id })
      .first();
    const page = `/en/admin/products/${row.product_id}/pictures`;
    const action = `${page}/${row.id}/removal`;
    const answers = await changeTwice(arman, page, {}, action);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(existsSync(path.join(folder, row.file)), false);
  });
});

void describe('the way of a product into the catalogue', () => {
  void it('is closed while something is missing, and says what, with links', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}`;
    const { text } = await arman.get(page);
    assert.match(text, /href="\/en\/admin\/products\/\d+\/edit#summary_kk"/);
    assert.match(text, /Certificate number/);
    assert.match(text, /What is missing must be filled in first/);
    const { status } = await arman.post(`${page}/submission`, {
      _csrf: /name="_csrf" value="([^"]+)"/.exec(text)![1]!,
      version: String((await made()).version),
    });
    assert.equal(status, 409);
    assert.equal((await made()).status, 'draft');
  });

  void it('opens when all is there: one submits, and cannot publish', async () => {
    const { id } = await made();
    const whole = {
      ...three('summary', ['а', 'б', 'c']),
      ...three('description', ['а', 'б', 'c']),
      certificate_number: 'KZ.0000.TEST.1',
      certificate_valid_until: '31.12.2027',
    };
    assert.equal((await change(arman, `/en/admin/products/${id}/edit`, whole)).status, 303);
    const answers = await changeTwice(
      arman,
      `/en/admin/products/${id}`,
      {},
      `/en/admin/products/${id}/submission`,
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await made()).status, 'in_review');
    const { text } = await arman.get(`/en/admin/products/${id}`);
    assert.match(text, /another administrator does that/);
    const { status } = await arman.post(`/en/admin/products/${id}/publication`, {
      _csrf: /name="_csrf" value="([^"]+)"/.exec(text)![1]!,
      version: String((await made()).version),
    });
    assert.equal(status, 409);
    assert.equal((await made()).status, 'in_review');
  });

  void it('is locked while it is read', async () => {
    const { id } = await made();
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get('/en/admin')).text)![1]!;
    const body = {
      ...product,
      name_en: 'Other',
      _csrf: token,
      version: String((await made()).version),
    };
    assert.equal((await arman.post(`/en/admin/products/${id}/edit`, body)).status, 409);
    const variant = await read('variants').where({ product_id: id }).first();
    const sent = {
      _csrf: token,
      article: 'TR-9',
      ...three('label', ['а', 'б', 'c']),
      version: '1',
    };
    assert.equal((await arman.post(`/en/admin/variants/${variant.id}`, sent)).status, 409);
    assert.equal((await arman.post(`/en/admin/variants/new?product=${id}`, sent)).status, 409);
    assert.equal((await made()).name_en, 'Trial white cane');
  });

  void it('goes back with a note, which its history shows', async () => {
    const empty = await act(elena, 'return');
    names(empty, 'note', /what to mend/);
    assert.equal((await act(elena, 'return', { note: 'Give the length in cm' })).status, 303);
    assert.equal((await made()).status, 'draft');
    assert.match(
      (await arman.get(`/en/admin/products/${(await made()).id}`)).text,
      /Give the length in cm/,
    );
    assert.equal((await act(arman, 'submission')).status, 303);
  });

  void it('ends when a second person publishes: people find it', async () => {
    assert.equal((await act(elena, 'publication')).status, 303);
    const row = await made();
    assert.deepEqual([row.status, row.published_on], ['published', '2026-11-23']);
    assert.equal((await portal.stranger().get('/en/aids/trial-cane')).status, 200);
    const { text } = await portal.stranger().get('/en/aids?q=trial');
    assert.match(text, /Trial white cane/);
  });

  void it('is left by withdrawal, and begins anew', async () => {
    assert.equal((await act(arman, 'withdrawal')).status, 303);
    assert.doesNotMatch((await portal.stranger().get('/en/aids?q=trial')).text, /Trial white cane/);
    const { id, version } = await made();
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get('/en/admin')).text)![1]!;
    const stale = { _csrf: token, version: String(version - 1) };
    assert.equal((await arman.post(`/en/admin/products/${id}/publication`, stale)).status, 409);
    assert.equal((await act(arman, 'reopening')).status, 303);
    assert.equal((await made()).status, 'draft');
    const actions = await read('audit_entries')
      .where({ object_kind: 'product', object_id: String(id) })
      .whereLike('detail', '%status%')
      .orderBy('id')
      .select('action');
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['submitted', 'returned', 'submitted', 'published', 'withdrawn', 'reopened'].map(
        (past) => `product.${past}`,
      ),
    );
  });
});
