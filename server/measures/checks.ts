// Whether measures of one body can be true together. What cannot be is refused; what is merely rare may be confirmed.
// No standard gives limits for every body: these are proposed, wide enough for bodies of very different build. The
// shares of the height start from Drillis and Contini, Body Segment Parameters (1966), and leave room on both sides.
import type { MeasureKey } from './kinds.ts';
import type { Measures } from './measure-values.ts';

type Values = Measures['values'];

/** One thing that does not fit: `key` beside `other`, as a text `measures.<reason>`. */
export interface Finding {
  key: MeasureKey;
  reason: 'wrong.order' | 'wrong.half' | 'rare.range' | 'rare.large' | 'rare.small';
  other?: MeasureKey;
}

/** The first is always less than the second. */
const ORDER: readonly (readonly [MeasureKey, MeasureKey])[] = [
  ['wrist_height', 'elbow_standing_height'],
  ['elbow_standing_height', 'armpit_height'],
  ['wrist_height', 'armpit_height'],
  ['armpit_height', 'body_height'],
  ['elbow_standing_height', 'body_height'],
  ['wrist_height', 'body_height'],
  ['breastbone_height', 'body_height'],
  ['inside_leg_length', 'body_height'],
  ['stump_length', 'inside_leg_length'],
  ['foot_length', 'inside_leg_length'],
];

/** Always less than half of the height. */
const HALVES: readonly MeasureKey[] = [
  'thigh_length',
  'lower_leg_length',
  'hip_width',
  'elbow_height',
  'shoulder_blade_height',
  'stump_length',
  'foot_length',
];

/** Usual shares of the height, in percent. */
const SHARES: readonly (readonly [MeasureKey, number, number])[] = [
  ['hip_width', 12, 40],
  ['thigh_length', 18, 36],
  ['lower_leg_length', 16, 34],
  ['elbow_height', 8, 22],
  ['shoulder_blade_height', 16, 36],
  ['wrist_height', 40, 58],
  ['elbow_standing_height', 54, 72],
  ['armpit_height', 66, 88],
  ['breastbone_height', 60, 80],
  ['inside_leg_length', 34, 56],
  ['foot_length', 10, 20],
];

/** What most people measure, in whole units; the believable range of a kind is wider. */
const USUAL: Partial<Record<MeasureKey, readonly [number, number]>> = {
  body_weight: [8, 180],
  body_height: [65, 205],
  hip_width: [18, 60],
  thigh_length: [20, 60],
  lower_leg_length: [15, 55],
  elbow_height: [10, 35],
  shoulder_blade_height: [18, 55],
  narrowest_door: [50, 110],
  stump_length: [4, 45],
  stump_girth: [14, 75],
  foot_length: [10, 32],
  toilet_height: [30, 52],
  toilet_room_width: [70, 300],
  reading_distance: [3, 60],
  upper_arm_girth: [13, 55],
};

/** What cannot be true. At most one finding for a measure, in the order of the tables. */
export function impossible(values: Values): Finding[] {
  const order = ORDER.flatMap(([key, other]): Finding[] =>
    isBoth(values, key, other) && values[key]! >= values[other]!
      ? [{ key, reason: 'wrong.order', other }]
      : [],
  );
  const halves = HALVES.flatMap((key): Finding[] =>
    isBoth(values, key, 'body_height') && values[key]! * 2 >= values.body_height!
      ? [{ key, reason: 'wrong.half', other: 'body_height' }]
      : [],
  );
  return firstOfEach([...order, ...halves]);
}

/** What is rare, and may be true all the same. At most one finding for a measure. */
export function unlikely(values: Values): Finding[] {
  const ranges = (Object.entries(USUAL) as [MeasureKey, readonly [number, number]][]).flatMap(
    ([key, [min, max]]): Finding[] =>
      values[key] !== undefined && (values[key] < min * 1000 || values[key] > max * 1000)
        ? [{ key, reason: 'rare.range' }]
        : [],
  );
  const shares = SHARES.flatMap(([key, min, max]) =>
    beside(values, key, 'body_height', (height) => [(height * min) / 100, (height * max) / 100]),
  );
  return firstOfEach([
    ...ranges,
    ...beside(values, 'body_weight', 'body_height', weightFor),
    ...shares,
    ...beside(values, 'hip_width', 'body_weight', hipFor),
  ]);
}

// Body mass index from 10 to 55; for children it is lower than for others, yet seldom below 10.
function weightFor(height: number): readonly [number, number] {
  const metres = height / 100_000;
  return [10 * metres ** 2 * 1000, 55 * metres ** 2 * 1000];
}

// A body's width grows with the cube root of its weight: about 37 cm at 70 kg, 21 cm at 12 kg.
function hipFor(weight: number): readonly [number, number] {
  const usual = 9 * Math.cbrt(weight / 1000) * 1000;
  return [usual * 0.65, usual * 1.5];
}

function beside(
  values: Values,
  key: MeasureKey,
  other: MeasureKey,
  boundsFor: (other: number) => readonly [number, number],
): Finding[] {
  if (!isBoth(values, key, other)) return [];
  const [min, max] = boundsFor(values[other]!);
  if (values[key]! < min) return [{ key, reason: 'rare.small', other }];
  return values[key]! > max ? [{ key, reason: 'rare.large', other }] : [];
}

function isBoth(values: Values, one: MeasureKey, other: MeasureKey): boolean {
  return values[one] !== undefined && values[other] !== undefined;
}

function firstOfEach(findings: readonly Finding[]): Finding[] {
  return findings.filter((one, at) => findings.findIndex(({ key }) => key === one.key) === at);
}
