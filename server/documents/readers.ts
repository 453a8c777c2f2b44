import type { Queryable } from '../database.ts';

/** Somebody who opened a paper, and when last. */
export interface PaperReader {
  name: string;
  role: string;
  at: string;
}

/** Who opened a paper: each reader once, the latest first. */
export async function readersOf(db: Queryable, documentId: number): Promise<PaperReader[]> {
  const rows = (await db('audit_entries')
    .join('accounts', 'accounts.id', 'audit_entries.actor_id')
    .where({ object_kind: 'document', object_id: String(documentId), action: 'document.read' })
    .groupBy(
      'accounts.id',
      'accounts.given_name',
      'accounts.family_name',
      'audit_entries.actor_role',
    )
    .select('accounts.given_name', 'accounts.family_name', 'audit_entries.actor_role')
    .max({ at: 'audit_entries.at' })
    .orderBy('at', 'desc')) as Row[];
  return rows.map((row) => ({
    name: `${row.given_name} ${row.family_name}`,
    role: row.actor_role,
    at: row.at,
  }));
}

interface Row {
  given_name: string;
  family_name: string;
  actor_role: string;
  at: string;
}
