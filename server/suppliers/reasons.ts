import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Reason {
  code: string;
  names: Names;
  explanations: Names;
}

/** The reasons in use for declining an order, in their order. */
export async function listDeclineReasons(db: Queryable): Promise<Reason[]> {
  const rows: (Record<string, unknown> & { code: string })[] = await db('reasons')
    .where({ kind: 'decline', active: true })
    .orderBy('position');
  return rows.map((row) => ({
    code: row.code,
    names: namesOf(row),
    explanations: namesOf(row, 'explanation'),
  }));
}
