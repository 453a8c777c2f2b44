// The index answers as if everything had been read and looked at, whatever the catalogue and whatever is asked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCursor } from '../../server/catalogue/cursor.ts';
import { readFilters, SORTS, type Filters } from '../../server/catalogue/filters.ts';
import { listProducts, PAGE_SIZE } from '../../server/catalogue/list-store.ts';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { catalogueSnapshot } from '../../server/catalogue/snapshot.ts';
import { inTransaction, type Database } from '../../server/database.ts';
import { LANGUAGES, type Lang } from '../../server/i18n/languages.ts';
import { freshDatabase } from '../support/database.ts';
import { naiveList, type Listed } from './naive-list.ts';
import { chance, CLASSES, fillCatalogue, REGIONS, TODAY } from './random-catalogue.ts';

const maybe = <T>(values: readonly T[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

const queries = fc.record({
  class: maybe(['MM', 'MM-01', 'TT', ...CLASSES]),
  region: maybe(REGIONS),
  supplier: maybe(['1', '2', '3']),
  free: maybe(['yes']),
  days: maybe(['1', '4', '9']),
  kind: maybe(['ready', 'made']),
  priority: maybe(['yes']),
  sort: maybe(SORTS.filter((sort) => sort !== 'relevance')),
  'a-seat_width-from': maybe(['38', '41,5']),
  'a-seat_width-to': maybe(['41.5', '44']),
  'a-weight-from': maybe(['40']),
  'a-folding': maybe(['yes', 'no']),
  'a-drive': maybe(['manual', 'one_hand']),
});

describe('the index of listed products', () => {
  for (const seed of [1, 2]) {
    it(`answers like a plain reading of all tables: catalogue ${seed}`, async () => {
      const db = await freshDatabase();
      await fillCatalogue(db, seed, 70);
      await agrees(db, 50);
      const pick = chance(seed);
      for (let change = 0; change < 3; change++) {
        await changeSomething(db, pick);
        await agrees(db, 15);
      }
    });
  }
});

async function agrees(db: Database, numRuns: number): Promise<void> {
  const snapshot = await catalogueSnapshot(db);
  const answer = fc.asyncProperty(queries, fc.constantFrom(...LANGUAGES), async (query, lang) => {
    const outcome = readFilters(withKnownOptions(query), snapshot, { home: null, lang });
    if ('problems' in outcome) return; // from above to
    const expected = await naiveList(db, outcome.values, { snapshot, lang, on: TODAY });
    assert.deepEqual(await allPages(db, outcome.values, lang), expected);
  });
  await fc.assert(answer, { numRuns });

  function withKnownOptions(query: Record<string, string | undefined>) {
    const { class: code = '', ...rest } = query;
    const drive = snapshot.definitions.get('MM-01')!.find(({ key }) => key === 'drive')!;
    const known = [...drive.optionKeys.values()];
    const asked = rest['a-drive'] && [known[0]!, known[1]!];
    return { ...query, class: code, 'a-drive': asked ?? undefined };
  }
}

async function allPages(db: Database, filters: Filters, lang: Lang): Promise<Listed[]> {
  const snapshot = await catalogueSnapshot(db);
  const all: Listed[] = [];
  for (let after: Filters['after'] = null; ;) {
    const page = await listProducts(db, { ...filters, after }, { snapshot, lang, home: null });
    assert.ok(page.cards.length <= PAGE_SIZE);
    all.push(
      ...page.cards.map(({ id, best, deliveryDays }) => ({
        id,
        price: best?.price ?? null,
        coPayment: best?.coPayment ?? null,
        days: deliveryDays,
      })),
    );
    if (page.next === null) {
      assert.equal(all.length, page.count);
      return all;
    }
    after = readCursor(page.next, filters.sort);
  }
}

// What administrators do: each relists what it touches.
async function changeSomething(db: Database, pick: (below: number) => number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const products: { id: number; status: string }[] = await trx('products').orderBy('id');
    const touched = [1, 2, 3, 4].map(() => products[pick(products.length)]!);
    for (const { id, status } of touched) {
      const other = status === 'published' ? 'withdrawn' : 'published';
      if (pick(2)) await trx('products').where({ id }).update({ status: other });
      else
        await trx('products')
          .where({ id })
          .update({ aid_class_code: CLASSES[pick(4)]! });
      await trx('offers')
        .whereIn('variant_id', trx('variants').where({ product_id: id }).select('id'))
        .update({ price_tiyn: 300 + pick(6) * 100, delivery_days: 1 + pick(12) });
    }
    const productIds = touched.map(({ id }) => id);
    await rebuildListing(trx, { on: TODAY, productIds });
  });
}
