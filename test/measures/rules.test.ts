// The rules of measures as tables: ranges, what fits together, what is old, how numbers are read.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { impossible, unlikely } from '../../server/measures/checks.ts';
import { readThousandths } from '../../server/measures/decimal.ts';
import { readSheet, type SheetGround } from '../../server/measures/forms.ts';
import {
  FAMILIES,
  familiesOf,
  isOutdated,
  kindsOf,
  MEASURE_KINDS,
  outdatedKeys,
  withValues,
  type Family,
  type MeasureKey,
  type Measures,
} from '../../server/measures/measures.ts';
import { sheetFor } from '../../server/measures/kinds.ts';

type Whole = Partial<Record<MeasureKey, number>>;

const GROWN: Whole = {
  body_weight: 70,
  body_height: 170,
  hip_width: 37,
  thigh_length: 48,
  lower_leg_length: 43,
  elbow_height: 23,
  shoulder_blade_height: 43,
  wrist_height: 82,
  elbow_standing_height: 106,
  armpit_height: 136,
  breastbone_height: 118,
  inside_leg_length: 78,
  foot_length: 26,
  stump_length: 20,
};
const CHILD: Whole = {
  body_weight: 17,
  body_height: 105,
  hip_width: 21.5,
  thigh_length: 26,
  lower_leg_length: 25,
  elbow_height: 14,
  shoulder_blade_height: 27,
};

void describe('numbers as people write them', () => {
  const cases: [string, number | null][] = [
    ['38', 38_000],
    ['38,5', 38_500],
    ['38.5', 38_500],
    [' 38,5 см ', 38_500],
    ['38 cm', 38_000],
    ['62кг', 62_000],
    ['1\u00a0750', 1_750_000],
    ['0,125', 125],
    ['38,5,5', null],
    ['38,5678', null],
    ['-38', null],
    ['1e3', null],
    ['тридцать', null],
    ['', null],
    ['٣٨', null],
  ];
  for (const [typed, expected] of cases) {
    it(`"${typed}" is ${expected}`, () => assert.equal(readThousandths(typed), expected));
  }
});

void describe('what cannot be together', () => {
  it('lets a grown-up and a child be as they are', () => {
    for (const body of [GROWN, CHILD]) {
      assert.deepEqual(impossible(thousandths(body)), []);
      assert.deepEqual(unlikely(thousandths(body)), []);
    }
  });

  const wrong: [Whole, MeasureKey, MeasureKey][] = [
    [{ wrist_height: 107 }, 'wrist_height', 'elbow_standing_height'],
    [{ elbow_standing_height: 136 }, 'elbow_standing_height', 'armpit_height'],
    [{ armpit_height: 170 }, 'armpit_height', 'body_height'],
    [{ breastbone_height: 171 }, 'breastbone_height', 'body_height'],
    [{ inside_leg_length: 170 }, 'inside_leg_length', 'body_height'],
    [{ stump_length: 78 }, 'stump_length', 'inside_leg_length'],
    [{ thigh_length: 85 }, 'thigh_length', 'body_height'],
    [{ lower_leg_length: 85 }, 'lower_leg_length', 'body_height'],
    [{ hip_width: 85 }, 'hip_width', 'body_height'],
  ];
  for (const [change, key, other] of wrong) {
    it(`${key} of ${Object.values(change)[0]} cannot stand beside ${other}`, () => {
      const found = impossible(thousandths({ ...GROWN, ...change }));
      assert.ok(
        found.some((one) => one.key === key && one.other === other),
        JSON.stringify(found),
      );
    });
  }

  it('says nothing about what was not measured', () => {
    assert.deepEqual(impossible({ wrist_height: 90_000, hip_width: 60_000 }), []);
  });
});

void describe('what is rare', () => {
  const rare: [Whole, MeasureKey, string][] = [
    [{ body_weight: 20 }, 'body_weight', 'rare.small'],
    [{ body_weight: 170 }, 'body_weight', 'rare.large'],
    [{ body_weight: 190 }, 'body_weight', 'rare.range'],
    [{ hip_width: 20 }, 'hip_width', 'rare.small'],
    [{ hip_width: 59 }, 'hip_width', 'rare.large'],
    [{ thigh_length: 30 }, 'thigh_length', 'rare.small'],
    [{ wrist_height: 60 }, 'wrist_height', 'rare.small'],
    [{ foot_length: 12 }, 'foot_length', 'rare.small'],
    [{ narrowest_door: 45 }, 'narrowest_door', 'rare.range'],
  ];
  for (const [change, key, reason] of rare) {
    it(`${key} of ${Object.values(change)[0]} is doubted as ${reason}`, () => {
      const found = unlikely(thousandths({ ...GROWN, ...change }));
      assert.equal(found.find((one) => one.key === key)?.reason, reason, JSON.stringify(found));
    });
  }

  it('doubts hips that do not go with the weight, where no height is known', () => {
    const found = unlikely({ body_weight: 100_000, hip_width: 24_000 });
    assert.deepEqual(found, [{ key: 'hip_width', reason: 'rare.small', other: 'body_weight' }]);
  });

  it('doubts each measure once', () => {
    const keys = unlikely(thousandths({ body_weight: 290, body_height: 60, hip_width: 79 })).map(
      ({ key }) => key,
    );
    assert.equal(new Set(keys).size, keys.length);
  });
});

void describe('a child grows', () => {
  const measured = (on: string) => withValues(null, { hip_width: 30_000 }, { on, by: 'relative' });
  const cases: [born: string | null, measuredOn: string, today: string, old: boolean][] = [
    ['2018-03-25', '2026-05-23', '2026-11-23', false], // six months to the day
    ['2018-03-25', '2026-05-22', '2026-11-23', true],
    ['2018-03-25', '2026-11-23', '2026-11-23', false],
    ['2018-03-25', '2025-08-31', '2026-02-28', false], // the last day of a short month
    ['2018-03-25', '2025-08-31', '2026-03-01', true],
    ['2008-11-24', '2026-05-01', '2026-11-23', true], // eighteen tomorrow
    ['2008-11-23', '2026-05-01', '2026-11-23', false], // eighteen today
    ['1987-05-14', '2020-01-01', '2026-11-23', false],
    [null, '2020-01-01', '2026-11-23', false], // nobody knows whose they are
  ];
  for (const [born, on, today, old] of cases) {
    it(`born ${born}, measured ${on}, on ${today}: ${old ? 'old' : 'holds'}`, () => {
      assert.equal(isOutdated(measured(on), born, today, 6), old);
    });
  }

  it('asks for nothing anew that does not grow, and only for what is old', () => {
    let kept = withValues(
      null,
      { hip_width: 30_000, body_weight: 20_000, narrowest_door: 70_000 },
      { on: '2026-01-10', by: 'relative' },
    );
    kept = withValues(kept, { body_weight: 22_000 }, { on: '2026-11-01', by: 'self' });
    assert.deepEqual(outdatedKeys(kept, '2018-03-25', '2026-11-23', 6), ['hip_width']);
    assert.equal(kept.measuredOn, '2026-01-10');
  });

  it('follows the term, whatever its length', () => {
    const kept = measured('2026-08-20');
    assert.equal(isOutdated(kept, '2018-03-25', '2026-11-23', 3), true);
    assert.equal(isOutdated(kept, '2018-03-25', '2026-11-23', 12), false);
  });
});

void describe('a filled sheet', () => {
  const today = '2026-11-23';
  const when = { measured_on: '23.11.2026', measured_by: 'self' };
  const ground = (family: Family, before: Measures | null = null, bornOn: string | null = null) =>
    ({
      kinds: kindsOf(family),
      before,
      today,
      bornOn,
      inWords: (_key, value) => String(value / 1000),
      nameOf: (key) => key,
    }) satisfies SheetGround;
  const problemsOf = (read: ReturnType<typeof readSheet>) =>
    'problems' in read ? read.problems.map(({ field, key }) => `${field} ${key}`) : [];

  for (const { key, min, max, step, families } of MEASURE_KINDS) {
    it(`${key} keeps to its range and step`, () => {
      const read = (value: number) =>
        problemsOf(
          readSheet(ground(families[0]!), {
            ...when,
            [key]: String(value / 1000).replace('.', ','),
          }),
        );
      const isRange = (problems: string[]) => problems.includes(`${key} measures.wrong.range`);
      assert.ok(!isRange(read(min)) && !isRange(read(max)));
      assert.ok(isRange(read(max + step)));
      if (min > 0) assert.ok(isRange(read(min - step)));
      assert.deepEqual(read(min + step / 2), [`${key} measures.wrong.step`]);
    });
  }

  const days: [on: string, bornOn: string | null, expected: string[]][] = [
    ['2026-11-23', null, []],
    ['24.11.2026', null, ['measured_on measures.wrong.future']],
    ['31.02.2026', null, ['measured_on forms.notADate']],
    ['', null, ['measured_on measures.wrong.dateMissing']],
    ['2026-01-01', '2026-02-01', ['measured_on measures.wrong.beforeBirth']],
    ['2016-11-22', null, ['measured_on measures.wrong.longAgo']],
    ['2024-11-22', null, ['measured_on measures.rare.old']],
    ['2024-11-23', null, []],
  ];
  for (const [on, bornOn, expected] of days) {
    it(`measured on "${on}": ${expected.join() || 'fine'}`, () => {
      const typed = { hip_width: '38', measured_on: on, measured_by: 'specialist' };
      const read = readSheet(ground('manual-wheelchairs', null, bornOn), typed);
      assert.deepEqual(problemsOf(read), expected);
    });
  }

  it('asks for at least one measure, and for who measured', () => {
    const empty = readSheet(ground('manual-wheelchairs'), { ...when, hip_width: ' ' });
    assert.deepEqual(problemsOf(empty), ['body_weight measures.sheet.nothing']);
    const nobody = readSheet(ground('manual-wheelchairs'), { hip_width: '38', measured_on: today });
    assert.deepEqual(problemsOf(nobody), ['measured_by measures.wrong.byMissing']);
  });

  it('takes what is rare once its box is ticked, for this very value', () => {
    const sheet = { ...when, body_weight: '190' };
    const doubted = readSheet(ground('manual-wheelchairs'), sheet);
    assert.deepEqual(problemsOf(doubted), ['body_weight measures.rare.range']);
    assert.equal('doubts' in doubted && doubted.doubts.get('body_weight'), '190000');
    const other = readSheet(ground('manual-wheelchairs'), { ...sheet, sure_body_weight: '185000' });
    assert.deepEqual(problemsOf(other), ['body_weight measures.rare.range']);
    const sure = readSheet(ground('manual-wheelchairs'), { ...sheet, sure_body_weight: '190000' });
    assert.deepEqual('values' in sure && sure.values, { body_weight: 190_000 });
  });

  it('never takes what is impossible, ticked or not', () => {
    const sheet = { ...when, body_height: '100', thigh_length: '60', sure_thigh_length: '60000' };
    const read = readSheet(ground('manual-wheelchairs'), sheet);
    assert.deepEqual(problemsOf(read), ['thigh_length measures.wrong.half']);
  });

  it('checks new values against those that are kept, and names the one just typed', () => {
    const before = withValues(null, { body_height: 160_000 }, { on: '2026-10-01', by: 'self' });
    const read = readSheet(ground('walking-aids', before), { ...when, armpit_height: '165' });
    assert.deepEqual(problemsOf(read), ['armpit_height measures.wrong.order']);
    const shorter = readSheet(
      ground(
        'walking-aids',
        withValues(null, { armpit_height: 120_000 }, before.each!.body_height!),
      ),
      { ...when, body_height: '110' },
    );
    assert.deepEqual(problemsOf(shorter), ['body_height measures.wrong.order']);
  });
});

void describe('the kinds', () => {
  it('have a range, a step that divides it and a sheet', () => {
    for (const { key, min, max, step, families } of MEASURE_KINDS) {
      assert.ok(min < max && min % step === 0 && max % step === 0, key);
      assert.ok(families.length > 0, key);
    }
    for (const family of Object.keys(FAMILIES) as Family[]) assert.ok(kindsOf(family).length > 1);
  });

  const classes: [string, Family | null, Family[]][] = [
    ['MM-01', 'manual-wheelchairs', ['manual-wheelchairs']],
    ['MM-01-03', 'manual-wheelchairs', ['manual-wheelchairs']],
    ['MM-09', 'manual-wheelchairs', []],
    ['TT-14', 'vision-aids', ['vision-aids']],
    ['TT-1', null, []],
    ['HG-01', null, []],
  ];
  for (const [code, sheet, families] of classes) {
    it(`${code} is measured by ${sheet ?? 'no sheet'}`, () => {
      assert.equal(sheetFor(code), sheet);
      assert.deepEqual(familiesOf(code), families);
    });
  }
});

function thousandths(whole: Whole): Measures['values'] {
  return Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, value * 1000]));
}
