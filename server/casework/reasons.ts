import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Reason {
  code: string;
  names: Names;
  /** The plain sentence for the person; empty where the caseworker writes their own. */
  explanations: Names;
  source: string;
}

/** The reasons in use for refusing a request, in their order. */
export async function listRefusalReasons(db: Queryable): Promise<Reason[]> {
  const rows: ReasonRow[] = await db('reasons')
    .where({ kind: 'refusal', active: true })
    .orderBy('position');
  return rows.map((row) => ({
    code: row.code,
    names: namesOf(row),
    explanations: namesOf(row, 'explanation'),
    source: row.source,
  }));
}

interface ReasonRow extends Record<string, unknown> {
  code: string;
  source: string;
}
