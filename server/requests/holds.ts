// Why the decision clock of a request stands still, beside an open question: it is on hold, or an aid is being tried.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export const HOLD_KINDS = ['hold', 'trial'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** A pause of the decision clock that is not over. */
export interface OpenHold {
  id: number;
  kind: HoldKind;
  /** Null: a trial. */
  reason: Names | null;
  /** The plain sentence for the person. */
  sentence: string;
  fromOn: string;
  /** The day on which the case goes on by itself. */
  untilOn: string;
}

/** The open hold of a request, if there is one. */
export async function findOpenHold(db: Queryable, requestId: number): Promise<OpenHold | null> {
  const row: Row | undefined = await db('holds')
    .leftJoin('reason_versions', 'reason_versions.id', 'holds.reason_version_id')
    .where({ request_id: requestId })
    .whereNull('ended_on')
    .first(
      'holds.id',
      'holds.kind',
      'holds.sentence',
      'holds.from_on',
      'holds.until_on',
      'reason_versions.name_kk',
      'reason_versions.name_ru',
      'reason_versions.name_en',
    );
  if (!row) return null;
  return {
    id: row.id,
    kind: row.kind,
    reason: row.name_kk ? namesOf(row) : null,
    sentence: row.sentence,
    fromOn: row.from_on,
    untilOn: row.until_on,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  kind: HoldKind;
  sentence: string;
  from_on: string;
  until_on: string;
  name_kk: string | null;
}
