// The only queries on accounts and their roles.
import type { Queryable } from '../database.ts';
import { readDisplaySettings, type DisplaySettings } from './display-settings.ts';
import type { Reader, Role } from './reader.ts';

/** The account as reader, with its rights as they stand now and its unread messages; null when gone or disabled. */
export async function findReader(
  db: Queryable,
  accountId: number,
): Promise<{ reader: Reader; unread: number; display: DisplaySettings | null } | null> {
  const rows: ReaderRow[] = await db('accounts')
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
    );
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
    unread: first.unread,
    display: chosenDisplay(first.display_settings),
  };
}

// Null while the person has never chosen: what the browser keeps then holds on after signing in.
function chosenDisplay(json: string): DisplaySettings | null {
  return json === '{}' ? null : readDisplaySettings(JSON.parse(json) as Record<string, unknown>);
}

/** An account as its owner and those who act on it see it. */
export interface Account {
  id: number;
  iinEncrypted: string;
  iinLast4: string;
  familyName: string;
  givenName: string;
  patronymic: string | null;
  email: string | null;
  phone: string | null;
  language: Reader['language'];
  passwordHash: string | null;
  status: 'active' | 'disabled';
  version: number;
}

export async function findAccount(
  db: Queryable,
  by: { id: number } | { lookup: string },
): Promise<Account | null> {
  const key = 'id' in by ? { id: by.id } : { iin_lookup: by.lookup };
  const row: AccountRow | undefined = await db('accounts').where(key).first();
  return row ? accountOf(row) : null;
}

/** Inserts an account with its roles. A second account for the same number is refused by the unique index. */
export async function insertAccount(
  trx: Queryable,
  account: Omit<AccountRow, 'id' | 'version'>,
  roles: Role[],
): Promise<number> {
  const [row] = await trx('accounts').insert(account).returning('id');
  const id = (row as { id: number }).id;
  await trx('account_roles').insert(
    roles.map((role) => ({ account_id: id, role, granted_at: account.created_at })),
  );
  return id;
}

/** Changes columns of one account, if it is still at `version`. False: somebody was faster. */
export async function updateAccount(
  trx: Queryable,
  { id, version }: { id: number; version: number },
  change: Partial<AccountRow>,
): Promise<boolean> {
  const changed = await trx('accounts')
    .where({ id, version })
    .update({ ...change, version: version + 1 });
  return changed === 1;
}

/** Keeps the display settings; nobody else changes them, so no version is asked. */
export async function updateDisplaySettings(
  trx: Queryable,
  accountId: number,
  settings: DisplaySettings,
): Promise<void> {
  await trx('accounts')
    .where({ id: accountId })
    .update({ display_settings: JSON.stringify(settings) });
}

export interface AccountRow {
  id: number;
  iin_encrypted: string;
  iin_lookup: string;
  iin_last4: string;
  family_name: string;
  given_name: string;
  patronymic: string | null;
  email: string | null;
  phone: string | null;
  password_hash: string | null;
  language: Reader['language'];
  status: 'active' | 'disabled';
  created_at: string;
  search_text: string;
  version: number;
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    iinEncrypted: row.iin_encrypted,
    iinLast4: row.iin_last4,
    familyName: row.family_name,
    givenName: row.given_name,
    patronymic: row.patronymic,
    email: row.email,
    phone: row.phone,
    language: row.language,
    passwordHash: row.password_hash,
    status: row.status,
    version: row.version,
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
