import type { Queryable } from '../database.ts';
import type { DocumentKind } from './kinds.ts';

/** For how many months papers of a kind are kept on a day; null when the administrator left no term in force. */
export async function monthsKept(
  db: Queryable,
  kind: DocumentKind,
  day: string,
): Promise<number | null> {
  const term: { value: number } | undefined = await db('terms')
    .where({ key: `documents_kept_${kind}`, unit: 'months' })
    .whereNull('aid_class_code')
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy('valid_from', 'desc')
    .first('value');
  return term?.value ?? null;
}
