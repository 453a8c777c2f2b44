// What is published is what was proposed: any content that is applied is read again as it was.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { inTransaction, type Database } from '../../server/database.ts';
import { applyContent, readGround } from '../../server/publishing/apply.ts';
import type { ContentValue, ProductContent } from '../../server/publishing/content.ts';
import {
  proposeRevision,
  proposeRevisions,
  readContents,
} from '../../server/publishing/publishing.ts';
import { readPublished, type ProductRow } from '../../server/publishing/published.ts';
import { soundContent } from '../../server/publishing/sound.ts';
import type { Definition } from '../../server/catalogue/technical-data.ts';
import { freshDatabase } from '../support/database.ts';
import { product } from './samples.ts';

const AT = new Date('2026-11-23T05:00:00.000Z');
const CLASSES = ['MM-01-01', 'TT-01', 'HA-01'] as const;

void describe('a content', async () => {
  const db: Database = await freshDatabase();
  const ground = await readGround(db.read);
  const classes = CLASSES.filter((code) => ground.isClass(code));
  const act = { by: { accountId: null as never }, supplierId: null, at: AT, on: '2026-11-23' };
  let productId: number;
  before(async () => {
    const proposed = await inTransaction(db, (trx) =>
      proposeRevision(trx, act, { productId: null, content: { ...product, variants: [] } }),
    );
    productId = proposed.productId;
  });

  void it('that is applied is read as it was; what it no longer names stays, inactive', async () => {
    await fc.assert(
      fc.asyncProperty(contents(classes, ground.definitionsOf), async (content) => {
        const sound = soundContent(content, ground.definitionsOf(content.aidClassCode));
        const held = await inTransaction(db, async (trx) => {
          await applyContent(trx, productId, sound, ground);
          const row: ProductRow = await trx('products').where({ id: productId }).first();
          return (await readPublished(trx, [row])).get(productId)!;
        });
        const named = held.variants.slice(0, sound.variants.length);
        assert.deepEqual({ ...held, variants: named }, sound);
        const rest = held.variants.slice(sound.variants.length);
        assert.ok(rest.every(({ active }) => !active));
      }),
      { numRuns: 40 },
    );
  });

  void it('in thousands is proposed in one transaction, and found by its articles', async () => {
    const proposals = Array.from({ length: 2000 }, (_, at) => ({
      productId: null,
      creationKey: `many-${at}`,
      content: {
        ...product,
        names: { kk: `Таяқ ${at}`, ru: `Трость ${at}`, en: 'Many canes' },
        variants: [{ ...product.variants[0]!, article: `MANY-${at}`, values: {} }],
      },
    }));
    const start = performance.now();
    const proposed = await inTransaction(db, (trx) => proposeRevisions(trx, act, proposals));
    const again = await inTransaction(db, (trx) => proposeRevisions(trx, act, proposals));
    assert.ok(performance.now() - start < 60_000);
    assert.deepEqual(
      proposed.map((one) => one.revisionId),
      again.map((one) => one.revisionId),
    );
    assert.equal(new Set(proposed.map((one) => one.productId)).size, 2000);
    const held = await readContents(db.read, ['MANY-7', 'MANY-1999', 'NONE']);
    assert.deepEqual([...held.keys()].toSorted(), ['MANY-1999', 'MANY-7']);
    assert.equal(held.get('MANY-7')!.content.names.ru, 'Трость 7');
  });

  void it('that takes another’s article, or comes late, is refused whole', async () => {
    const one = (article: string) => ({
      ...product,
      variants: [{ ...product.variants[0]!, article }],
    });
    const count = async () => (await db.read('product_revisions')).length;
    const before_ = await count();
    await assert.rejects(
      inTransaction(db, (trx) =>
        proposeRevisions(trx, act, [
          { productId: null, content: one('FRESH-1') },
          { productId: null, content: one('MANY-3') },
        ]),
      ),
      /articleTaken/,
    );
    const held = (await readContents(db.read, ['MANY-3'])).get('MANY-3')!;
    const stale = { productId: held.productId, stamp: '1_0_0', content: held.content };
    await assert.rejects(inTransaction(db, (trx) => proposeRevision(trx, act, stale)));
    assert.equal(await count(), before_);
  });
});

const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'қ', 'ө', 'ң', ' ', 'Ж', 'Я', '7'),
  minLength: 1,
  maxLength: 12,
});
const names = fc.record({ kk: text, ru: text, en: text });

function contents(
  classes: readonly string[],
  definitionsOf: (code: string) => readonly Definition[],
): fc.Arbitrary<ProductContent> {
  return fc.constantFrom(...classes).chain((aidClassCode) =>
    fc.record({
      aidClassCode: fc.constant(aidClassCode),
      maker: text,
      names,
      summaries: names,
      descriptions: names,
      madeToOrder: fc.boolean(),
      certificate: fc.option(
        fc.record({ number: text, validUntil: fc.option(fc.constant('2027-05-01')) }),
      ),
      origin: fc.constantFrom('KZ', 'DE', 'CN'),
      warrantyMonths: fc.nat(120),
      pictures: fc.uniqueArray(
        fc.record({
          file: fc.nat(99).map((number) => `p${number}.webp`),
          width: fc.integer({ min: 1, max: 1600 }),
          height: fc.integer({ min: 1, max: 1600 }),
          alts: names,
        }),
        { selector: ({ file }) => file, maxLength: 4 },
      ),
      drawingStands: fc.boolean(),
      variants: fc.uniqueArray(
        fc.record({
          article: fc.nat(12).map((number) => `P-${number}`),
          labels: names,
          active: fc.boolean(),
          values: values(definitionsOf(aidClassCode)),
        }),
        { selector: ({ article }) => article, maxLength: 5 },
      ),
    }),
  );
}

function values(definitions: readonly Definition[]): fc.Arbitrary<Record<string, ContentValue>> {
  const model = Object.fromEntries(definitions.map((one) => [one.key, value(one)]));
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Record<string, ContentValue>>;
}

function value({ kind, optionKeys }: Definition): fc.Arbitrary<ContentValue> {
  if (kind === 'number') return fc.integer({ min: -1_000_000, max: 9_000_000 });
  if (kind === 'yes_no') return fc.boolean();
  return kind === 'text' ? names : fc.constantFrom(...optionKeys.values());
}
