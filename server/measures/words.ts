// Measures as people read them.
import type { Visit } from '../web/visit.ts';
import { kindOf, type MeasureKey, type MeasureKind } from './kinds.ts';
import type { Measured } from './measure-values.ts';

type Words = Pick<Visit, 't' | 'format'>;

/** A measure with its unit: 38.5 cm. */
export function inWords(key: MeasureKey, thousandths: number, { t, format }: Words): string {
  return valueWithUnit(thousandths, kindOf(key)?.unit ?? 'cm', { t, format });
}

/** A number of thousandths with a unit. */
export function valueWithUnit(
  thousandths: number,
  unit: MeasureKind['unit'],
  { t, format }: Words,
): string {
  const number = format.number(thousandths / 1000);
  return t('measures.value', { number, unit: t(`measures.unit.${unit}`) });
}

export function nameOfMeasure(key: MeasureKey, { t }: Pick<Visit, 't'>): string {
  return t(`measures.kind.${key}`);
}

/** When and by whom, in one line. */
export function measuredInWords({ on, by }: Measured, { t, format }: Words): string {
  return t('measures.paper.on', { date: format.date(on), by: t(`measures.by.${by}`) });
}
