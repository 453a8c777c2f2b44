// Who worked on revisions, by name: administrators see it, suppliers do not.
import type { Queryable } from '../database.ts';
import type { RevisionHead } from './store.ts';

/** The names of those who began, changed, handed in and decided revisions. */
export async function namesOfAccounts(
  db: Queryable,
  ...revisions: readonly Pick<
    RevisionHead,
    'createdBy' | 'changedBy' | 'submittedBy' | 'decidedBy'
  >[]
): Promise<Map<number, string>> {
  const ids = revisions.flatMap(({ createdBy, changedBy, submittedBy, decidedBy }) =>
    [createdBy, changedBy, submittedBy, decidedBy].filter((id) => id !== null),
  );
  const rows: { id: number; given_name: string; family_name: string }[] = await db('accounts')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'given_name', 'family_name');
  return new Map(rows.map((row) => [row.id, `${row.given_name} ${row.family_name}`]));
}
