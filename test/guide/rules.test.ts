// Each rule of the guide, with a person and a product that fit, that do not, and of which one cannot tell.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentenceOf } from '../../server/guide/sentences.ts';
import { none } from '../support/none.ts';
import { rules, saidBy, type Data } from './ground.ts';

type Said = Readonly<Record<string, number | string>>;

interface Case {
  said: Said;
  /** Class and data of a product that fits, and of one that does not. */
  fits?: [string, Data?];
  not?: [string, Data?];
  /** Answers under which the product that fits does not fit. */
  notFor?: Said;
  /** What the rule cannot tell of: by default the product that fits, without its data. */
  tell?: [string, Data?] | null;
}

const WALKS = { task: 'walk' };
const READS = { task: 'read' };
const NEAR = { need: 'reaching' };
const RISES = { need: 'rising' };
const DEGREES = { side: 'right', loss_degree: 'severe' };

const cases: Record<string, Case> = {
  'mw-sitting': { said: { sitting: 'full' }, fits: ['MM-01-06'], not: ['MM-01-02'] },
  'mw-moving': {
    said: { moving: 'both' },
    fits: ['MM-01-01', { drive: 'rims' }],
    not: ['MM-01-01', { drive: 'attendant' }],
  },
  'mw-active': {
    said: { moving: 'both', active: 'yes' },
    fits: ['MM-01-03', { weight: 15 }],
    not: ['MM-01-03', { weight: 15.1 }],
  },
  'mw-place': { said: { place: 'both' }, fits: ['MM-01-02'], not: ['MM-01-01'] },
  'mw-ground': {
    said: { place: 'outdoors', ground: 'rough' },
    fits: ['MM-01-02', { tyres: 'pneumatic' }],
    not: ['MM-01-02', { tyres: 'solid' }],
  },
  'mw-folding': {
    said: { carried: 'yes' },
    fits: ['MM-01-02', { folding: true }],
    not: ['MM-01-02', { folding: false }],
  },
  'mw-lifted': {
    said: { carried: 'yes', lifted: 'yes' },
    fits: ['MM-01-02', { weight: 20 }],
    not: ['MM-01-02', { weight: 20.1 }],
  },
  'mw-weight': {
    said: { body_weight: 110 },
    fits: ['MM-01-02', { max_user_weight: 110 }],
    not: ['MM-01-02', { max_user_weight: 109.5 }],
  },
  'mw-seat-width': {
    said: { hip_width: 40 },
    fits: ['MM-01-02', { seat_width: 43 }],
    not: ['MM-01-02', { seat_width: 43.5 }],
  },
  'mw-seat-depth': {
    said: { thigh_length: 46 },
    fits: ['MM-01-02', { seat_depth: 41 }],
    not: ['MM-01-02', { seat_depth: 43.5 }],
  },
  'mw-door': {
    said: { narrowest_door: 70 },
    fits: ['MM-01-02', { total_width: 68 }],
    not: ['MM-01-02', { total_width: 68.5 }],
  },
  'pw-steering': { said: { steering: 'yes' }, fits: ['MM-02'], notFor: { steering: 'no' } },
  'pw-sitting': { said: { sitting: 'steady' }, fits: ['MM-02'] },
  'pw-support': { said: { sitting: 'some' }, tell: ['MM-02'] },
  'pw-distance': {
    said: { distance: 'middle' },
    fits: ['MM-02', { range: 15 }],
    not: ['MM-02', { range: 14 }],
  },
  'pw-slopes': {
    said: { slopes: 'steep' },
    fits: ['MM-02', { climb: 10 }],
    not: ['MM-02', { climb: 9 }],
  },
  'pw-folding': {
    said: { carried: 'yes' },
    fits: ['MM-02', { folding: true }],
    not: ['MM-02', { folding: false }],
  },
  'pw-lifted': {
    said: { lifted: 'yes' },
    fits: ['MM-02', { weight: 30 }],
    not: ['MM-02', { weight: 58 }],
  },
  'pw-weight': {
    said: { body_weight: 110 },
    fits: ['MM-02', { max_user_weight: 120 }],
    not: ['MM-02', { max_user_weight: 100 }],
  },
  'pw-seat-width': {
    said: { hip_width: 40 },
    fits: ['MM-02', { seat_width: 40 }],
    not: ['MM-02', { seat_width: 39.5 }],
  },
  'pw-seat-depth': {
    said: { thigh_length: 46 },
    fits: ['MM-02', { seat_depth: 43 }],
    not: ['MM-02', { seat_depth: 40.5 }],
  },
  'pw-door': {
    said: { place: 'both', narrowest_door: 70 },
    fits: ['MM-02', { total_width: 67 }],
    not: ['MM-02', { total_width: 68 }],
  },
  'wa-support': { said: { support: 'both' }, fits: ['MM-07'], not: ['MM-04'] },
  'wa-hands': { said: { hands: 'left' }, fits: ['MM-04'], not: ['MM-05'] },
  'wa-handle': {
    said: { hands: 'left' },
    fits: ['MM-04', { handle: 'anatomic_left' }],
    not: ['MM-04', { handle: 'anatomic_right' }],
  },
  'wa-brakes': {
    said: { hands: 'weak' },
    fits: ['MM-08', { brakes: 'push_down' }],
    not: ['MM-08', { brakes: 'hand' }],
  },
  'wa-distance': { said: { distance: 'far' }, fits: ['MM-08'], not: ['MM-07'] },
  'wa-frame-outdoors': {
    said: { place: 'both' },
    fits: ['MM-07', { front_wheels: true }],
    not: ['MM-07', { front_wheels: false }],
  },
  'wa-wheels': {
    said: { place: 'outdoors' },
    fits: ['MM-08', { wheel_size: 18 }],
    not: ['MM-08', { wheel_size: 12.5 }],
  },
  'wa-rest': { said: { place: 'outdoors', rest: 'yes' }, fits: ['MM-08'], not: ['MM-04'] },
  'wa-rest-seat': {
    said: { place: 'outdoors', rest: 'yes' },
    fits: ['MM-08', { seat_height: 54 }],
    not: ['MM-08', { seat_height: 30 }],
  },
  'wa-folding': {
    said: { carried: 'yes' },
    fits: ['MM-08', { folding: true }],
    not: ['MM-07', { folding: false }],
  },
  'wa-light': {
    said: { carried: 'yes' },
    fits: ['MM-08', { weight: 8 }],
    not: ['MM-08', { weight: 8.1 }],
  },
  'wa-weight': {
    said: { body_weight: 90 },
    fits: ['MM-04', { max_user_weight: 100 }],
    not: ['MM-04', { max_user_weight: 80 }],
  },
  'wa-wrist': {
    said: { wrist_height: 80 },
    fits: ['MM-04', { height_from: 82, height_to: 90 }],
    not: ['MM-04', { height_from: 82.5, height_to: 90 }],
    tell: ['MM-04', { height_from: 82 }],
  },
  'wa-armpit': {
    said: { armpit_height: 130 },
    fits: ['MM-06', { height_from: 114, height_to: 134 }],
    not: ['MM-06', { height_from: 94, height_to: 114 }],
  },
  'wa-door': {
    said: { place: 'indoors', narrowest_door: 63 },
    fits: ['MM-08', { width: 60 }],
    not: ['MM-08', { width: 64 }],
  },
  'ha-side': {
    said: { ear: 'right' },
    fits: ['ST-01-01', { side: 'either' }],
    not: ['ST-01-02', { side: 'left' }],
  },
  'ha-loss-right': {
    said: { ear: 'both', loss_right: 79 },
    fits: ['ST-01-01', DEGREES],
    not: ['ST-01-01', { ...DEGREES, loss_degree: 'moderate' }],
    tell: ['ST-01-01', { side: 'right' }],
  },
  'ha-loss-left': {
    said: { ear: 'left', loss_left: 35 },
    fits: ['ST-01-01', { side: 'either', loss_degree: 'moderate' }],
    not: ['ST-01-01', { side: 'left', loss_degree: 'mild' }],
  },
  'ha-age': { said: { age: 'child' }, fits: ['ST-01-01'], not: ['ST-01-02'] },
  'ha-discharge': { said: { discharge: 'yes' }, fits: ['ST-01-01'], not: ['ST-01-02'] },
  'ha-fingers': {
    said: { fingers: 'hardly' },
    fits: ['ST-01-01', { battery_type: 'lithium' }],
    not: ['ST-01-02', { battery_type: 'size_10' }],
  },
  'ha-charge': {
    said: { power: 'charge' },
    fits: ['ST-01-01', { rechargeable: true }],
    not: ['ST-01-01', { rechargeable: false }],
  },
  'ha-battery': {
    said: { power: 'battery' },
    fits: ['ST-01-01', { rechargeable: false }],
    not: ['ST-01-01', { rechargeable: true }],
  },
  'ha-channels': {
    said: { noise: 'groups' },
    fits: ['ST-01-01', { channels: 16 }],
    not: ['ST-01-03', { channels: 4 }],
  },
  'ha-phone': {
    said: { phone: 'yes' },
    fits: ['ST-01-01', { bluetooth: true }],
    not: ['ST-01-01', { bluetooth: false }],
  },
  'ha-loop': {
    said: { loop: 'yes' },
    fits: ['ST-01-01', { telecoil: true }],
    not: ['ST-01-01', { telecoil: false }],
  },
  'ha-look': { said: { look: 'inside' }, fits: ['ST-01-02'], not: ['ST-01-01'] },
  'lp-level': { said: { level: 'below' }, fits: ['PO-02-02'], not: ['PO-02-03'] },
  'lp-side': {
    said: { side: 'left' },
    fits: ['PO-02-02', { side: 'left' }],
    not: ['PO-02-02', { side: 'right' }],
  },
  'lp-healed': { said: { healed: 'no' }, tell: ['PO-02-02'] },
  'lp-activity': {
    said: { walks: 'k3' },
    fits: ['PO-02-02', { activity_level: 'k3' }],
    not: ['PO-02-02', { activity_level: 'k1' }],
  },
  'lp-ground': {
    said: { level: 'below', ground: 'uneven' },
    fits: ['PO-02-02', { foot_type: 'multi_axis' }],
    not: ['PO-02-02', { foot_type: 'sach' }],
  },
  'lp-knee': {
    said: { level: 'above', knee: 'speed' },
    fits: ['PO-02-03', { knee_type: 'electronic' }],
    not: ['PO-02-03', { knee_type: 'locked' }],
  },
  'lp-hands': {
    said: { level: 'below', hands: 'hardly' },
    fits: ['PO-02-02', { suspension: 'pin' }],
    not: ['PO-02-02', { suspension: 'belt' }],
  },
  'lp-weight': {
    said: { body_weight: 90 },
    fits: ['PO-02-02', { max_user_weight: 110 }],
    not: ['PO-02-02', { max_user_weight: 80 }],
  },
  'lp-load': {
    said: { body_weight: 90, load: 'yes' },
    fits: ['PO-02-02', { max_user_weight: 105 }],
    not: ['PO-02-02', { max_user_weight: 104 }],
  },
  'bt-need': { said: NEAR, fits: ['HG-10'], not: ['HG-12'] },
  'bt-stands': { said: { stands: 'yes' }, fits: ['HG-12'], notFor: { stands: 'no' } },
  'bt-wall': { said: { ...RISES, wall: 'yes' }, fits: ['HG-12'], notFor: { ...RISES, wall: 'no' } },
  'bt-wall-place': {
    said: { ...RISES, wall: 'yes', wall_place: 'behind' },
    fits: ['HG-12', { kind: 'hinged' }],
    not: ['HG-12', { kind: 'straight' }],
  },
  'bt-wet': {
    said: { ...RISES, wall: 'yes', wet: 'yes' },
    fits: ['HG-12', { non_slip: true }],
    not: ['HG-12', { non_slip: false }],
  },
  'bt-moved': {
    said: { ...NEAR, moved: 'yes' },
    fits: ['HG-10', { wheels: true }],
    not: ['HG-10', { wheels: false }],
  },
  'bt-stored': {
    said: { ...NEAR, stored: 'yes' },
    fits: ['HG-10', { folding: true }],
    not: ['HG-10', { folding: false }],
  },
  'bt-over-toilet': {
    said: { ...NEAR, over_toilet: 'yes', toilet_height: 42 },
    fits: ['HG-10', { seat_height_to: 44 }],
    not: ['HG-10', { seat_height_to: 43 }],
  },
  'bt-weight': {
    said: { body_weight: 90 },
    fits: ['HG-10', { max_user_weight: 110 }],
    not: ['HG-10', { max_user_weight: 80 }],
  },
  'bt-load': {
    said: { body_weight: 90 },
    fits: ['HG-12', { max_load: 120 }],
    not: ['HG-12', { max_load: 80 }],
  },
  'bt-seat-width': {
    said: { ...NEAR, hip_width: 42 },
    fits: ['HG-10', { seat_width: 44 }],
    not: ['HG-10', { seat_width: 43 }],
  },
  'bt-seat-height': {
    said: { ...NEAR, lower_leg_length: 40 },
    fits: ['HG-10', { seat_height_from: 45, seat_height_to: 55 }],
    not: ['HG-10', { seat_height_from: 46, seat_height_to: 55 }],
  },
  'va-task': { said: WALKS, fits: ['TT-01'], not: ['TT-08'] },
  'va-sight': { said: { ...READS, sight: 'shapes' }, fits: ['TT-14'], not: ['TT-15'] },
  'va-print-video': {
    said: { ...READS, sight: 'letters', print: 'signs' },
    fits: ['TT-14', { magnification_to: 18 }],
    not: ['TT-14', { magnification_to: 6 }],
  },
  'va-print-lens': {
    said: { ...READS, sight: 'letters', print: 'headlines' },
    fits: ['TT-15', { magnification: 4 }],
    not: ['TT-15', { magnification: 3 }],
  },
  'va-steady-video': {
    said: { ...READS, sight: 'letters', steady: 'no' },
    fits: ['TT-14', { kind: 'desktop' }],
    not: ['TT-14', { kind: 'handheld' }],
  },
  'va-steady-lens': {
    said: { ...READS, sight: 'letters', steady: 'no' },
    fits: ['TT-15', { kind: 'stand' }],
    not: ['TT-15', { kind: 'hand' }],
  },
  'va-braille': {
    said: { task: 'write', braille: 'yes' },
    fits: ['TT-12'],
    notFor: { task: 'write', braille: 'no' },
  },
  'va-speech': {
    said: { speech: 'kk' },
    fits: ['TT-08', { speech: 'kk_ru' }],
    not: ['TT-11', { speech: 'ru' }],
  },
  'va-kazakh-print': {
    said: { ...READS, speech: 'kk' },
    fits: ['TT-03', { kazakh_recognition: true }],
    not: ['TT-03', { kazakh_recognition: false }],
  },
  'va-online': {
    said: { ...READS, online: 'no' },
    fits: ['TT-03', { works_offline: true }],
    not: ['TT-03', { works_offline: false }],
  },
  'va-away-video': {
    said: { ...READS, away: 'yes' },
    fits: ['TT-14', { kind: 'handheld' }],
    not: ['TT-14', { kind: 'desktop' }],
  },
  'va-away-machine': {
    said: { ...READS, away: 'yes' },
    fits: ['TT-03', { kind: 'wearable' }],
    not: ['TT-03', { kind: 'desktop' }],
  },
  'va-away-watch': {
    said: { task: 'time', away: 'yes' },
    fits: ['TT-08', { style: 'wrist' }],
    not: ['TT-08', { style: 'desktop' }],
  },
  'va-lean': {
    said: { ...WALKS, lean: 'yes' },
    fits: ['TT-01', { support: true }],
    not: ['TT-01', { support: false }],
  },
  'va-folds': {
    said: { ...WALKS, folds: 'yes' },
    fits: ['TT-01', { folding: true }],
    not: ['TT-01', { folding: false }],
  },
  'va-length': {
    said: { ...WALKS, lean: 'no', breastbone_height: 120 },
    fits: ['TT-01', { length: 115 }],
    not: ['TT-01', { length: 135 }],
  },
  'va-ice': {
    said: { ...WALKS, ice: 'yes' },
    fits: ['TT-01', { tip: 'ice' }],
    not: ['TT-01', { tip: 'roller' }],
  },
  'va-checked': { said: { task: 'health', checked: 'pressure' }, fits: ['TT-09'], not: ['TT-10'] },
  'va-cuff': {
    said: { task: 'health', checked: 'pressure', upper_arm_girth: 36 },
    fits: ['TT-09', { cuff_from: 22, cuff_to: 36 }],
    not: ['TT-09', { cuff_from: 37, cuff_to: 45 }],
  },
};

void describe('the rules of the guide', () => {
  void it('are all in this table', () => {
    assert.deepEqual(Object.keys(cases).toSorted(), rules.map(({ key }) => key).toSorted());
  });

  for (const [key, { said, fits, not, notFor, tell }] of Object.entries(cases)) {
    void it(`${key} says what fits, what does not, and what it cannot tell`, () => {
      if (fits) assert.equal(saidBy(key, said, ...full(fits))?.verdict, 'fits');
      if (not) assert.equal(saidBy(key, said, ...full(not))?.verdict, 'does_not_fit');
      if (notFor) assert.equal(saidBy(key, notFor, ...full(fits!))?.verdict, 'does_not_fit');
      const unknown = tell ?? (fits?.[1] ? ([fits[0], {}] as const) : null);
      if (unknown)
        assert.equal(saidBy(key, said, unknown[0], unknown[1] ?? {})?.verdict, 'cannot_tell');
    });
  }

  void it('are silent, or cannot tell, without an answer: never more than that', () => {
    const wrong = Object.entries(cases).flatMap(([key, { said, fits, not, tell }]) =>
      [fits, not, tell]
        .flatMap((product) => {
          const without = product && saidBy(key, {}, ...full(product));
          return without && without.verdict !== 'cannot_tell' ? [key] : [];
        })
        .concat(Object.keys(said).length ? [] : [key]),
    );
    none(wrong);
  });

  void it('say in every language what there is and what is needed', () => {
    const [low] = [saidBy('mw-seat-width', { hip_width: 41.5 }, 'MM-01-02', { seat_width: 40 })!];
    assert.equal(sentenceOf(low, 'en'), 'Seat 40\u00a0cm wide: you need 41.5–44.5\u00a0cm.');
    assert.equal(sentenceOf(low, 'ru'), 'Сиденье 40\u00a0см, а вам нужно 41,5–44,5\u00a0см.');
    assert.equal(
      sentenceOf(low, 'kk'),
      'Отырғыш ені 40\u00a0см, ал сізге 41,5–44,5\u00a0см керек.',
    );
  });
});

function full([code, data]: [string, Data?]): [string, Data] {
  return [code, data ?? {}];
}
