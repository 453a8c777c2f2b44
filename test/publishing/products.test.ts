import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import request from 'supertest';
import { SECTIONS } from '../../server/catalogue/technical-data.ts';
import type { ProductContent } from '../../server/publishing/content.ts';
import { signIn, stranger } from '../support/visitor.ts';
import { startPortal } from '../support/portal.ts';
import {
  ARMAN,
  change,
  changeTwice,
  ELENA,
  formOn,
  lastEntry,
  names,
  three,
} from '../support/desk.ts';

interface RevisionRow {
  id: number;
  number: number;
  status: string;
  note: string | null;
  published_on: string | null;
}

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const elena = await portal.signedIn(ELENA);
const { read } = portal.db;
const NEW = '/en/admin/products/new';
const SECTION_NAMES = SECTIONS.map((section) =>
  portal.portal.texts.en(`catalogue.section.${section}`),
);

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
const revision = async () => {
  const { id } = await made();
  const row = await read('product_revisions')
    .where({ product_id: id })
    .orderBy('number', 'desc')
    .first();
  const { id: revisionId, number, status, note, published_on }: RevisionRow = row;
  const content: ProductContent = JSON.parse(row.content);
  return { id: revisionId, number, status, note, published_on, content };
};
const act = async (visitor: typeof arman, move: string, values = {}) => {
  const { id } = await made();
  const page = `/en/admin/products/${id}`;
  return change(visitor, page, values, `${page}/${move}`);
};
const decision = async (visitor: typeof arman, move: string, values = {}) => {
  const page = `/en/admin/review/${(await revision()).id}`;
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

  void it('has a first version, which says what the form said', async () => {
    const { number, status, content } = await revision();
    assert.deepEqual([number, status], [1, 'draft']);
    assert.deepEqual(
      [content.names.en, content.warrantyMonths, content.certificate, content.variants],
      ['Trial cane', 12, null, []],
    );
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
  const variantPage = async (number: number | string = 'new') =>
    `/en/admin/products/${(await made()).id}/variants/${number}`;
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
      if (one.kind === 'number') data[`attribute-${one.id}`] = numberFor(one);
      if (one.kind === 'yes_no') data[`attribute-${one.id}`] = 'no';
      if (one.kind === 'choice') data[`attribute-${one.id}`] = option.key;
      if (one.kind === 'text') {
        for (const lang of ['kk', 'ru', 'en']) data[`attribute-${one.id}_${lang}`] = 'текст';
      }
    }
    const answers = await changeTwice(arman, page, { ...variant, ...data });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const { variants } = (await revision()).content;
    assert.deepEqual(
      variants.map((one) => one.article),
      ['TR-1'],
    );
    assert.equal(Object.keys(variants[0]!.values).length, definitions.length);
    assert.ok(Object.values(variants[0]!.values).includes(42_500));
    const { text } = await arman.get(await variantPage(1));
    assert.match(text, /value="42\.5"/);
    assert.equal(await read('variants').where({ article: 'TR-1' }).first(), undefined);
  });

  void it('cannot take another variant’s article', async () => {
    const other = await read('variants').whereNot({ article: 'TR-1' }).first();
    const values = { ...variant, article: other.article, label_en: 'Another' };
    names(await change(arman, await variantPage(), values), 'article', /Another variant/);
  });

  void it('is changed, and its data with it; a decimal comma is a decimal point', async () => {
    const page = await variantPage(1);
    const { id, key } = await halfSteps();
    const field = `attribute-${id}`;
    for (const typed of ['43,5', '43.5', ' 43,50 ']) {
      assert.equal((await change(arman, page, { [field]: typed })).status, 303);
      assert.equal((await revision()).content.variants[0]!.values[key], 43_500);
    }
    names(await change(arman, page, { [field]: 'long' }), field, /42\.5/);
    names(await change(arman, page, { [field]: '43.3' }), field, /in steps of 0\.5/);
    names(await change(arman, page, { article: '' }), 'article', /article/);
    names(await change(arman, page, { article: '<b>' }), 'article', /letters, digits/);
    names(await change(arman, page, { label_ru: '' }), 'label_ru', /in Russian/);
    const choice = await read('attribute_definitions')
      .whereIn('aid_class_code', ['TT', 'TT-01'])
      .where({ kind: 'choice' })
      .first('id');
    const wrong = `attribute-${choice.id}`;
    names(await change(arman, page, { [wrong]: 'no-such' }), wrong, /in the list/);
    const stale = await change(arman, page, { label_en: 'Longer', version: '77_1_1' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /Longer/);
  });

  void it('is on a page with the sections of its class, each a group with its name', async () => {
    const { text } = await arman.get(await variantPage(1));
    const legends = [...text.matchAll(/<legend[^>]*--m">([^<]+)/g)].map(([, legend]) => legend);
    const sections = legends.filter((legend) => !/Variant name/.test(legend!));
    assert.ok(sections.length >= 2, sections.join());
    assert.deepEqual(
      sections,
      SECTION_NAMES.filter((name) => sections.includes(name)),
    );
  });

  void it('can be taken out while nobody has seen it', async () => {
    assert.equal(
      (await change(arman, await variantPage(), { ...variant, article: 'TR-2' })).status,
      303,
    );
    const page = await variantPage(2);
    const answers = await changeTwice(arman, page, {}, `${page}/removal`);
    assert.ok(answers.every(({ status }) => [303, 404].includes(status)));
    assert.equal((await revision()).content.variants.length, 1);
  });

  void it('belongs to a product that is there', async () => {
    assert.equal((await arman.get('/en/admin/products/999999/variants/new')).status, 404);
    assert.equal((await arman.get('/en/admin/products/x/variants/new')).status, 404);
    assert.equal((await arman.get(await variantPage(9))).status, 404);
    assert.equal((await arman.get(await variantPage('0'))).status, 404);
  });
});

async function halfSteps() {
  return read('attribute_definitions')
    .whereIn('aid_class_code', ['TT', 'TT-01'])
    .where({ kind: 'number', step: 500 })
    .first('id', 'key');
}

function numberFor({ step }: { step: number | null }): string {
  return step && 42_500 % step ? '42' : '42,5';
}

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
    const { pictures } = (await revision()).content;
    assert.equal(pictures.length, 1);
    assert.deepEqual([pictures[0]!.width, pictures[0]!.height], [1600, 900]);
    const stored = await sharp(path.join(folder, pictures[0]!.file)).metadata();
    assert.equal(stored.format, 'webp');
    assert.equal(stored.exif, undefined);
    for (const width of [320, 640, 1024]) {
      const served = await portal
        .stranger()
        .get(`/files/pictures/${pictures[0]!.file.replace('.webp', `-${width}.webp`)}`);
      assert.equal(served.status, 200);
      assert.equal(served.headers['content-type'], 'image/webp');
    }
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

  void it('is put first, and taken off; its files stay for the versions that show it', async () => {
    const page = `/en/admin/products/${(await made()).id}/pictures`;
    const before = (await revision()).content.pictures;
    assert.equal(before.length, 2);
    const second = await change(arman, page, { file: before[1]!.file }, `${page}/first`);
    assert.equal(second.status, 303);
    const after = (await revision()).content.pictures;
    assert.deepEqual(
      after.map((one) => one.file),
      [before[1]!.file, before[0]!.file],
    );
    const answers = await changeTwice(arman, page, { file: before[0]!.file }, `${page}/removal`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await revision()).content.pictures.length, 1);
    assert.equal(existsSync(path.join(folder, before[0]!.file)), true);
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
      _csrf: tokenIn(text),
      version: await stamp(),
    });
    assert.equal(status, 409);
    assert.equal((await revision()).status, 'draft');
  });

  void it('opens when all is there: one sends it, and cannot accept it', async () => {
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
      { note: 'A new cane' },
      `/en/admin/products/${id}/submission`,
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const { id: revisionId, status, note } = await revision();
    assert.deepEqual([status, note], ['in_review', 'A new cane']);
    const { text } = await arman.get(`/en/admin/review/${revisionId}`);
    assert.match(text, /another administrator does that/);
    assert.doesNotMatch(text, /acceptance"/);
    const answer = await arman.post(`/en/admin/review/${revisionId}/acceptance`, {
      _csrf: tokenIn(text),
      seen: /name="seen" value="(\w+)"/.exec(text)![1]!,
    });
    assert.equal(answer.status, 409);
    assert.equal((await revision()).status, 'in_review');
  });

  void it('waits at the review desk, among others, the oldest first', async () => {
    const { text } = await elena.get('/en/admin/review');
    assert.match(text, /Trial white cane/);
    const days = [...text.matchAll(/data-label="Waits since">([^<]+)/g)].map(([, day]) =>
      Date.parse(day!),
    );
    assert.ok(days.length >= 3);
    assert.deepEqual(
      days,
      days.toSorted((a, b) => a - b),
    );
    assert.match((await elena.get('/en/admin')).text, /href="\/en\/admin\/review"/);
  });

  void it('is locked while it is read', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}`;
    const body = {
      ...product,
      name_en: 'Other',
      _csrf: tokenIn((await arman.get('/en/admin')).text),
      version: await stamp(),
    };
    assert.equal((await arman.post(`${page}/edit`, body)).status, 409);
    const sent = { ...body, article: 'TR-9', ...three('label', ['а', 'б', 'c']) };
    assert.equal((await arman.post(`${page}/variants/1`, sent)).status, 409);
    const { file } = (await revision()).content.pictures[0]!;
    assert.equal((await arman.post(`${page}/pictures/removal`, { ...body, file })).status, 409);
    assert.match((await arman.get(`${page}/edit`)).text, /waits for review/);
    assert.match((await arman.get(`${page}/variants/1`)).text, /waits for review/);
    assert.match((await arman.get(`${page}/class`)).text, /waits for review/);
  });

  void it('goes back with a message, which the proposer gets', async () => {
    names(await decision(elena, 'return'), 'message', /what to mend/);
    const message = 'Give the length in cm';
    const { id } = await revision();
    const answers = await changeTwice(
      elena,
      `/en/admin/review/${id}`,
      { message },
      `/en/admin/review/${id}/return`,
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await revision()).status, 'returned');
    assert.match((await arman.get(`/en/admin/products/${(await made()).id}`)).text, /length in cm/);
    const told = await read('messages')
      .where({ kind: 'product.returned' })
      .whereLike('body', `%${message}%`);
    assert.equal(told.length, 1);
    assert.equal((await act(arman, 'submission')).status, 303);
  });

  void it('ends when a second person accepts: people find it', async () => {
    const { id } = await revision();
    const answers = await changeTwice(
      elena,
      `/en/admin/review/${id}`,
      {},
      `/en/admin/review/${id}/acceptance`,
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const row = await made();
    assert.deepEqual([row.status, row.published_on], ['published', '2026-11-23']);
    assert.deepEqual(
      [(await revision()).status, (await revision()).published_on],
      ['published', '2026-11-23'],
    );
    assert.equal((await portal.stranger().get('/en/aids/trial-cane')).status, 200);
    const { text } = await portal.stranger().get('/en/aids?q=trial');
    assert.match(text.replace(/<\/?mark>/g, ''), /Trial white cane/);
    assert.equal((await read('revision_articles').where({ revision_id: id })).length, 0);
  });
});

void describe('a change to a published product', () => {
  const shown = async () => (await portal.stranger().get('/en/aids/trial-cane')).text;

  void it('is drafted and reviewed while people see the version before', async () => {
    const { id } = await made();
    const edit = `/en/admin/products/${id}/edit`;
    assert.equal((await change(arman, edit, { name_en: 'Trial cane, mended' })).status, 303);
    assert.match(await shown(), /Trial white cane/);
    assert.doesNotMatch(await shown(), /mended/);
    const { text } = await arman.get(`/en/admin/products/${id}`);
    assert.match(text, /<ins>cane, mended<\/ins>/);
    assert.match(text, /<del>white cane<\/del>/);
    assert.equal((await act(arman, 'submission')).status, 303);
    assert.match(await shown(), /Trial white cane/);
    assert.equal((await decision(elena, 'acceptance')).status, 303);
    assert.match(await shown(), /Trial cane, mended/);
    assert.equal((await made()).published_on, '2026-11-23');
  });

  void it('leaves the versions before it: each can be looked at, with what it changed', async () => {
    const { id } = await made();
    const rows = await read('product_revisions').where({ product_id: id }).orderBy('number');
    assert.deepEqual(
      rows.map(({ status }) => status),
      ['superseded', 'published'],
    );
    const first = await arman.get(`/en/admin/products/${id}/versions/1`);
    assert.match(first.text, /Trial white cane/);
    const second = await arman.get(`/en/admin/products/${id}/versions/2`);
    assert.match(second.text, /How it differs from version 1/);
    assert.match(second.text, /<ins>cane, mended<\/ins>/);
    assert.equal((await arman.get(`/en/admin/products/${id}/versions/3`)).status, 404);
  });

  void it('keeps the articles that people chose: a variant becomes inactive, its number stays', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}/variants/1`;
    names(await change(arman, page, { article: 'TR-1B' }), 'article', /does not change/);
    assert.equal(
      (
        await change(arman, `/en/admin/products/${id}/variants/new`, {
          article: 'TR-3',
          ...three('label', ['а', 'б', 'Short']),
          ...(await allData()),
        })
      ).status,
      303,
    );
    assert.equal((await change(arman, page, { active: undefined })).status, 303);
    assert.equal((await act(arman, 'submission')).status, 303);
    assert.equal((await decision(elena, 'acceptance')).status, 303);
    const variants = await read('variants').where({ product_id: id }).orderBy('position');
    assert.deepEqual(
      variants.map(({ article, active }) => [article, Boolean(active)]),
      [
        ['TR-1', false],
        ['TR-3', true],
      ],
    );
    assert.match(await shown(), /Short/);
  });

  void it('can be discarded: nothing has happened, and the next one begins from what is shown', async () => {
    const { id } = await made();
    const edit = `/en/admin/products/${id}/edit`;
    assert.equal((await change(arman, edit, { maker: 'Nobody' })).status, 303);
    const page = `/en/admin/products/${id}`;
    const answers = await changeTwice(arman, page, {}, `${page}/discard`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await revision()).status, 'discarded');
    assert.doesNotMatch((await arman.get(edit)).text, /Nobody/);
  });

  void it('can be taken back from review, to write on', async () => {
    const { id } = await made();
    assert.equal(
      (await change(arman, `/en/admin/products/${id}/edit`, { maker: 'Zhol' })).status,
      303,
    );
    assert.equal((await act(arman, 'submission')).status, 303);
    const open = await elena.get(`/en/admin/review/${(await revision()).id}`);
    assert.equal((await act(arman, 'recall')).status, 303);
    assert.equal((await revision()).status, 'draft');
    const answer = await elena.post(`/en/admin/review/${(await revision()).id}/acceptance`, {
      ...formOn(open.text, `/en/admin/review/${(await revision()).id}/acceptance`),
    });
    assert.equal(answer.status, 409, 'what was taken back is not accepted');
    assert.equal((await act(arman, 'discard')).status, 303);
  });

  void it('moves to another class with the data that both have, and says first what goes', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}/class`;
    const before = await read('product_revisions')
      .where({ product_id: id, status: 'published' })
      .first();
    const old = (JSON.parse(before.content) as ProductContent).variants.at(-1)!.values;
    const { text } = await arman.get(`${page}?to=MM-01-01`);
    assert.match(text, /These data go/);
    const form = formOn(text, page);
    const answers = await Promise.all([arman.post(page, form), arman.post(page, form)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const { content } = await revision();
    assert.equal(content.aidClassCode, 'MM-01-01');
    const kept = content.variants.at(-1)!.values;
    for (const [key, value] of Object.entries(kept)) assert.deepEqual(value, old[key]);
    assert.ok(Object.keys(kept).length < Object.keys(old).length);
    names(await arman.post(page, { ...form, to: '' }), 'to', /class/);
    assert.equal(
      (await arman.post(page, { ...form, to: 'TT', version: await stamp() })).status,
      422,
    );
    assert.match((await portal.stranger().get('/en/aids/trial-cane')).text, /mended/);
    assert.equal((await act(arman, 'discard')).status, 303);
  });

  void it('is refused where something else was published since the page was opened', async () => {
    const { id } = await made();
    assert.equal(
      (await change(arman, `/en/admin/products/${id}/edit`, { warranty_months: '13' })).status,
      303,
    );
    assert.equal((await act(arman, 'submission')).status, 303);
    const address = `/en/admin/review/${(await revision()).id}`;
    const opened = formOn((await elena.get(address)).text, `${address}/acceptance`);
    const page = `/en/admin/products/${id}`;
    assert.equal(
      (await change(elena, page, { when: 'on', withdraw_on: '01.02.2027' }, `${page}/withdrawal`))
        .status,
      303,
    );
    assert.equal((await elena.post(`${address}/acceptance`, opened)).status, 409);
    assert.equal((await decision(elena, 'acceptance')).status, 303);
    assert.equal((await made()).warranty_months, 13);
  });

  void it('ends with a withdrawal: it leaves the catalogue, and is published anew as a version', async () => {
    const { id } = await made();
    const page = `/en/admin/products/${id}`;
    names(await change(arman, page, {}, `${page}/withdrawal`), 'when', /when/);
    const answers = await changeTwice(arman, page, { when: 'now' }, `${page}/withdrawal`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.doesNotMatch((await portal.stranger().get('/en/aids?q=trial')).text, /trial-cane/);
    const stale = {
      _csrf: tokenIn((await arman.get('/en/admin')).text),
      version: '9_0_0',
      when: 'now',
    };
    assert.equal((await arman.post(`/en/admin/products/1/withdrawal`, stale)).status, 409);
    assert.equal((await change(arman, `${page}/edit`, { warranty_months: '14' })).status, 303);
    assert.equal((await made()).status, 'withdrawn');
    assert.equal((await act(arman, 'submission')).status, 303);
    assert.equal((await decision(elena, 'acceptance')).status, 303);
    assert.deepEqual([(await made()).status, (await made()).warranty_months], ['published', 14]);
    const actions = await read('audit_entries')
      .where({ object_kind: 'product', object_id: String(id) })
      .whereIn('action', [
        'product.submitted',
        'product.returned',
        'product.published',
        'product.withdrawn',
      ])
      .orderBy('id')
      .select('action');
    assert.deepEqual(actions.map(({ action }) => action.replace('product.', '')).slice(0, 4), [
      'submitted',
      'returned',
      'submitted',
      'published',
    ]);
    assert.deepEqual(actions.map(({ action }) => action.replace('product.', '')).slice(-3), [
      'withdrawn',
      'submitted',
      'published',
    ]);
  });
});

async function stamp(): Promise<string> {
  const { id } = await made();
  return (
    /name="version" value="(\w+)"/.exec((await arman.get(`/en/admin/products/${id}`)).text)?.[1] ??
    ''
  );
}

async function allData(): Promise<Record<string, string>> {
  const { values } = (await revision()).content.variants[0]!;
  const definitions = await read('attribute_definitions').whereIn('aid_class_code', [
    'TT',
    'TT-01',
  ]);
  return Object.fromEntries(
    definitions.flatMap(({ id, key, kind }) => {
      const value = values[key];
      const name = `attribute-${id}`;
      if (kind === 'number') return [[name, String(Number(value) / 1000)]];
      if (kind === 'yes_no') return [[name, value ? 'yes' : 'no']];
      if (kind === 'choice') return [[name, value as string]];
      return ['kk', 'ru', 'en'].map((lang) => [`${name}_${lang}`, 'текст']);
    }),
  );
}

function tokenIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)![1]!;
}
