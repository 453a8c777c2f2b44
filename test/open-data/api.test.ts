// The interface for machines holds to its own description, whatever is asked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { RESOURCES } from '../../server/open-data/resources.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();

interface Page {
  data: Record<string, unknown>[];
  next: string | null;
  licence: string;
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(portal.address + address);
  assert.equal(answer.status, 200, address);
  return (await answer.json()) as T;
}

async function all(address: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let next: string | null = address; next;) {
    const page: Page = await read(next);
    found.push(...page.data);
    next = page.next;
  }
  return found;
}

const byText = (a: string, b: string) => a.localeCompare(b, 'en');

const document = await read<{
  components: { schemas: Record<string, object> };
  paths: Record<string, unknown>;
}>('/api/v1/openapi.json');

// Defaults as they are in the wild: formats checked, unknown keywords of OpenAPI let be.
const ajv = new Ajv2020({ strict: false });
(addFormats as unknown as (to: Ajv2020) => void)(ajv);

describe('the interface for machines', () => {
  it('is described by a sound OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(document);
    assert.ok(valid, JSON.stringify(errors));
  });

  for (const { name, shape, idOf } of RESOURCES) {
    it(`gives out ${name} as the document says, each once, whatever the size of a page`, async () => {
      const check = ajv.compile(document.components.schemas[shape]!);
      const large = await all(`/api/v1/${name}?limit=200`);
      assert.ok(large.length > 4, `${large.length} ${name}`);
      for (const record of large)
        assert.ok(check(record), `${name}: ${ajv.errorsText(check.errors)}`);
      const small = await all(`/api/v1/${name}?limit=7`);
      assert.deepEqual(small, large);
      assert.equal(new Set(large.map((one) => idOf(one as never))).size, large.length);
    });

    it(`finds one of the ${name} by its id, and says where there is none`, async () => {
      const { data } = await read<Page>(`/api/v1/${name}?limit=3`);
      const id = idOf(data[2] as never);
      assert.deepEqual(await read(`/api/v1/${name}/${id}`), data[2]);
      for (const wrong of ['999999999', 'x', '%27', '-1']) {
        const answer = await fetch(`${portal.address}/api/v1/${name}/${wrong}`);
        assert.equal(answer.status, 404);
        assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
      }
    });

    it(`puts all ${name} into one file, as JSON and as CSV`, async () => {
      const records = await all(`/api/v1/${name}?limit=200`);
      assert.deepEqual(await read(`/api/v1/downloads/${name}.json`), records);
      const answer = await fetch(`${portal.address}/api/v1/downloads/${name}.csv`);
      const rows: Record<string, string>[] = parse(await answer.text(), {
        columns: true,
        bom: true,
      });
      assert.equal(rows.length, records.length);
      assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename=tandau-/);
    });
  }

  it('filters by class, with all that is below it', async () => {
    const all110 = await all('/api/v1/products?limit=200');
    const chairs = await all('/api/v1/products?class=MM-01');
    assert.deepEqual(
      chairs,
      all110.filter((one) => String(one.class).startsWith('MM-01')),
    );
    const definitions = await all('/api/v1/attribute-definitions?class=MM-01-06');
    assert.deepEqual([...new Set(definitions.map((one) => String(one.class)))].toSorted(byText), [
      'MM',
      'MM-01',
      'MM-01-06',
    ]);
  });

  it('shows no draft, no withdrawn product and no offer that is over', async () => {
    const products = new Set((await all('/api/v1/products?limit=200')).map(({ id }) => id));
    const hidden: { id: number }[] = await portal.db
      .read('products')
      .whereNot({ status: 'published' })
      .select('id');
    assert.ok(hidden.length > 0);
    for (const { id } of hidden) {
      assert.ok(!products.has(id));
      assert.equal((await fetch(`${portal.address}/api/v1/products/${id}`)).status, 404);
    }
    const variants = await all('/api/v1/variants?limit=200');
    assert.ok(variants.every(({ product }) => products.has(product)));
    const known = new Set(variants.map(({ id }) => id));
    const offers = await all('/api/v1/offers?limit=200');
    assert.ok(offers.every(({ variant }) => known.has(variant)));
  });

  it('names the parameter that cannot be read', async () => {
    for (const [query, name] of [
      ['limit=0', 'limit'],
      ['limit=201', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['after=x', 'after'],
      ['class=%27', 'class'],
      ['class=MM&class=PO', 'class'],
    ]) {
      const answer = await fetch(`${portal.address}/api/v1/products?${query}`);
      assert.equal(answer.status, 422, query);
      const problem = (await answer.json()) as { detail: string };
      assert.ok(problem.detail.startsWith(name!), problem.detail);
    }
    assert.deepEqual((await read<Page>('/api/v1/products?limit=1&unknown=1')).data.length, 1);
  });

  it('answers 304 while nothing has changed, and is open to every origin without a cookie', async () => {
    const address = `${portal.address}/api/v1/products?limit=1`;
    const first = await fetch(address);
    const etag = first.headers.get('etag')!;
    assert.equal(first.headers.get('access-control-allow-origin'), '*');
    assert.equal(first.headers.get('set-cookie'), null);
    const again = () =>
      portal.stranger().get('/api/v1/products?limit=1').set('if-none-match', etag);
    assert.equal((await again()).status, 304);
    await portal.db.write('catalogue_version').increment('version', 1);
    assert.equal((await again()).status, 200);
  });

  it('says what there is, and what there is not', async () => {
    const index = await read<{ resources: string[]; downloads: string[] }>('/api/v1');
    for (const address of [...index.resources, ...index.downloads]) {
      assert.equal((await fetch(portal.address + address)).status, 200, address);
    }
    const answer = await fetch(`${portal.address}/api/v1/people`);
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/);
  });

  it('writes cells that look like a formula so that no spreadsheet runs them', async () => {
    await portal.db.write('products').where({ id: 1 }).update({ maker: '=1+1' });
    await portal.db.write('catalogue_version').increment('version', 1);
    const answer = await fetch(`${portal.address}/api/v1/downloads/products.csv`);
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true, bom: true });
    assert.equal(rows.find(({ id }) => id === '1')?.maker, "'=1+1");
  });

  it('is explained to people in three languages', async () => {
    for (const lang of LANGUAGES) {
      const answer = await portal.stranger().get(`/${lang}/open-data`);
      assert.equal(answer.status, 200);
      assert.match(answer.text, /creativecommons\.org\/licenses\/by\/4\.0/);
    }
  });
});
