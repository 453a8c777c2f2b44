// The lists of reasons, as data with dates. What a decision was made with stays as it was on that day.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

/** `refusal`: of a whole request; `partial`: of a part; `hold`: why a case waits. */
export const REASON_KINDS = ['refusal', 'partial', 'hold'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

/** A reason as it is worded from one day on. */
export interface ReasonVersion {
  id: number;
  code: string;
  kind: ReasonKind;
  names: Names;
  /** The plain sentence for the person. */
  explanations: Names;
  /** What the rule says; null where the reason rests on none. */
  rules: Names | null;
  /** The law and its article. */
  sources: Names;
  sourceUrl: string | null;
  /** What can be sent to change it. */
  remedies: Names | null;
  /** How to object. */
  objections: Names | null;
}

/** The reasons of a kind that may be chosen on a day, in their order. */
export async function reasonsInForce(
  db: Queryable,
  kind: ReasonKind,
  day: string,
): Promise<ReasonVersion[]> {
  const rows: ReasonVersionRow[] = await db('reason_versions')
    .where({ kind })
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy(['position', 'code']);
  return rows.map((row) => reasonVersionOf(row));
}

/** The version of a reason that may be chosen on a day; null where none is in force. */
export async function findReasonInForce(
  db: Queryable,
  { kind, code, day }: { kind: ReasonKind; code: string; day: string },
): Promise<ReasonVersion | null> {
  const reasons = await reasonsInForce(db, kind, day);
  return reasons.find((reason) => reason.code === code) ?? null;
}

/** A version by its id, whether or not it is in force. */
export async function findReasonVersion(db: Queryable, id: number): Promise<ReasonVersion | null> {
  const row: ReasonVersionRow | undefined = await db('reason_versions').where({ id }).first();
  return row ? reasonVersionOf(row) : null;
}

/** A row of `reason_versions`. */
export function reasonVersionOf(row: ReasonVersionRow): ReasonVersion {
  const optional = (name: string) => (row[`${name}_kk`] ? namesOf(row, name) : null);
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    names: namesOf(row),
    explanations: namesOf(row, 'explanation'),
    rules: optional('rule'),
    sources: namesOf(row, 'source'),
    sourceUrl: row.source_url,
    remedies: optional('remedy'),
    objections: optional('objection'),
  };
}

export interface ReasonVersionRow extends Record<string, unknown> {
  id: number;
  code: string;
  kind: ReasonKind;
  source_url: string | null;
}
