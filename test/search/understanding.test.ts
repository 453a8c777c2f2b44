// What a query is understood to mean: kinds of aids, products, and words that were typed otherwise.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { catalogueVersion } from '../../server/catalogue/snapshot.ts';
import { search, type Found } from '../../server/search/search.ts';
import { suggest } from '../../server/search/suggestions.ts';
import { startPortal } from '../support/portal.ts';

const { db } = await startPortal();

describe('a query', () => {
  let version: number;
  before(async () => {
    version = await catalogueVersion(db.read);
  });

  function find(text: string, withinClass?: string): Promise<Found> {
    return search(db, text, { lang: 'ru', version, withinClass: withinClass ?? null });
  }

  async function slugsOf(found: Found): Promise<string[]> {
    const rows: { slug: string }[] = await db
      .read('products')
      .whereIn('id', [...found.products.keys()])
      .orderBy('slug')
      .select('slug');
    return rows.map(({ slug }) => slug);
  }

  for (const [typed, how, read] of [
    ['каляска', 'spelling', 'коляска'],
    ['слуховой апарат', 'spelling', 'слуховой аппарат'],
    ['инвалиднаяколяска', 'spelling', 'инвалидная коляска'],
    ['rjkzcrf', 'layout', 'коляска'],
    ['bydfkblyfz rjkzcrf', 'layout', 'инвалидная коляска'],
    ['цруудсршк', 'layout', 'wheelchair'],
    ['nfz0', 'layout', 'таяқ'],
    ['qoltyq tayaq', 'latin', 'қолтық таяқ'],
    ['mügedekter arbasy', 'latin', 'мүгедектер арбасы'],
    ['kostyli', 'latin', 'костыли'],
    ['трость с четырьмя ножками', 'fewer', 'трость'],
  ] as const) {
    it(`of "${typed}" is read as "${read}" (${how})`, async () => {
      assert.deepEqual((await find(typed)).understood, { how, text: read });
    });
  }

  for (const typed of ['коляска', 'арба', 'wheelchair', 'қолтық балдағы', 'макпал', 'Дала 200']) {
    it(`of "${typed}" is read as it stands`, async () => {
      const { understood, didYouMean } = await find(typed);
      assert.deepEqual({ understood, didYouMean }, { understood: null, didYouMean: null });
    });
  }

  it('names the kind itself before kinds that only have to do with it', async () => {
    assert.equal((await find('коляска')).classes[0], 'MM-01');
    assert.equal((await find('слуховой аппарат')).classes[0], 'ST-01');
    assert.ok(!(await find('слуховой аппарат')).classes.includes('ST-07'), 'not the batteries');
    assert.ok(!(await find('инвалидная коляска')).classes.includes('MM-09'), 'not the cushion');
    assert.equal((await find('подушка для коляски')).classes[0], 'MM-09');
  });

  it('by code of ISO 9999 names the classes below it', async () => {
    for (const typed of ['12 22', '1222', '12.22', 'ISO 12 22', ' 12-22 ']) {
      assert.equal((await find(typed)).classes[0], 'MM-01', typed);
    }
    assert.deepEqual((await find('12 22 06')).classes, ['MM-01-04']);
    assert.deepEqual((await find('99 99')).classes, []);
  });

  it('by article number finds exactly that product', async () => {
    for (const typed of ['DL200-40', 'dl200 40', 'dl20040']) {
      assert.deepEqual(await slugsOf(await find(typed)), ['dala-200-indoor-wheelchair'], typed);
    }
    assert.deepEqual(await slugsOf(await find('DL200-4')), []);
  });

  it('may name a kind and a maker together', async () => {
    const found = await find('wheelchair Dala');
    const scoreOf = async (slug: string) => {
      const row: { id: number } = await db.read('products').where({ slug }).first('id');
      return found.products.get(row.id) ?? 0;
    };
    const chair = await scoreOf('dala-200-indoor-wheelchair');
    assert.ok(chair > (await scoreOf('mamyq-gel-cushion')), 'a cushion of Dala is no wheelchair');
  });

  it('finds names before descriptions', async () => {
    const { products } = await find('карбон');
    const scores = [...products.values()];
    assert.ok(scores.length > 0);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
  });

  it('inside a class finds only what is there', async () => {
    const inside = await slugsOf(await find('dala', 'MM-09'));
    assert.deepEqual(inside, ['mamyq-gel-cushion']);
  });

  it('finds nothing where there is nothing, and guesses nothing', async () => {
    for (const typed of ['zzzzqqqq', '!!! ???', '的椅子', '', '   ', '\u0000']) {
      const { classes, products, understood } = await find(typed);
      assert.deepEqual([classes, products.size, understood], [[], 0, null], typed);
    }
  });

  it('may be any text at all', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(...Array.from(`аңқ abz'"*():-^%_\\ &|!<>012`)),
        maxLength: 40,
      }),
      fc
        .array(fc.constantFrom('коляска', 'AND', 'OR', 'NEAR', 'rjkz', 'арба', '12', '"', '*'), {
          maxLength: 30,
        })
        .map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (typed) => {
        const { products } = await find(typed);
        assert.ok(products.size <= 1000);
        const suggestions = await suggest(db, typed, { lang: 'kk', version });
        assert.ok(suggestions.length <= 8);
      }),
      { numRuns: 150 },
    );
  });
});
