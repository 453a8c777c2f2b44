// A portal that was in use before there were revisions: what waited for review goes on waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrationSource } from '../../db/migrations/index.ts';
import { migrate } from '../../server/database.ts';
import type { ProductContent } from '../../server/publishing/content.ts';
import { emptyDatabase } from '../support/empty-database.ts';

void test('a product in review becomes a draft whose first version is in review', async () => {
  const db = await emptyDatabase();
  try {
    for (let done = ''; !done.startsWith('013');) {
      const [, names] = (await db.write.migrate.up({ migrationSource })) as [number, string[]];
      done = names[0]!;
    }
    const three = (name: string) => ({
      [`${name}_kk`]: `${name} kk`,
      [`${name}_ru`]: `${name} ru`,
      [`${name}_en`]: `${name} en`,
    });
    await db.write('aid_classes').insert({
      code: 'TT-01',
      level: 2,
      position: 1,
      ...three('name'),
      ...three('summary'),
      ...three('illustration_alt'),
      provision_route: 'portal',
      name_source: 'x',
      name_source_detail: 'x',
      status: 'official-named',
    });
    const product = {
      aid_class_code: 'TT-01',
      maker: 'Zhol',
      ...three('name'),
      ...three('summary'),
      ...three('description'),
      made_to_order: false,
      certificate_number: 'KZ.1',
      certificate_valid_until: '2027-01-01',
      origin: 'KZ',
      warranty_months: 12,
      updated_at: '2026-11-01T05:00:00.000Z',
    };
    await db.write('products').insert([
      { ...product, id: 1, slug: 'waits', status: 'in_review' },
      { ...product, id: 2, slug: 'shown', status: 'published', published_on: '2026-01-01' },
    ]);
    await db.write('variants').insert({
      id: 1,
      product_id: 1,
      article: 'A-1',
      ...three('label'),
      position: 1,
    });
    const definition = { aid_class_code: 'TT-01', required: false, filterable: false };
    await db.write('attribute_definitions').insert([
      { ...definition, id: 1, key: 'length', kind: 'number', position: 1, ...three('name') },
      { ...definition, id: 2, key: 'tip', kind: 'choice', position: 2, ...three('name') },
    ]);
    await db
      .write('attribute_options')
      .insert({ id: 7, definition_id: 2, key: 'ball', position: 1, ...three('name') });
    await db.write('attribute_values').insert([
      { variant_id: 1, definition_id: 1, thousandths: 95_000 },
      { variant_id: 1, definition_id: 2, option_id: 7 },
    ]);
    await migrate(db);
    const products = await db.read('products').orderBy('id').select('slug', 'status');
    assert.deepEqual(
      products.map(({ slug, status }) => [slug, status]),
      [
        ['waits', 'draft'],
        ['shown', 'published'],
      ],
    );
    const [revision, ...others] = await db.read('product_revisions');
    assert.equal(others.length, 0);
    assert.deepEqual([revision.product_id, revision.number, revision.status], [1, 1, 'in_review']);
    const content: ProductContent = JSON.parse(revision.content);
    assert.equal(content.names.ru, 'name ru');
    assert.deepEqual(content.certificate, { number: 'KZ.1', validUntil: '2027-01-01' });
    assert.deepEqual(content.variants[0]?.values, { length: 95_000, tip: 'ball' });
    assert.deepEqual(
      (await db.read('revision_articles')).map((row) => row.article),
      ['A-1'],
    );
  } finally {
    await db.close();
  }
});
