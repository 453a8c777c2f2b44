// The account as signing in sees it.
import type { Queryable } from '../database.ts';
import type { Role } from './reader.ts';

/** What signing in needs to know of an account. */
export interface SignInAccount {
  id: number;
  /** Fingerprint of the number: what tries are counted by. */
  lookup: string;
  passwordHash: string | null;
  roles: ReadonlySet<Role>;
}

/** The active account with this id or fingerprint of a number. */
export async function findSignInAccount(
  db: Queryable,
  by: { id: number } | { lookup: string },
): Promise<SignInAccount | null> {
  const key = 'id' in by ? { 'accounts.id': by.id } : { 'accounts.iin_lookup': by.lookup };
  const rows: SignInRow[] = await db('accounts')
    .leftJoin('account_roles', 'account_roles.account_id', 'accounts.id')
    .where({ ...key, 'accounts.status': 'active' })
    .select('accounts.id', 'accounts.iin_lookup', 'accounts.password_hash', 'account_roles.role');
  const [first] = rows;
  if (!first) return null;
  return {
    id: first.id,
    lookup: first.iin_lookup,
    passwordHash: first.password_hash,
    roles: new Set(rows.flatMap(({ role }) => (role ? [role] : []))),
  };
}

interface SignInRow {
  id: number;
  iin_lookup: string;
  password_hash: string | null;
  role: Role | null;
}
