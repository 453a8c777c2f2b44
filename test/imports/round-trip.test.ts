// Whatever a product says: taken out as a table and read again, it says the same.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { tidy, type Style } from '../../server/imports/cells.ts';
import type { FileRow, Ground } from '../../server/imports/file-row.ts';
import { marked } from '../../server/imports/formula-mark.ts';
import { productCells, variantCells } from '../../server/imports/product-cells.ts';
import { checkProduct } from '../../server/imports/product-check.ts';
import { kindOf } from '../../server/imports/read-file.ts';
import { tableRows } from '../../server/imports/read-in.ts';
import type { ProductContent } from '../../server/publishing/publishing.ts';
import { COLUMNS, DEFINITIONS, knownHeader } from './known-header.ts';
import { workbook } from './spreadsheet.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandau-round-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const ground: Ground = { definitionsOf: () => DEFINITIONS, isClass: (code) => code === 'MM-01' };

// Texts as people and spreadsheets write them: with marks, quotes, lines and letters of every kind.
const letters = fc.constantFrom(
  ...Array.from('aбқңә 0"\',;=+-@#\t'.replace('\t', '')),
  'ö',
  '🦽',
  '<',
  '&',
);
const line = fc
  .array(letters, { minLength: 1, maxLength: 30 })
  .map((all) => tidy(`x${all.join('')}`))
  .chain((text) => fc.constantFrom(text, tidy(`=${text}`), tidy(`'${text}`), tidy(`'=${text}`)));
const lines = fc.array(line, { minLength: 1, maxLength: 3 }).map((all) => tidy(all.join('\n')));
const PLAIN = { noNullPrototype: true } as const;
const names = (one: fc.Arbitrary<string>) => fc.record({ kk: one, ru: one, en: one }, PLAIN);
const day = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));

const values = fc
  .record(
    {
      seat_width: fc.integer({ min: -100, max: 400 }).map((steps) => steps * 500),
      frame_material: fc.constantFrom('steel', 'aluminium'),
      folding: fc.boolean(),
      screen_reader: names(line),
    },
    { requiredKeys: ['seat_width', 'frame_material'], noNullPrototype: true },
  )
  .map((all) => Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1))));

const content: fc.Arbitrary<ProductContent> = fc.record(
  {
    aidClassCode: fc.constant('MM-01'),
    maker: line,
    names: names(line),
    summaries: names(lines),
    descriptions: names(lines),
    madeToOrder: fc.boolean(),
    certificate: fc.record({ number: line, validUntil: day }, PLAIN),
    origin: fc.constantFrom('KZ', 'DE', 'CN'),
    warrantyMonths: fc.integer({ min: 0, max: 240 }),
    pictures: fc.constant([]),
    drawingStands: fc.constant(false),
    variants: fc
      .array(fc.record({ labels: names(line), active: fc.boolean(), values }, PLAIN), {
        minLength: 1,
        maxLength: 4,
      })
      .map((all) => all.map((one, at) => ({ article: `A-${at}`, ...one }))),
  },
  PLAIN,
);

for (const kind of ['csv', 'xlsx'] as const) {
  void test(`a product that is exported as ${kind} and read again is the same`, async () => {
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.constantFrom<Style>('kk', 'ru', 'en'),
        fc.constantFrom(',', ';', '\t'),
        async (product, style, delimiter) => {
          const rows = await written(product, style, kind, delimiter);
          for (const held of [product, null]) {
            const { problems, content: read, outcome } = checkProduct(rows, COLUMNS, held, ground);
            assert.deepEqual(problems, []);
            assert.deepEqual(read, product);
            assert.equal(outcome, held ? 'same' : 'new');
          }
        },
      ),
      { numRuns: 150 },
    );
  });
}

async function written(
  product: ProductContent,
  style: Style,
  kind: 'csv' | 'xlsx',
  delimiter: string,
): Promise<FileRow[]> {
  const data = COLUMNS.filter(({ group }) => group === 'data');
  const ofClass = new Map(DEFINITIONS.map((one) => [one.key, one]));
  const own = productCells(product, style);
  const table = [
    COLUMNS.map(({ header }) => header),
    ...product.variants.map((variant) => {
      const cells = new Map([
        ['product', 'p'],
        ...own,
        ...variantCells(variant, data, ofClass, style),
      ]);
      return COLUMNS.map(({ header }) => marked(cells.get(header) ?? ''));
    }),
  ];
  const file = path.join(folder, 'table');
  await writeFile(file, kind === 'csv' ? stringify(table, { delimiter }) : workbook(table));
  const rows: FileRow[] = [];
  for await (const { number, cells } of tableRows(file, await kindOf(file), knownHeader)) {
    rows.push({ number, cells: new Map(COLUMNS.map(({ header }, at) => [header, cells[at]!])) });
  }
  return rows;
}
