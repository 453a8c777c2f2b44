// The only queries on accounts and their roles.
import type { Queryable } from '../database.ts';
import { readDisplaySettings, type DisplaySettings } from './display-settings.ts';
import type { Reader, Role } from './reader.ts';

/** The account as reader, with its rights as they stand now and its unread messages; null when gone or disabled. */
export async function findReader(
  db: Queryable,
  accountId: number,
): Promise<{ reader: Reader; unread: number; display: DisplaySettings } | null> {
  const rows = (await db('accounts')
    .leftJoin('account_roles', 'account_roles.account_id', 'accounts.id')
    .where({ 'accounts.id': accountId, 'accounts.status': 'active' })
    .select(
      'accounts.given_name',
      'accounts.family_name',
      'accounts.language',
      'accounts.display_settings',
      'account_roles.role',
      'account_roles.office_id',
      'account_roles.supplier_id',
      db('messages').where({ account_id: accountId }).whereNull('read_at').count().as('unread'),
    )) as ReaderRow[];
  const [first] = rows;
  if (!first) return null;
  return {
    reader: {
      accountId,
      name: `${first.given_name} ${first.family_name}`,
      language: first.language,
      roles: new Set(rows.flatMap(({ role }) => (role ? [role] : []))),
      officeId: rows.find((row) => row.office_id)?.office_id ?? null,
      supplierId: rows.find((row) => row.supplier_id)?.supplier_id ?? null,
    },
    unread: Number(first.unread),
    display: readDisplaySettings(JSON.parse(first.display_settings) as Record<string, unknown>),
  };
}

interface ReaderRow {
  given_name: string;
  family_name: string;
  language: Reader['language'];
  display_settings: string;
  role: Role | null;
  office_id: number | null;
  supplier_id: number | null;
  unread: number;
}
