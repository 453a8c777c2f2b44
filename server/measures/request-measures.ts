// The measures that a request takes with it: a copy as of the submission, of the kinds that its aid is chosen by.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import { kindsOf, sheetFor, type Family, type MeasureKey } from './kinds.ts';
import { keysOf, measuredOf, type Measures } from './measure-values.ts';
import { outdatedNow } from './outdated-now.ts';
import {
  findRecorded,
  findRequestMeasures,
  replaceRequestMeasures,
  type Recorded,
} from './store.ts';
import { inWords, measuredInWords, nameOfMeasure } from './words.ts';

/** Measures beside a request, in words. */
export interface MeasuresSection {
  rows: { name: string; value: string; measured: string; old: string | null }[];
  family: Family;
  applicantId: number;
  /** The day of a child's oldest measures and the months after which they are old; null where none is. */
  outdated: { date: string; months: number } | null;
}

interface Of {
  applicantId: number;
  aidClassCode: string;
  on: string;
}

/** Copies what counts of the person's measures into the request, as it is submitted and when a question is answered. */
export async function attachMeasures(
  trx: Knex.Transaction,
  { requestId, applicantId, aidClassCode }: Omit<Of, 'on'> & { requestId: number },
): Promise<void> {
  const family = sheetFor(aidClassCode);
  const recorded = family && (await findRecorded(trx, applicantId));
  const rows = recorded
    ? keysFor(family, recorded).map((key) => ({
        key,
        thousandths: recorded.values[key]!,
        ...measuredOf(recorded, key),
      }))
    : [];
  // A person who deleted theirs since keeps what went with the request.
  if (rows.length) await replaceRequestMeasures(trx, requestId, rows);
}

/** What would go with a request if it were submitted now; null where no sheet belongs to the aid. */
export async function measuresToAttach(
  db: Queryable,
  { applicantId, aidClassCode, on }: Of,
  visit: Visit,
): Promise<MeasuresSection | null> {
  const family = sheetFor(aidClassCode);
  if (!family) return null;
  const recorded = await findRecorded(db, applicantId);
  if (!recorded) return { rows: [], family, applicantId, outdated: null };
  return sectionOf(db, recorded, family, on, visit);
}

/** What went with a request; null where nothing did. Whether it is old is seen from the day `on`. */
export async function attachedMeasures(
  db: Queryable,
  { requestId, aidClassCode, on }: Omit<Of, 'applicantId'> & { requestId: number },
  visit: Visit,
): Promise<MeasuresSection | null> {
  const attached = await findRequestMeasures(db, requestId);
  const family = sheetFor(aidClassCode);
  return attached && family && sectionOf(db, attached, family, on, visit);
}

async function sectionOf(
  db: Queryable,
  measures: Recorded,
  family: Family,
  on: string,
  visit: Visit,
): Promise<MeasuresSection> {
  const old = await outdatedNow(db, measures, on);
  const { t, format } = visit;
  const keys = keysFor(family, measures);
  const isOld = (key: MeasureKey) => old?.keys.includes(key) ?? false;
  const [oldest] = keys
    .filter(isOld)
    .map((key) => measuredOf(measures, key).on)
    .toSorted();
  return {
    rows: keys.map((key) => ({
      name: nameOfMeasure(key, visit),
      value: inWords(key, measures.values[key]!, visit),
      measured: measuredInWords(measuredOf(measures, key), visit),
      old: isOld(key) ? t('measures.child.tooOld', { months: old!.months }) : null,
    })),
    family,
    applicantId: measures.applicantId,
    outdated: oldest && old ? { date: format.date(oldest), months: old.months } : null,
  };
}

// In the order of the sheet.
function keysFor(family: Family, measures: Measures): MeasureKey[] {
  const kept = new Set(keysOf(measures));
  return kindsOf(family)
    .map(({ key }) => key)
    .filter((key) => kept.has(key));
}
