// The dimension drawing: whatever the numbers, a sound picture that says exactly them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { besideEachOther } from '../../server/measures/beside.ts';
import { sketchesOf } from '../../server/measures/drawing/figures.ts';
import { plotAll, type Plot } from '../../server/measures/drawing/plot.ts';
import type { Numbers } from '../../server/measures/drawing/sketch.ts';

const CLASSES = {
  'MM-01-03': [
    'seat_width',
    'seat_depth',
    'total_width',
    'wheel_size',
    'back_height',
    'total_length',
  ],
  'MM-02': ['seat_width', 'seat_depth', 'total_width', 'seat_height'],
  'MM-04': ['height_from', 'height_to', 'feet'],
  'MM-05': ['height_from', 'height_to'],
  'MM-06': ['height_from', 'height_to'],
  'MM-07': ['height_from', 'height_to', 'width'],
  'MM-08': ['height_from', 'height_to', 'width', 'seat_height', 'wheel_size'],
  'MM-09': ['width', 'depth', 'height'],
  'HG-10': ['seat_width', 'seat_height_from', 'seat_height_to'],
  'HG-11': ['width', 'length', 'height'],
  'HG-12': ['length'],
  'TT-01': ['length'],
};

const number = fc.oneof(
  fc.integer({ min: 1, max: 3_000_000 }).map((thousandths) => thousandths / 1000),
  fc.constantFrom(0.001, 1, 40, 250, 10_000),
);

void describe('a drawing of any numbers', () => {
  for (const [code, keys] of Object.entries(CLASSES)) {
    it(`${code}: stands inside its frame, and its labels are the numbers`, () => {
      fc.assert(
        fc.property(
          fc.record(Object.fromEntries(keys.map((key) => [key, number])), { requiredKeys: [] }),
          (numbers: Numbers) => {
            const sketches = sketchesOf(code, numbers);
            const plots = plotAll(sketches, (key) => `${key}=${numbers[key]}`);
            for (const [at, plot] of plots.entries()) {
              isInside(plot);
              const shown = sketches[at]!.dimensions.map(({ key }) => `${key}=${numbers[key]}`);
              assert.deepEqual(
                plot.labels.map(({ text }) => text),
                shown,
              );
            }
          },
        ),
        { numRuns: 200 },
      );
    });
  }

  it('is to scale: lines are as long as their numbers, in all views alike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 90 }),
        fc.integer({ min: 20, max: 90 }),
        fc.integer({ min: 30, max: 120 }),
        (seat_width, seat_depth, total_width) => {
          const plots = plotAll(
            sketchesOf('MM-01', { seat_width, seat_depth, total_width }),
            (key) => key,
          );
          const lengths = new Map(plots.flatMap(lengthsOf));
          const scale = lengths.get('seat_width')! / seat_width;
          for (const [key, value] of Object.entries({ seat_depth, total_width })) {
            assert.ok(Math.abs(lengths.get(key)! / value - scale) < 0.02, key);
          }
        },
      ),
    );
  });

  it('is none where the class has no drawing or no number that can be drawn', () => {
    assert.deepEqual(sketchesOf('HG-01', { width: 30 }), []);
    for (const code of Object.keys(CLASSES)) assert.deepEqual(sketchesOf(code, {}), []);
    assert.deepEqual(plotAll([], String), []);
  });

  it('shows a height that cannot be set once', () => {
    const [sketch] = sketchesOf('MM-04', { height_from: 87, height_to: 87 });
    assert.deepEqual(
      sketch!.dimensions.map(({ key }) => key),
      ['height_to'],
    );
  });
});

void describe('measures beside a product', () => {
  const numbers = (of: Record<string, number>) => (key: string) => of[key] && of[key] * 1000;
  const cases: [string, Record<string, number>, Record<string, number>, string[]][] = [
    ['MM-01-03', { seat_width: 42 }, { hip_width: 38 }, ['hip_width more 4']],
    ['MM-01-03', { seat_width: 38 }, { hip_width: 38 }, ['hip_width same']],
    ['MM-02', { total_width: 72 }, { narrowest_door: 70.5 }, ['narrowest_door more 1.5']],
    ['MM-01', { max_user_weight: 110 }, { body_weight: 90 }, ['body_weight carries 20']],
    ['MM-01', { max_user_weight: 110 }, { body_weight: 130 }, ['body_weight overload 20']],
    ['MM-04', { height_from: 70, height_to: 93 }, { wrist_height: 80 }, ['wrist_height within']],
    ['MM-04', { height_from: 70, height_to: 93 }, { wrist_height: 95 }, ['wrist_height above 2']],
    ['MM-04', { height_from: 70, height_to: 93 }, { wrist_height: 60 }, ['wrist_height below 10']],
    ['MM-04', { height_to: 87 }, { wrist_height: 87 }, ['wrist_height within']],
    ['TT-01', { length: 115 }, { breastbone_height: 120 }, ['breastbone_height less 5']],
    ['TT-01', {}, { breastbone_height: 120 }, []],
    ['MM-01', { seat_width: 42 }, {}, []],
    ['HG-01', { width: 42 }, { hip_width: 38 }, []],
  ];
  for (const [code, product, person, expected] of cases) {
    it(`${code} ${JSON.stringify(product)} beside ${JSON.stringify(person)}: ${expected.join() || 'nothing'}`, () => {
      const values = Object.fromEntries(
        Object.entries(person).map(([key, value]) => [key, value * 1000]),
      );
      const found = besideEachOther(code, numbers(product), values).map(({ measure, standing }) =>
        [
          measure,
          standing.is,
          ...('difference' in standing ? [standing.difference / 1000] : []),
        ].join(' '),
      );
      assert.deepEqual(found, expected);
    });
  }
});

function isInside({ width, height, labels, ...paths }: Plot): void {
  assert.ok(width > 0 && height > 0 && width < 1000 && height < 600, `${width} x ${height}`);
  const places = [paths.outline, paths.surface, paths.extensions, paths.dimensions].flatMap(
    (path) => {
      assert.match(path, /^(?:M-?[\d.]+ -?[\d.]+(?:L-?[\d.]+ -?[\d.]+|a[\d. -]+|z)*)*$/);
      return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ]);
    },
  );
  for (const { x, y, text, anchor } of labels) {
    const half = { start: 0, middle: 4, end: 8 }[anchor]; // a letter is about eight units wide
    places.push([x - text.length * half, y], [x + text.length * (8 - half), y - 11]);
  }
  for (const [x, y] of places) {
    const is = x! >= 0 && x! <= width && y! >= 0 && y! <= height;
    assert.ok(is, `${x} ${y} is not in ${width} x ${height}`);
  }
}

// The first stroke of each dimension is its line; two heads follow.
function lengthsOf({ dimensions, labels }: Plot): [string, number][] {
  const strokes = dimensions.split('M').slice(1);
  return labels.map(({ text }, at) => {
    const [x1, y1, x2, y2] = strokes[at * 3]!.split(/[ L]/).map(Number);
    return [text, Math.hypot(x2! - x1!, y2! - y1!)];
  });
}
