import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
import { readOffers } from '../../server/catalogue/listed-offers.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const elena = await portal.signedIn(ELENA);
const { read } = portal.db;

void describe('an office', () => {
  const office = {
    region_code: '710000000',
    ...three('name', ['Сынақ бөлімі', 'Пробный отдел', 'Trial office']),
    ...three('address', ['Достық, 1', 'Достык, 1', '1 Dostyq']),
    phone: '+7 700 000 99 01',
    email: 'trial@example.kz',
    active: 'yes',
  };

  void it('is added once, however often the form is sent', async () => {
    const answers = await changeTwice(arman, '/en/admin/offices/new', office);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await read('offices').where({ name_ru: 'Пробный отдел' });
    assert.equal(rows.length, 1);
    assert.equal((await lastEntry(portal, 'office', rows[0].id)).action, 'office.created');
  });

  void it('of the same name in the region is refused', async () => {
    const values = { ...office, phone: '+7 700 000 99 02' };
    names(await change(arman, '/en/admin/offices/new', values), 'name_ru', /already has an office/);
  });

  void it('is changed, with old and new value in the audit log', async () => {
    const { id } = await read('offices').where({ name_ru: 'Пробный отдел' }).first();
    const page = `/en/admin/offices/${id}`;
    assert.equal((await change(arman, page, { phone: '+7 700 000 99 03' })).status, 303);
    const entry = await lastEntry(portal, 'office', id);
    assert.deepEqual(JSON.parse(entry.detail), { phone: ['+7 700 000 99 01', '+7 700 000 99 03'] });
    assert.match((await arman.get(page)).text, /\+7 700 000 99 03/);
  });

  void it('that a colleague changed meanwhile is shown with both texts, then saved', async () => {
    const { id } = await read('offices').where({ name_ru: 'Пробный отдел' }).first();
    const page = `/ru/admin/offices/${id}`;
    const mine = formOn((await arman.get(page)).text, page);
    await change(elena, page, { email: 'elena@example.kz' });
    const stale = await arman.post(page, { ...mine, email: 'arman@example.kz' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /value="arman@example\.kz"/);
    assert.match(stale.text, /Сейчас записано:[^]*?elena@example\.kz/);
    const again = await arman.post(page, formOn(stale.text, page));
    assert.equal(again.status, 303);
    assert.equal((await read('offices').where({ id }).first()).email, 'arman@example.kz');
  });

  void it('sent twice unchanged in the meantime is no conflict', async () => {
    const { id } = await read('offices').where({ name_ru: 'Пробный отдел' }).first();
    const page = `/en/admin/offices/${id}`;
    const answers = await changeTwice(arman, page, { address_en: '2 Dostyq' });
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const entries = await read('audit_entries')
      .where({ object_kind: 'office', object_id: String(id) })
      .whereLike('detail', '%2 Dostyq%');
    assert.equal(entries.length, 1);
  });

  void it('not in use any more is no longer active', async () => {
    const { id } = await read('offices').where({ name_ru: 'Пробный отдел' }).first();
    const page = `/en/admin/offices/${id}`;
    const { active: _active, ...rest } = formOn((await arman.get(page)).text, page);
    await arman.post(page, rest);
    assert.equal(Boolean((await read('offices').where({ id }).first()).active), false);
  });

  for (const [field, value, words] of [
    ['name_kk', '', /in Kazakh/],
    ['name_en', 'x'.repeat(201), /at most 200/],
    ['name_ru', 'a\u0007b', /not allowed/],
    ['region_code', '000000000', /region/],
    ['region_code', 'x', /expected form/],
    ['phone', 'call me', /digits/],
    ['email', 'nobody', /whole address/],
    ['email', '', /e-mail/],
  ] as const) {
    void it(`is refused with ${field} “${value.slice(0, 12)}”`, async () => {
      const answer = await change(arman, '/en/admin/offices/new', { ...office, [field]: value });
      names(answer, field, words);
      assert.match(answer.text, /\+7 700|call me/);
    });
  }

  void it('is refused with an answer given twice', async () => {
    const values = { ...office, phone: ['+7 700', '+7 701'] };
    names(await change(arman, '/en/admin/offices/new', values), 'phone', /one answer only/);
  });
});

void describe('a supplier', () => {
  const supplier = {
    bin: '490340004716',
    ...three('name', ['Сынақ ЖШС', 'ТОО «Проба»', 'Trial LLP']),
    ...three('address', ['Достық, 1', 'Достык, 1', '1 Dostyq']),
    phone: '+7 700 000 99 05',
    email: 'firm@example.kz',
    regions: ['710000000', '750000000'],
    admitted_on: '01.11.2026',
    admitted_until: '',
  };

  void it('has a number of its own', async () => {
    const answer = await change(arman, '/en/admin/suppliers/new', supplier);
    names(answer, 'bin', /already a supplier/);
    assert.match(answer.text, /value="710000000"\s+checked/);
  });

  for (const [bin, words] of [
    ['', /12 digits/],
    ['12', /has 12 digits/],
    ['491340004716', /year and month/],
    ['490340004717', /slip/],
    ['490310004716', /not a BIN/],
  ] as const) {
    void it(`cannot have the number “${bin}”`, async () => {
      names(await change(arman, '/en/admin/suppliers/new', { ...supplier, bin }), 'bin', words);
    });
  }

  void it('serves at least one region, and is admitted before its admission ends', async () => {
    const answer = await change(arman, '/en/admin/suppliers/1/edit', {
      regions: [],
      admitted_on: '01.11.2026',
      admitted_until: '01.10.2026',
    });
    names(answer, 'regions', /at least one/);
    names(answer, 'admitted_until', /after the start/);
  });

  void it('that is suspended leaves the catalogue, and comes back when admitted again', async () => {
    const offered = async () => {
      const rows: { offers: string }[] = await read('product_listings').where({ listed: true });
      return rows.flatMap(({ offers }) => readOffers(offers)).length;
    };
    const before = await offered();
    const page = '/en/admin/suppliers/1/standing';
    const refused = await change(arman, page, { status: 'suspended', reason: 'short' });
    names(refused, 'reason', /at least 10/);
    const reason = 'Decision no. 3 of the commission';
    assert.equal((await change(arman, page, { status: 'suspended', reason })).status, 303);
    assert.ok((await offered()) < before);
    const entry = await lastEntry(portal, 'supplier', 1);
    assert.equal(entry.action, 'supplier.suspended');
    assert.equal(entry.reason, reason);
    assert.equal((await change(arman, page, { status: 'admitted', reason })).status, 303);
    assert.equal(await offered(), before);
  });

  void it('changes the regions it serves', async () => {
    const page = '/en/admin/suppliers/2/edit';
    assert.equal((await change(arman, page, { regions: ['710000000'] })).status, 303);
    const rows = await read('supplier_regions').where({ supplier_id: 2 });
    assert.deepEqual(
      rows.map(({ region_code }) => region_code),
      ['710000000'],
    );
    const { detail } = await lastEntry(portal, 'supplier', 2);
    assert.equal(JSON.parse(detail).regions[1], '710000000');
  });
});

void describe('a public holiday', () => {
  const day = {
    on: '05.07.2027',
    ...three('name', ['Демалыс күні', 'День отдыха', 'Day off']),
    kind: 'observed',
    status: 'unconfirmed',
    source: 'Decree no. 1',
    note: '',
  };
  const NEW = '/en/admin/holidays/new';

  void it('is added once', async () => {
    const answers = await changeTwice(arman, NEW, day);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(answers[0].headers.location, '/en/admin/holidays?year=2027');
    assert.equal((await read('public_holidays').where({ on: '2027-07-05' })).length, 1);
    names(await change(arman, NEW, { ...day, kind: 'public' }), 'on', /in the calendar already/);
  });

  void it('is changed while it is to come', async () => {
    const page = '/en/admin/holidays/2027-07-05';
    assert.equal((await change(arman, page, { status: 'confirmed' })).status, 303);
    assert.equal(
      (await read('public_holidays').where({ on: '2027-07-05' }).first()).status,
      'confirmed',
    );
    const stale = await change(arman, page, { note: 'x', version: 'old' });
    assert.equal(stale.status, 409);
  });

  void it('is taken out while it is to come', async () => {
    const page = '/en/admin/holidays/2027-07-05';
    assert.equal((await change(arman, page, {}, `${page}/removal`)).status, 303);
    assert.equal(await read('public_holidays').where({ on: '2027-07-05' }).first(), undefined);
    assert.equal(
      (await lastEntry(portal, 'public_holiday', '2027-07-05')).action,
      'holiday.removed',
    );
  });

  void it('that has passed stays', async () => {
    const token = /name="_csrf" value="([^"]+)"/.exec((await arman.get(NEW)).text)![1]!;
    const body = { ...day, on: '', _csrf: token };
    const page = '/en/admin/holidays/2026-01-01';
    for (const address of [page, `${page}/removal`]) {
      const { status, text } = await arman.post(address, { ...body, kind: 'public' });
      assert.equal(status, 422);
      assert.match(text, /do not change/);
    }
    assert.ok(await read('public_holidays').where({ on: '2026-01-01' }).first());
  });

  for (const [field, value, words] of [
    ['on', '23.11.2026', /do not change/],
    ['on', '2027-02-29', /date/],
    ['on', '', /day/],
    ['kind', 'working-weekend', /Saturday or a Sunday/],
    ['kind', 'x', /kind/],
    ['status', '', /status/],
    ['source', '', /source/],
    ['name_kk', '', /in Kazakh/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      names(await change(arman, NEW, { ...day, on: '06.07.2027', [field]: value }), field, words);
    });
  }

  void it('is not given off on a weekend', async () => {
    names(await change(arman, NEW, { ...day, on: '04.07.2027' }), 'kind', /days off already/);
  });
});

void describe('an aid class', () => {
  const page = '/en/admin/aid-classes/MM-01/edit';

  void it('is renamed, and found in the catalogue by its new name', async () => {
    assert.equal((await change(arman, page, { name_ru: 'Каталки особые' })).status, 303);
    const { detail } = await lastEntry(portal, 'aid_class', 'MM-01');
    assert.equal(JSON.parse(detail).name_ru[1], 'Каталки особые');
    const { text } = await arman.get(`/ru/aids?q=${encodeURIComponent('каталки особые')}`);
    assert.match(text, /product-card|td-card/);
  });

  for (const [field, value, words] of [
    ['name_en', '', /in English/],
    ['summary_kk', '', /in Kazakh/],
    ['iso9999_code', '12-22', /pairs of digits/],
    ['annual_norm', '0', /from 1/],
    ['annual_norm', 'two', /whole number/],
    ['provision_route', 'x', /route/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      names(await change(arman, page, { [field]: value }), field, words);
    });
  }

  void it('gets technical data of its own, once', async () => {
    const add = '/en/admin/aid-classes/TT-01/attributes/new';
    const values = {
      ...three('name', ['Тұтқасы', 'Рукоять', 'Handle grip']),
      ...three('help', ['', '', '']),
      kind: 'choice',
      unit: '',
    };
    const answers = await changeTwice(arman, add, values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await read('attribute_definitions').where({ key: 'handle_grip' });
    assert.equal(rows.length, 1);

    const options = `/en/admin/aid-classes/TT-01/attributes/${rows[0].id}/options`;
    const cork = three('name', ['Тығын', 'Пробка', 'Cork']);
    await changeTwice(arman, `${options}/new`, cork);
    const [option, ...others] = await read('attribute_options').where({
      definition_id: rows[0].id,
    });
    assert.equal(others.length, 0);
    const renamed = await change(arman, `${options}/${option.id}`, { name_en: 'Natural cork' });
    assert.equal(renamed.status, 303);
    const removed = await change(
      arman,
      `${options}/${option.id}`,
      {},
      `${options}/${option.id}/removal`,
    );
    assert.equal(removed.status, 303);
    assert.equal((await read('attribute_options').where({ id: option.id })).length, 0);
  });

  void it('keeps the kind of data that products have', async () => {
    const used = await read('attribute_values')
      .join('attribute_definitions', 'attribute_definitions.id', 'attribute_values.definition_id')
      .where('attribute_definitions.kind', 'choice')
      .first('attribute_definitions.*', 'attribute_values.option_id');
    const base = `/en/admin/aid-classes/${used.aid_class_code}/attributes/${used.id}`;
    names(await change(arman, base, { kind: 'text' }), 'kind', /cannot change/);
    const option = `${base}/options/${used.option_id}`;
    const kept = await change(arman, option, {}, `${option}/removal`);
    assert.equal(kept.status, 422);
    assert.match(kept.text, /cannot be removed/);
  });

  void it('asks for a help text in all languages or none', async () => {
    const add = '/en/admin/aid-classes/TT-01/attributes/new';
    const values = { ...three('name', ['а', 'б', 'c']), ...three('help', ['', 'Есть', '']) };
    names(
      await change(arman, add, { ...values, kind: 'number', unit: 'cm' }),
      'help_kk',
      /in Kazakh/,
    );
  });
});
