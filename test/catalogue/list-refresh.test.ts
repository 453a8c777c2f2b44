import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { after } from 'node:test';
import { catalogueIndex } from '../../server/catalogue/catalogue-index.ts';
import { readFilters, type Filters } from '../../server/catalogue/filters.ts';
import { readCursor } from '../../server/catalogue/cursor.ts';
import { listProducts } from '../../server/catalogue/list-store.ts';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { catalogueSnapshot, catalogueVersion } from '../../server/catalogue/snapshot.ts';
import { inTransaction, openDatabase, type Database } from '../../server/database.ts';
import { copyOf } from '../support/template.ts';
import { fillCatalogue, TODAY } from './random-catalogue.ts';

// Two processes, as far as the database can tell.
const address = await copyOf('reference');
const [one, other] = [openDatabase(address), openDatabase(address)];
after(async () => {
  await one.close();
  await other.close();
});
await fillCatalogue(one, 7, 60);

describe('a process that keeps the catalogue in memory', () => {
  it('sees what another one has published, withdrawn and priced anew', async () => {
    const [first] = await listed(other);
    await change(one, first!, { status: 'withdrawn' });
    assert.ok(!(await listed(other)).includes(first!));
    await change(one, first!, { status: 'published', published_on: '2026-11-22' });
    assert.equal((await listed(other, { sort: 'newest' }))[0], first);
    assert.deepEqual(await listed(other), await listed(one));
  });

  it('reads one row for one product that changed', async () => {
    const [first] = await listed(one);
    await listed(other);
    let rows = 0;
    const count = (response: unknown, query: { sql: string }) => {
      const answer = response as { rows?: unknown[] } | unknown[];
      const read = Array.isArray(answer) ? answer : (answer.rows ?? []);
      if (/from [`"]product_listings/.test(query.sql)) rows += read.length;
    };
    other.read.on('query-response', count);
    await change(one, first!, { warranty_months: 24 });
    await catalogueIndex(other, await catalogueVersion(other.read));
    other.read.off('query-response', count);
    assert.equal(rows, 1);
  });

  it('answers many visitors at once from one reading', async () => {
    const fresh = openDatabase(address);
    const answers = await Promise.all(Array.from({ length: 8 }, () => listed(fresh)));
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.deepEqual(answers[0], await listed(one));
    await fresh.close();
  });
});

describe('the cursor of a list', () => {
  for (const sort of ['name', 'price', 'newest'] as const) {
    it(`goes on where it was, by ${sort}, whatever came and went before it`, async () => {
      const before = await listed(one, { sort });
      const first = await page(one, { sort });
      const gone = first.cards.at(-1)!.id;
      await change(one, gone, { status: 'withdrawn' });
      const second = await page(one, { sort, after: readCursor(first.next!, sort) });
      await change(one, gone, { status: 'published' });
      assert.deepEqual(
        second.cards.map(({ id }) => id),
        before.slice(24, 48),
      );
    });
  }
});

async function change(db: Database, id: number, values: object): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('products').where({ id }).update(values);
    await rebuildListing(trx, { on: TODAY, productIds: [id] });
  });
}

async function listed(db: Database, asked: Partial<Filters> = {}): Promise<number[]> {
  const ids: number[] = [];
  for (let after: Filters['after'] = null; ;) {
    const { cards, next } = await page(db, { ...asked, after });
    ids.push(...cards.map(({ id }) => id));
    if (next === null) return ids;
    after = readCursor(next, asked.sort ?? 'name');
  }
}

async function page(db: Database, asked: Partial<Filters>) {
  const snapshot = await catalogueSnapshot(db);
  const outcome = readFilters({}, snapshot, { home: null, lang: 'kk' });
  assert.ok('values' in outcome);
  const filters = { ...outcome.values, ...asked };
  return listProducts(db, filters, { snapshot, lang: 'kk', home: null });
}
