// A product's numbers beside the person's measures: what concerns what, and how they differ. It says no more than that:
// which difference fits, the guide says with its rules.
import type { MeasureKey } from './kinds.ts';

/** One number, or the two ends of a range, of a product's technical data. */
export interface Pair {
  keys: readonly [string] | readonly [string, string];
  measure: MeasureKey;
}

const LOAD: Pair = { keys: ['max_user_weight'], measure: 'body_weight' };
const DOOR = (key: string): Pair => ({ keys: [key], measure: 'narrowest_door' });
const HANDLE: Pair = { keys: ['height_from', 'height_to'], measure: 'wrist_height' };
const CHAIR: readonly Pair[] = [
  { keys: ['seat_width'], measure: 'hip_width' },
  { keys: ['seat_depth'], measure: 'thigh_length' },
  { keys: ['back_height'], measure: 'shoulder_blade_height' },
  DOOR('total_width'),
  LOAD,
];

const PAIRS = new Map<string, readonly Pair[]>([
  ['MM-01', CHAIR],
  ['MM-02', CHAIR],
  ['MM-04', [HANDLE, LOAD]],
  ['MM-05', [HANDLE, LOAD]],
  ['MM-06', [{ keys: ['height_from', 'height_to'], measure: 'armpit_height' }, LOAD]],
  ['MM-07', [HANDLE, DOOR('width'), LOAD]],
  ['MM-08', [HANDLE, DOOR('width'), LOAD]],
  [
    'MM-09',
    [{ keys: ['width'], measure: 'hip_width' }, { keys: ['depth'], measure: 'thigh_length' }, LOAD],
  ],
  [
    'HG-10',
    [
      { keys: ['seat_width'], measure: 'hip_width' },
      { keys: ['seat_height_from', 'seat_height_to'], measure: 'lower_leg_length' },
      LOAD,
    ],
  ],
  ['HG-12', [{ keys: ['max_load'], measure: 'body_weight' }]],
  ['TT-01', [{ keys: ['length'], measure: 'breastbone_height' }]],
  ['TT-09', [{ keys: ['cuff_from', 'cuff_to'], measure: 'upper_arm_girth' }]],
]);

/** How a number of the product stands to a measure; differences in thousandths. */
export type Standing =
  | { is: 'more' | 'less' | 'above' | 'below' | 'carries' | 'overload'; difference: number }
  | { is: 'same' | 'within' };

export interface Compared extends Pair {
  standing: Standing;
}

/** What concerns one another, for a product of a class. `numberOf` gives thousandths of the measure's unit. */
export function besideEachOther(
  aidClassCode: string,
  numberOf: (key: string) => number | undefined,
  values: Partial<Record<MeasureKey, number>>,
): Compared[] {
  const code = aidClassCode.split('-').slice(0, 2).join('-');
  return (PAIRS.get(code) ?? []).flatMap((pair): Compared[] => {
    const own = values[pair.measure];
    const [from, to] = pair.keys.map(numberOf);
    if (own === undefined) return [];
    if (pair.keys.length === 1) {
      return from === undefined ? [] : [{ ...pair, standing: standingOf(pair, from, own) }];
    }
    if (from === undefined && to === undefined) return [];
    return [{ ...pair, standing: inRange([from ?? to!, to ?? from!], own) }];
  });
}

function standingOf({ measure }: Pair, product: number, own: number): Standing {
  const difference = Math.abs(product - own);
  if (measure === 'body_weight') return { is: product >= own ? 'carries' : 'overload', difference };
  if (difference === 0) return { is: 'same' };
  return { is: product > own ? 'more' : 'less', difference };
}

function inRange([from, to]: readonly [number, number], own: number): Standing {
  if (own < from) return { is: 'below', difference: from - own };
  return own > to ? { is: 'above', difference: own - to } : { is: 'within' };
}
