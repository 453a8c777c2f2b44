// What a product's page decides: what is equal, what a place is, which side of a relation one stands on.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isEqualOrBetter } from '../../server/catalogue/equal.ts';
import { relationFor, sideOf, SIDES } from '../../server/catalogue/relations.ts';
import { meantBy, type Settlement } from '../../server/catalogue/settlements.ts';
import type { Definition, Value, Values } from '../../server/catalogue/technical-data.ts';

const NOTHING = { kk: '', ru: '', en: '' };
const definition = (id: number, key: string, rest: Partial<Definition> = {}): Definition => ({
  id,
  aidClassCode: 'X',
  key,
  kind: 'number',
  unit: 'cm',
  step: 500,
  section: 'size',
  required: true,
  filterable: true,
  optionKeys: new Map(),
  names: NOTHING,
  help: NOTHING,
  options: new Map(),
  retired: false,
  retiredOptions: new Set<number>(),
  ...rest,
});
const DEFINITIONS = [
  definition(1, 'seat_width'),
  definition(2, 'weight', { unit: 'kg', step: 100, section: 'load' }),
  definition(3, 'max_user_weight', { unit: 'kg', step: 100, section: 'load' }),
  definition(4, 'max_speed', { unit: 'km/h', step: 500, section: 'performance' }),
  definition(5, 'microphones', { unit: 'pcs', step: 1000, section: 'performance' }),
  definition(6, 'frame', { kind: 'choice', unit: null, step: null, section: 'material' }),
  definition(7, 'folding', { kind: 'yes_no', unit: null, step: null }),
  definition(8, 'note', { kind: 'text', unit: null, step: null }),
  definition(9, 'colour', { kind: 'choice', unit: null, step: null, required: false }),
];

/** Values as people write them: seat width, weight, load, speed, microphones, frame, folding. */
function values(numbers: (number | null)[], option: number | null, yes: boolean | null): Values {
  const none: Value = { thousandths: null, optionId: null, yes: null, text: NOTHING };
  return new Map([
    ...numbers.map((one, at): [number, Value] => [
      at + 1,
      { ...none, thousandths: one === null ? null : Math.round(one * 1000) },
    ]),
    [6, { ...none, optionId: option }],
    [7, { ...none, yes }],
  ]);
}

const OWN = values([46, 20, 120, 6, 2], 1, true);

describe('another variant is equal or better', () => {
  for (const [name, other, equal] of [
    ['with the same data', values([46, 20, 120, 6, 2], 1, true), true],
    ['one step wider', values([46.5, 20, 120, 6, 2], 1, true), true],
    ['but not two steps wider', values([47, 20, 120, 6, 2], 1, true), false],
    ['nor two steps narrower', values([45, 20, 120, 6, 2], 1, true), false],
    ['however much lighter', values([46, 9, 120, 6, 2], 1, true), true],
    ['a twentieth heavier', values([46, 21, 120, 6, 2], 1, true), true],
    ['but not more', values([46, 21.1, 120, 6, 2], 1, true), false],
    ['however much more it carries', values([46, 20, 180, 6, 2], 1, true), true],
    ['but not when it carries less', values([46, 20, 100, 6, 2], 1, true), false],
    ['half a kilometre an hour faster or slower', values([46, 20, 120, 6.5, 2], 1, true), true],
    [
      'but not twice as fast: not everybody wants that',
      values([46, 20, 120, 12, 2], 1, true),
      false,
    ],
    ['not with one microphone less', values([46, 20, 120, 6, 1], 1, true), false],
    ['not of another material', values([46, 20, 120, 6, 2], 2, true), false],
    ['not when it does not fold', values([46, 20, 120, 6, 2], 1, false), false],
    ['not when something is not stated', values([46, null, 120, 6, 2], 1, true), false],
    ['not when a choice is not stated', values([46, 20, 120, 6, 2], null, true), false],
    ['not when yes or no is not stated', values([46, 20, 120, 6, 2], 1, null), false],
  ] as const) {
    it(name, () => assert.equal(isEqualOrBetter(DEFINITIONS, OWN, other), equal));
  }

  it('never where nothing is required of the class, or nothing is known', () => {
    assert.equal(isEqualOrBetter([], OWN, OWN), false);
    assert.equal(isEqualOrBetter([DEFINITIONS[7]!, DEFINITIONS[8]!], OWN, OWN), false);
    assert.equal(isEqualOrBetter(DEFINITIONS, new Map(), new Map()), false);
  });

  it('to itself, whatever is stated in full', () => {
    const number = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(number, number, number, number, number), fc.boolean(), (all, yes) => {
        const own = values(all, 1, yes);
        assert.equal(isEqualOrBetter(DEFINITIONS, own, own), true);
      }),
    );
  });
});

describe('the name of a place', () => {
  const place = (id: number, region: string, kk: string, ru: string, en: string): Settlement => ({
    id,
    region,
    names: { kk, ru, en },
  });
  const kentau = place(1, '61', 'Кентау', 'Кентау', 'Kentau');
  const north = place(2, '59', 'Аққайың', 'Аккайын', 'Aqqaiyng');
  const south = place(3, '61', 'Аққайың', 'Аккайын', 'Aqqaiyng');
  const all = [kentau, north, south];
  for (const [typed, region, home, expected] of [
    ['Кентау', null, null, { is: 'known', settlement: kentau }],
    ['  кентау ', '61', null, { is: 'known', settlement: kentau }],
    ['KENTAU', null, '75', { is: 'known', settlement: kentau }],
    ['г. Кентау', null, null, { is: 'known', settlement: kentau }],
    ['Кентау қаласы', null, null, { is: 'known', settlement: kentau }],
    ['Аккаиын', '59', null, { is: 'unknown' }],
    ['Аккайын', '59', null, { is: 'known', settlement: north }],
    ['аққайың ауылы', null, '61', { is: 'known', settlement: south }],
    ['Ақкайын', null, null, { is: 'ambiguous', regions: ['59', '61'] }],
    ['Кентау', '75', null, { is: 'elsewhere', regions: ['61'] }],
    ['Нигдеград', null, null, { is: 'unknown' }],
    ['село', null, null, { is: 'unknown' }],
  ] as const) {
    it(`${typed} in ${region ?? 'any region'}, living in ${home ?? 'no known one'}: ${expected.is}`, () => {
      assert.deepEqual(meantBy(typed, all, { region, home }), expected);
    });
  }
});

describe('a relation', () => {
  it('reads back as the side that was chosen, from both products', () => {
    for (const side of SIDES) {
      for (const [own, other] of [
        [3, 8],
        [8, 3],
      ] as const) {
        const relation = relationFor(side, own, other);
        assert.equal(sideOf(relation, own), side);
        assert.deepEqual(new Set([relation.from, relation.to]), new Set([own, other]));
        if (side === 'equivalent' || side === 'works_with') {
          assert.equal(sideOf(relation, other), side);
          assert.ok(relation.from < relation.to, 'it stands once');
        } else assert.notEqual(sideOf(relation, other), side);
      }
    }
  });
});
