import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeQR } from 'qr/decode.js';
import fc from 'fast-check';
import { newSpokenCode, parseSpokenCode } from '../../server/i18n/spoken-code.ts';
import { bestIn, bySection, partition, type Row } from '../../server/shortlists/compared.ts';
import { idsAmong, readNamed, resolve } from '../../server/shortlists/compare-query.ts';
import { bestOf } from '../../server/shortlists/fit.ts';
import { qrOf } from '../../server/shortlists/qr.ts';

const row = fc.record({
  key: fc.constantFrom('weight', 'price', 'colour', 'constructor'),
  section: fc.constantFrom('size', 'load'),
  label: fc.string(),
  cells: fc.array(
    fc.record({
      text: fc.string(),
      same: fc.constantFrom('', 'a', 'b'),
      amount: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

describe('rows of a comparison', () => {
  it('stand in one part each: those that differ, and those that are equal', () => {
    fc.assert(
      fc.property(fc.array(row), (rows: Row[]) => {
        const { differing, equal } = partition(rows);
        assert.equal(differing.length + equal.length, rows.length);
        assert.deepEqual(
          rows.filter((one) => differing.includes(one)),
          differing,
        );
        assert.ok(equal.every(({ cells }) => cells.every(({ same }) => same === cells[0]!.same)));
        assert.ok(
          differing.every(({ cells }) => cells.some(({ same }) => same !== cells[0]!.same)),
        );
      }),
    );
  });

  it('keep every row when they are grouped by section', () => {
    fc.assert(
      fc.property(fc.array(row), (rows: Row[]) => {
        assert.deepEqual(
          bySection(rows).flatMap((group) => group.rows),
          rows,
        );
      }),
    );
  });

  it('mark as best only what no other value beats, never all of them, never what is unknown', () => {
    fc.assert(
      fc.property(row, (one: Row) => {
        const best = bestIn(one);
        if (!best) return;
        const known = one.cells.flatMap(({ amount }) => amount ?? []);
        for (const [column, { amount }] of one.cells.entries()) {
          if (best.columns.has(column)) assert.equal(amount, Math.min(...known));
        }
        assert.ok(best.columns.size > 0 && best.columns.size < known.length);
      }),
    );
  });

  for (const [key, amounts, word, columns] of [
    ['coPayment', [0, 500], 'lowest', [0]],
    ['delivery', [10, 3, 3], 'soonest', [1, 2]],
    ['warranty', [12, 24], 'longest', [1]],
    ['weight', [8000, null, 12000], 'lightest', [0]],
    ['weight', [8000, null], null, []],
    ['weight', [8000, 8000], null, []],
    ['seat_width', [40, 46], null, []], // what is best depends on the person
    ['__proto__', [1, 2], null, []],
  ] as const) {
    it(`of ${key} ${JSON.stringify(amounts)} are marked ${word ?? 'nowhere'}`, () => {
      const cells = amounts.map((amount) => ({ text: '', same: String(amount), amount }));
      const best = bestIn({ key, cells });
      assert.equal(best?.word ?? null, word);
      assert.deepEqual([...(best?.columns ?? [])], [...columns]);
    });
  }
});

describe('what fits best', () => {
  const found = (verdict: 'fits' | 'does_not_fit' | 'cannot_tell', fits = 0) => ({
    verdict,
    reasons: Array.from({ length: fits }, () => ({ verdict: 'fits' as const })),
  });
  for (const [name, all, best] of [
    ['the one that fits', [found('fits', 3), found('does_not_fit', 5)], [0]],
    ['the one with more for it', [found('fits', 3), found('fits', 4)], [1]],
    [
      'both, where both have as much',
      [found('fits', 4), found('fits', 4), found('fits', 1)],
      [0, 1],
    ],
    ['none where all are alike', [found('fits', 4), found('fits', 4)], []],
    ['none where none fits', [found('cannot_tell', 4), found('does_not_fit')], []],
    ['none of one alone', [found('fits', 4)], []],
    ['not what nothing is known of', [null, found('fits', 1)], [1]],
  ] as const) {
    it(`is ${name}`, () => {
      assert.deepEqual([...bestOf(all)], [...best]);
    });
  }
});

describe('the address of a comparison', () => {
  for (const [query, named, wrong] of [
    [{}, [], []],
    [{ v: 'DL200-46' }, ['DL200-46'], []],
    [{ v: ['DL200-46', 'dl200-46', 'DL200-46'] }, ['DL200-46', 'dl200-46'], []],
    [{ v: 'A-1,B 2, ,7' }, ['A-1', 'B 2', '7'], []],
    [{ v: 'A-1', add: ' B-2 ', list: '' }, ['A-1', 'B-2'], []],
    [{ v: '<script>' }, [], ['<script>']],
    [{ v: 'x'.repeat(61) }, [], ['x'.repeat(60)]],
    [{ v: { nested: 'x' } }, [], []],
  ] as const) {
    it(`is read from ${JSON.stringify(query).slice(0, 60)}`, () => {
      const read = readNamed(query);
      assert.deepEqual(read.named, named);
      assert.deepEqual(read.wrong, wrong);
    });
  }

  it('names an article before an id, in small letters too, and each variant once', () => {
    const variants = [
      { variantId: 7, article: 'DL-7' },
      { variantId: 8, article: '7' },
    ];
    assert.deepEqual(resolve(['7'], variants), { found: [variants[1]], unknown: [] });
    assert.deepEqual(resolve(['dl-7', 'DL-7', 'no'], variants), {
      found: [variants[0]],
      unknown: ['no'],
    });
    assert.deepEqual(resolve(['8'], variants).found, [variants[1]]);
    assert.deepEqual(idsAmong(['7', '07', 'A', '9999999999', '-1']), [7]);
  });
});

describe('the code that is read out over the phone', () => {
  it('is understood however it is typed, and a slip is noticed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 7 }), (at) => {
        const code = newSpokenCode();
        assert.equal(parseSpokenCode(` ${code.toLowerCase().replace('-', ' ')} `), code);
        const plain = code.replace('-', '');
        const other = plain[at] === 'Z' ? 'Y' : 'Z';
        assert.equal(parseSpokenCode(plain.slice(0, at) + other + plain.slice(at + 1)), null);
      }),
    );
  });
});

describe('the QR code', () => {
  it('leads to the address', () => {
    for (const address of [
      'http://localhost:4600/kk/shortlist/V1ZjMK1Nu5S8NBv7eycjxg',
      'https://tandau.example.kz/ru/shortlist/__________________-_-_',
    ]) {
      assert.equal(read(qrOf(address)), address);
    }
  });
});

/** Draws the path as a camera would see it, eight pixels a module, and reads that. */
function read({ size, path }: { size: number; path: string }): string {
  const scale = 8;
  const side = size * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column++) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return decodeQR({ width: side, height: side, data });
}
