// A person's kept measures as their page shows them: what counts, when it was measured, and what counted before.
import type { Visit } from '../web/visit.ts';
import { familyOfKind, MEASURE_KINDS, type Family, type MeasureKey } from './kinds.ts';
import { measuresFrom, type Measures } from './measure-values.ts';
import { outdatedKeys } from './outdated.ts';
import type { KeptMeasure } from './store.ts';
import { inWords, measuredInWords, nameOfMeasure } from './words.ts';

export interface RecordLine {
  key: MeasureKey;
  name: string;
  value: string;
  measured: string;
  /** A child has to be measured again. */
  outdated: boolean;
  earlier: string[];
  family: Family;
}

/** A line for each measure that counts, in the order of the sheets. */
export function recordLines(
  kept: readonly KeptMeasure[],
  { bornOn, on, months }: { bornOn: string | null; on: string; months: number | null },
  visit: Visit,
): { lines: RecordLine[]; outdated: boolean } {
  const { t } = visit;
  const now = kept.filter(({ replacedAt }) => replacedAt === null);
  const old = new Set(months === null ? [] : outdatedKeys(measuresOfKept(now), bornOn, on, months));
  const lines = MEASURE_KINDS.flatMap(({ key }): RecordLine[] => {
    const current = now.find((one) => one.key === key);
    if (!current) return [];
    const words = (one: KeptMeasure) => ({
      value: inWords(key, one.thousandths, visit),
      measured: measuredInWords(one, visit),
    });
    const before = kept.filter((one) => one.key === key && one.replacedAt !== null);
    return [
      {
        key,
        name: nameOfMeasure(key, visit),
        ...words(current),
        outdated: old.has(key),
        earlier: before.map((one) => t('measures.own.was', words(one))),
        family: familyOfKind(key),
      },
    ];
  });
  return { lines, outdated: old.size > 0 };
}

/** Measures as a list of words, in the order of the sheets. */
export function valuesInWords({ values }: Measures, visit: Visit): string[] {
  return MEASURE_KINDS.flatMap(({ key }) => {
    const value = values[key];
    if (value === undefined) return [];
    return [`${nameOfMeasure(key, visit)}: ${inWords(key, value, visit)}`];
  });
}

function measuresOfKept(now: readonly KeptMeasure[]): Measures {
  const values: Measures['values'] = {};
  const each: NonNullable<Measures['each']> = {};
  for (const { key, thousandths, on, by } of now) {
    values[key] = thousandths;
    each[key] = { on, by };
  }
  return measuresFrom(values, each, { on: '', by: 'unknown' });
}
