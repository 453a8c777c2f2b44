// Closed lists, as data: what can be wrong with an aid, and why it may be replaced early.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Choice {
  code: string;
  names: Names;
  /** What helps the office to act, or what must be sent. */
  needs: Names;
}

/** What can be wrong, in its order. */
export async function faultKinds(db: Queryable): Promise<Choice[]> {
  return listOf(db, 'fault_kinds');
}

/** Why an aid may be replaced before its date, in their order. */
export async function earlyReasons(db: Queryable): Promise<Choice[]> {
  return listOf(db, 'early_reasons');
}

async function listOf(db: Queryable, table: string): Promise<Choice[]> {
  const rows: (Record<string, unknown> & { code: string })[] = await db(table)
    .where({ active: true })
    .orderBy(['position', 'code']);
  return rows.map((row) => ({
    code: row.code,
    names: namesOf(row),
    needs: namesOf(row, 'needs'),
  }));
}
