// What can be measured: keys, units and the range in which a value is believable. Their names and how to measure are
// texts: `measures.kind.<key>`, `measures.how.<key>`.

/** The families of aids that have a guide and a measuring sheet, with their aid classes of level 2. */
export const FAMILIES = {
  'manual-wheelchairs': ['MM-01'],
  'powered-wheelchairs': ['MM-02'],
  'walking-aids': ['MM-04', 'MM-05', 'MM-06', 'MM-07', 'MM-08'],
  'hearing-aids': ['ST-01'],
  'lower-limb-prostheses': ['PO-02'],
  'bath-and-toilet-aids': ['HG-10', 'HG-12'],
  'vision-aids': [
    'TT-01',
    'TT-02',
    'TT-03',
    'TT-04',
    'TT-05',
    'TT-06',
    'TT-07',
    'TT-08',
    'TT-09',
    'TT-10',
    'TT-11',
    'TT-12',
    'TT-13',
    'TT-14',
    'TT-15',
    'TT-16',
  ],
} as const satisfies Record<string, readonly string[]>;
export type Family = keyof typeof FAMILIES;

export interface MeasureKind {
  key: string;
  unit: 'cm' | 'kg' | 'dB' | 'm';
  /** Thousandths of the unit: the smallest and the largest value that is believable, and the step. */
  min: number;
  max: number;
  step: number;
  families: readonly Family[];
  /** A body grows and changes; a door does not. */
  of: 'body' | 'place';
}

const PLACES: ReadonlySet<string> = new Set([
  'narrowest_door',
  'toilet_height',
  'toilet_room_width',
]);

const WHEELCHAIRS: readonly Family[] = ['manual-wheelchairs', 'powered-wheelchairs'];

/** All kinds, in the order in which a sheet asks for them. */
export const MEASURE_KINDS = [
  kind(
    'body_weight',
    'kg',
    [5, 300, 0.5],
    [...WHEELCHAIRS, 'walking-aids', 'lower-limb-prostheses', 'bath-and-toilet-aids'],
  ),
  kind(
    'body_height',
    'cm',
    [50, 230, 1],
    [...WHEELCHAIRS, 'walking-aids', 'lower-limb-prostheses'],
  ),
  kind('hip_width', 'cm', [15, 80, 0.5], [...WHEELCHAIRS, 'bath-and-toilet-aids']),
  kind('thigh_length', 'cm', [15, 75, 0.5], WHEELCHAIRS), // buttock to hollow of the knee, sitting
  kind('lower_leg_length', 'cm', [12, 65, 0.5], [...WHEELCHAIRS, 'bath-and-toilet-aids']), // hollow of the knee to sole
  kind('elbow_height', 'cm', [8, 45, 0.5], WHEELCHAIRS), // seat to elbow
  kind('shoulder_blade_height', 'cm', [15, 70, 0.5], WHEELCHAIRS), // seat to lower tip of the shoulder blade
  kind(
    'narrowest_door',
    'cm',
    [40, 150, 0.1],
    [...WHEELCHAIRS, 'walking-aids', 'bath-and-toilet-aids'],
  ),
  kind('wrist_height', 'cm', [25, 120, 0.5], ['walking-aids']), // floor to the crease of the wrist, standing, arm hanging
  kind('elbow_standing_height', 'cm', [40, 150, 0.5], ['walking-aids']),
  kind('armpit_height', 'cm', [50, 180, 0.5], ['walking-aids']),
  kind('loss_right', 'dB', [0, 120, 0.25], ['hearing-aids']), // mean of 500, 1000, 2000 and 4000 Hz
  kind('loss_left', 'dB', [0, 120, 0.25], ['hearing-aids']),
  kind('stump_length', 'cm', [2, 70, 0.5], ['lower-limb-prostheses']),
  kind('stump_girth', 'cm', [10, 90, 0.5], ['lower-limb-prostheses']),
  kind('inside_leg_length', 'cm', [15, 115, 0.5], ['lower-limb-prostheses']), // crotch to floor, of the other leg
  kind('foot_length', 'cm', [8, 35, 0.5], ['lower-limb-prostheses']), // of the other foot
  kind('toilet_height', 'cm', [20, 60, 0.5], ['bath-and-toilet-aids']),
  kind('toilet_room_width', 'cm', [50, 400, 1], ['bath-and-toilet-aids']),
  kind('breastbone_height', 'cm', [40, 170, 1], ['vision-aids']), // floor to the breastbone: the usual length of a long cane
  kind('reading_distance', 'cm', [2, 100, 1], ['vision-aids']),
  kind('upper_arm_girth', 'cm', [10, 70, 0.5], ['vision-aids']), // for the cuff of a blood-pressure meter
] as const satisfies readonly MeasureKind[];
export type MeasureKey = (typeof MEASURE_KINDS)[number]['key'];

function kind<K extends string>(
  key: K,
  unit: MeasureKind['unit'],
  [min, max, step]: readonly [number, number, number],
  families: readonly Family[],
): MeasureKind & { key: K } {
  return {
    key,
    unit,
    min: min * 1000,
    max: max * 1000,
    step: step * 1000,
    families,
    of: PLACES.has(key) ? 'place' : 'body',
  };
}

/** The kinds that a family's sheet asks for, in order. */
export function kindsOf(family: Family): (MeasureKind & { key: MeasureKey })[] {
  return MEASURE_KINDS.filter(({ families }) => families.includes(family));
}

/** The kind of a key. */
export function kindOf(key: string): (MeasureKind & { key: MeasureKey }) | undefined {
  return MEASURE_KINDS.find((kind) => kind.key === key);
}

/** The first family whose sheet asks for a kind. */
export function familyOfKind(key: MeasureKey): Family {
  return kindOf(key)!.families[0]!;
}

export function isFamily(value: unknown): value is Family {
  return typeof value === 'string' && Object.hasOwn(FAMILIES, value);
}

/** The families to which an aid class belongs: by itself, or by the class of level 2 above it. */
export function familiesOf(aidClassCode: string): Family[] {
  return (Object.keys(FAMILIES) as Family[]).filter((family) =>
    FAMILIES[family].some((code) => aidClassCode === code || aidClassCode.startsWith(`${code}-`)),
  );
}

// Aids that are chosen by the measures of another family.
const MEASURED_AS: Readonly<Record<string, Family>> = {
  'MM-03': 'manual-wheelchairs',
  'MM-09': 'manual-wheelchairs',
};

/** The family whose sheet an aid class is measured by; null where none helps. */
export function sheetFor(aidClassCode: string): Family | null {
  return familiesOf(aidClassCode)[0] ?? MEASURED_AS[aidClassCode] ?? null;
}
