// Technical data as data: what a class asks for, in which order, and what it asks for no more.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { moved } from '../../server/administration/aid-classes/order.ts';
import { change, changeTwice, formOn, lastEntry, names, three } from '../support/desk.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const arman = await portal.signedIn(iinOf('arman'));
const { read } = portal.db;
const CLASS = '/en/admin/aid-classes/TT-01';

void describe('a list', () => {
  for (const [list, item, direction, expected] of [
    ['abc', 'b', 'up', 'bac'],
    ['abc', 'b', 'down', 'acb'],
    ['abc', 'a', 'up', 'abc'],
    ['abc', 'c', 'down', 'abc'],
    ['abc', 'x', 'up', 'abc'],
    ['a', 'a', 'down', 'a'],
  ] as const) {
    void it(`${list} with ${item} moved ${direction} is ${expected}`, () => {
      assert.equal(moved(list.split(''), item, direction).join(''), expected);
    });
  }
});

void describe('a definition', () => {
  const definition = {
    ...three('name', ['Ілмегі', 'Петля', 'Wrist loop']),
    ...three('help', ['', '', '']),
    kind: 'number',
    unit: 'cm',
    step: '0,5',
    section: 'comfort',
  };
  const made = async () => read('attribute_definitions').where({ key: 'wrist_loop' }).first();
  const page = async () => `${CLASS}/attributes/${(await made()).id}`;

  void it('is added once, with its step and section', async () => {
    const answers = await changeTwice(arman, `${CLASS}/attributes/new`, definition);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const row = await made();
    assert.deepEqual([row.unit, Number(row.step), row.section], ['cm', 500, 'comfort']);
    assert.match((await arman.get(await page())).text, /value="0\.5"/);
    assert.match((await arman.get('/ru' + (await page()).slice(3))).text, /value="0,5"/);
  });

  for (const [field, value, words] of [
    ['step', '0', /above zero/],
    ['step', '-1', /above zero/],
    ['step', 'half', /42\.5/],
    ['section', '', /section/],
    ['section', 'elsewhere', /section/],
    ['kind', '', /kind/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      const values = { ...definition, [field]: value };
      names(await change(arman, `${CLASS}/attributes/new`, values), field, words);
    });
  }

  void it('cannot be called as one of the classes above or below', async () => {
    const loop = { ...definition, ...three('name', ['а', 'б', 'Wrist loop']) };
    const above = await change(arman, '/en/admin/aid-classes/TT/attributes/new', loop);
    names(above, 'name_en', /above or below/);
    const family = await read('attribute_definitions').where({ aid_class_code: 'MM' }).first();
    const twin = three('name', ['а', 'б', family.key.replaceAll('_', ' ')]);
    const below = '/en/admin/aid-classes/MM-01-01/attributes/new';
    names(await change(arman, below, { ...definition, ...twin }), 'name_en', /above or below/);
    assert.equal((await read('attribute_definitions').where({ key: family.key })).length > 0, true);
  });

  void it('keeps the unit of values that products have', async () => {
    const used = await read('attribute_values')
      .join('attribute_definitions', 'attribute_definitions.id', 'attribute_values.definition_id')
      .whereNotNull('attribute_definitions.unit')
      .first('attribute_definitions.*');
    const address = `/en/admin/aid-classes/${used.aid_class_code}/attributes/${used.id}`;
    names(await change(arman, address, { unit: 'km' }), 'unit', /cannot change/);
    const { text } = await arman.get(address);
    assert.match(text, /Variants in the catalogue that have it: \d/);
    const removal = await change(arman, address, {}, `${address}/retirement`);
    assert.equal(removal.status, 303);
    assert.throws(() => formOn(text, `${address}/removal`), 'what is used is not taken away');
    const token = formOn(text, `${address}/retirement`);
    assert.equal((await arman.post(`${address}/removal`, token)).status, 422);
    assert.ok(await read('attribute_definitions').where({ id: used.id }).first());
  });

  void it('that is no longer asked for stays on the pages of products that say it', async () => {
    const product = await read('products')
      .where({ aid_class_code: 'TT-01', status: 'published' })
      .orderBy('id')
      .first();
    const asked = await read('attribute_definitions')
      .where({ aid_class_code: 'TT-01', kind: 'number' })
      .whereNot({ key: 'wrist_loop' })
      .orderBy('id')
      .first();
    const address = `${CLASS}/attributes/${asked.id}`;
    const form = `/en/admin/products/${product.id}/variants/1`;
    const field = `name="attribute-${asked.id}"`;
    assert.ok((await arman.get(form)).text.includes(field));
    const answers = await changeTwice(arman, address, {}, `${address}/retirement`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(
      (await lastEntry(portal, 'attribute_definition', asked.id)).action,
      'attribute_definition.retired',
    );
    assert.equal((await arman.get(form)).text.includes(field), false);
    const shown = (await portal.stranger().get(`/en/aids/${product.slug}`)).text;
    assert.ok(shown.includes(asked.name_en), 'its value is still shown');
    // Saving the form keeps what it no longer asks for.
    assert.equal((await change(arman, form, { label_en: 'Renamed' })).status, 303);
    const draft = await read('product_revisions')
      .where({ product_id: product.id, status: 'draft' })
      .first();
    assert.notEqual(JSON.parse(draft.content).variants[0].values[asked.key], undefined);
    assert.equal((await change(arman, address, {}, `${address}/retirement`)).status, 303);
    assert.ok((await arman.get(form)).text.includes(field));
  });

  void it('is moved within its section, once, and never over what a colleague did', async () => {
    const second = { ...definition, ...three('name', ['а', 'б', 'Second loop']) };
    await change(arman, `${CLASS}/attributes/new`, second);
    const { id } = await read('attribute_definitions').where({ key: 'second_loop' }).first();
    const order = async () =>
      (
        await read('attribute_definitions')
          .where({ aid_class_code: 'TT-01', section: 'comfort' })
          .orderBy(['position', 'id'])
      ).map(({ key }) => key);
    assert.deepEqual((await order()).slice(-2), ['wrist_loop', 'second_loop']);
    const action = `${CLASS}/attributes/${id}/move`;
    const { text } = await arman.get(CLASS);
    const up = { ...formOn(text, action), direction: 'up' };
    const answers = await Promise.all([arman.post(action, up), arman.post(action, up)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual((await order()).slice(-2), ['second_loop', 'wrist_loop']);
    const late = await arman.post(action, { ...up, direction: 'down' });
    assert.equal(late.status, 409);
    assert.equal((await arman.post(action, { ...up, direction: 'sideways' })).status, 422);
  });

  void it('that nobody uses is taken away', async () => {
    const address = await page();
    const { id } = await made();
    const answers = await changeTwice(arman, address, {}, `${address}/removal`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await read('attribute_definitions').where({ id }).first(), undefined);
  });

  void it('is seen at once: in the form and in the filters of the catalogue', async () => {
    const version = async () => (await read('catalogue_version').first()).version;
    const before = await version();
    await change(arman, `${CLASS}/attributes/new`, {
      ...definition,
      ...three('name', ['а', 'б', 'Third loop']),
      required: 'yes',
    });
    assert.ok((await version()) > before);
    const { text } = await arman.get('/en/admin/products/91/variants/1');
    assert.match(text, /Third loop \(needed to publish\)/);
    assert.match(text, /In steps of 0\.5/);
    assert.match((await arman.get('/en/admin/products/91')).text, /Technical data of variant/);
  });
});

void describe('the answers of a choice', () => {
  void it('are moved, and an answer that is retired can no longer be chosen', async () => {
    const choice = await read('attribute_definitions')
      .where({ aid_class_code: 'TT-01', kind: 'choice' })
      .orderBy('id')
      .first();
    const page = `${CLASS}/attributes/${choice.id}`;
    const order = async () =>
      (
        await read('attribute_options')
          .where({ definition_id: choice.id })
          .orderBy(['position', 'id'])
      ).map(({ id }) => id);
    const [first, second, ...rest] = await order();
    const action = `${page}/options/${second}/move`;
    const up = { ...formOn((await arman.get(page)).text, action), direction: 'up' };
    const answers = await Promise.all([arman.post(action, up), arman.post(action, up)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual(await order(), [second, first, ...rest]);

    const variants = await read('attribute_values').where({ definition_id: choice.id });
    const unused = (await order()).find(
      (id) => !variants.some(({ option_id: used }) => used === id),
    );
    const retired = unused ?? first;
    const option = `${page}/options/${retired}`;
    assert.equal((await change(arman, option, {}, `${option}/retirement`)).status, 303);
    const { key } = await read('attribute_options').where({ id: retired }).first();
    const fresh = '/en/admin/products/91/variants/new';
    assert.equal((await arman.get(fresh)).text.includes(`value="${key}"`), false);
    assert.equal((await change(arman, option, {}, `${option}/retirement`)).status, 303);
    assert.ok((await arman.get(fresh)).text.includes(`value="${key}"`));
  });
});
