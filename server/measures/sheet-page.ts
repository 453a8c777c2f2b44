// What a measuring sheet shows, on the screen and on paper: the same fields under the same numbers.
import type { Visit } from '../web/visit.ts';
import { kindsOf, type Family, type MeasureKey } from './kinds.ts';
import { measuredOf, type Measures } from './measure-values.ts';
import { outdatedKeys } from './outdated.ts';
import { inWords, measuredInWords, nameOfMeasure } from './words.ts';

export interface SheetRow {
  /** The same in every language. */
  number: number;
  key: MeasureKey;
  name: string;
  label: string;
  unit: string;
  steps: string[];
  alt: string;
  /** What is kept, in words; null where nothing is. */
  value: string | null;
  measured: string | null;
  measuredOn: string | null;
  outdated: boolean;
}

/** The fields of a family's sheet with what is kept. */
export function sheetRows(
  family: Family,
  { measures, bornOn }: { measures: Measures | null; bornOn: string | null },
  { on, months }: { on: string; months: number | null },
  visit: Visit,
): SheetRow[] {
  const { t, format } = visit;
  const outdated = new Set(
    measures && months !== null ? outdatedKeys(measures, bornOn, on, months) : [],
  );
  return kindsOf(family).map(({ key, unit }, index) => {
    const kept = measures?.values[key];
    const measured = measures && kept !== undefined ? measuredOf(measures, key) : null;
    return {
      number: index + 1,
      key,
      name: nameOfMeasure(key, visit),
      label: t('measures.sheet.label', {
        name: nameOfMeasure(key, visit),
        unit: t(`measures.in.${unit}`),
      }),
      unit: t(`measures.unit.${unit}`),
      steps: t(`measures.how.${key}`).split('\n'),
      alt: t(`measures.alt.${key}`),
      value: kept === undefined ? null : inWords(key, kept, visit),
      measured: measured && measuredInWords(measured, visit),
      measuredOn: measured && format.date(measured.on),
      outdated: outdated.has(key),
    };
  });
}
