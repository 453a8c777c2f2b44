// Measures of one person: values in thousandths of each kind's unit, each with its day and who measured.
import type { MeasureKey } from './kinds.ts';

export const MEASURERS = ['self', 'relative', 'specialist'] as const;
export type MeasuredBy = (typeof MEASURERS)[number] | 'unknown';

/** When a value was measured, and by whom. */
export interface Measured {
  on: string;
  by: MeasuredBy;
}

/** Measures of one person, in thousandths of each kind's unit. */
export interface Measures {
  values: Partial<Record<MeasureKey, number>>;
  /** The day of measuring, and who measured; where the values differ in this, those of the oldest. */
  measuredOn: string;
  measuredBy: MeasuredBy;
  /** Day and measurer of each value, where they differ. */
  each?: Partial<Record<MeasureKey, Measured>>;
}

/** The day on which one value was measured, and by whom. */
export function measuredOf(measures: Measures, key: MeasureKey): Measured {
  return measures.each?.[key] ?? { on: measures.measuredOn, by: measures.measuredBy };
}

/** The measures with further values of one day; a newer value takes the place of the one before. */
export function withValues(
  before: Measures | null | undefined,
  values: Measures['values'],
  measured: Measured,
): Measures {
  const each: Partial<Record<MeasureKey, Measured>> = {};
  if (before) {
    for (const key of keysOf(before)) each[key] = measuredOf(before, key);
  }
  for (const key of Object.keys(values) as MeasureKey[]) each[key] = measured;
  return measuresFrom({ ...before?.values, ...values }, each, measured);
}

/** Measures from values with a day each; without values, those of `ifNone`. */
export function measuresFrom(
  values: Measures['values'],
  each: Partial<Record<MeasureKey, Measured>>,
  ifNone: Measured,
): Measures {
  const [oldest = ifNone] = Object.values(each).toSorted((a, b) => a.on.localeCompare(b.on));
  return { values, measuredOn: oldest.on, measuredBy: oldest.by, each };
}

/** The keys that have a value. */
export function keysOf({ values }: Pick<Measures, 'values'>): MeasureKey[] {
  return Object.keys(values) as MeasureKey[];
}
