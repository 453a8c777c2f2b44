import type { Queryable } from '../database.ts';

export interface Colleague {
  accountId: number;
  name: string;
  /** How many open requests they have, so that work can be shared fairly. */
  open: number;
}

/** The caseworkers of an office who can sign in. */
export async function listColleagues(db: Queryable, officeId: number): Promise<Colleague[]> {
  const rows: Row[] = await db('accounts')
    .where('accounts.status', 'active')
    .whereIn(
      'accounts.id',
      db('account_roles')
        .where({ office_id: officeId })
        .whereIn('role', ['caseworker', 'lead_caseworker'])
        .select('account_id'),
    )
    .orderBy(['accounts.family_name', 'accounts.given_name', 'accounts.id'])
    .select('accounts.id', 'accounts.family_name', 'accounts.given_name', {
      open: db('requests')
        .where('requests.assigned_to', db.ref('accounts.id'))
        .whereRaw('requests.is_live')
        .count(),
    });
  return rows.map((row) => ({
    accountId: row.id,
    name: `${row.family_name} ${row.given_name}`,
    open: row.open,
  }));
}

interface Row {
  id: number;
  family_name: string;
  given_name: string;
  open: number;
}
