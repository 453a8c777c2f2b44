// The desk's queries on accounts and their roles. Numbers are shown masked; nothing else about a person is.
import type { Knex } from 'knex';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import type { Queryable } from '../../database.ts';
import { foldedWords } from '../../i18n/fold.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { Role } from '../../accounts/reader.ts';
import { NotFound } from '../../web/errors.ts';
import { STAFF_ROLES, type StaffRole } from './forms.ts';

export interface HeldRole {
  role: Role;
  grantedAt: string;
  office: { id: number; names: Names } | null;
  supplier: { id: number; names: Names } | null;
}

export interface Person {
  id: number;
  name: string;
  iinLast4: string;
  language: string;
  status: 'active' | 'disabled';
  createdAt: string;
  version: number;
  roles: HeldRole[];
  isStaff: boolean;
}

/** Accounts that hold a staff role, to be counted or paged. */
export function staffBy(db: Queryable, { role }: { role: StaffRole | null }): Knex.QueryBuilder {
  const holders = db('account_roles')
    .whereIn('role', role ? [role] : [...STAFF_ROLES])
    .select('account_id');
  return db('accounts').select(COLUMNS).whereIn('accounts.id', holders);
}

/** Accounts whose name holds all the words, to be counted or paged. */
export function peopleNamed(db: Queryable, name: string): Knex.QueryBuilder {
  const query = db('accounts').select(COLUMNS);
  for (const word of foldedWords(name)) void query.whereLike('search_text', `%${word}%`);
  return query;
}

/** The account with this number. */
export function personNumbered(db: Queryable, fingerprint: string): Knex.QueryBuilder {
  return db('accounts').select(COLUMNS).where({ iin_lookup: fingerprint });
}

/** Gives each account its roles: one query for all of them. */
export async function withRoles(db: Queryable, rows: readonly AccountRow[]): Promise<Person[]> {
  const roles: RoleRow[] = await db('account_roles')
    .leftJoin('offices', 'offices.id', 'account_roles.office_id')
    .leftJoin('suppliers', 'suppliers.id', 'account_roles.supplier_id')
    .whereIn(
      'account_roles.account_id',
      rows.map(({ id }) => id),
    )
    .orderBy('account_roles.granted_at')
    .select(
      'account_roles.*',
      'offices.name_kk as office_kk',
      'offices.name_ru as office_ru',
      'offices.name_en as office_en',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
    );
  const rolesOf = groupedBy(roles, (role) => role.account_id);
  return rows.map((row) => {
    const held = (rolesOf.get(row.id) ?? []).map(heldRole);
    return {
      id: row.id,
      name: [row.family_name, row.given_name, row.patronymic].filter(Boolean).join(' '),
      iinLast4: row.iin_last4,
      language: row.language,
      status: row.status,
      createdAt: row.created_at,
      version: row.version,
      roles: held,
      isStaff: held.some(({ role }) => (STAFF_ROLES as readonly string[]).includes(role)),
    };
  });
}

/** @throws NotFound */
export async function findPerson(db: Queryable, id: number): Promise<Person> {
  const rows: AccountRow[] = await db('accounts').select(COLUMNS).where({ id });
  const [person] = await withRoles(db, rows);
  if (!person) throw new NotFound();
  return person;
}

/** The offices to choose from: those that work. */
export async function listOffices(db: Queryable): Promise<{ id: number; names: Names }[]> {
  const rows: {
    id: number;
  }[] = await db('offices').where({ active: true }).orderBy('region_code');
  return rows.map((row) => ({ id: row.id, names: namesOf({ ...row }) }));
}

const COLUMNS = [
  'accounts.id',
  'accounts.family_name',
  'accounts.given_name',
  'accounts.patronymic',
  'accounts.iin_last4',
  'accounts.language',
  'accounts.status',
  'accounts.created_at',
  'accounts.version',
];

function heldRole(row: RoleRow): HeldRole {
  return {
    role: row.role,
    grantedAt: row.granted_at,
    office: row.office_id ? { id: row.office_id, names: namesOf(row, 'office') } : null,
    supplier: row.supplier_id ? { id: row.supplier_id, names: namesOf(row, 'supplier') } : null,
  };
}

export interface AccountRow {
  id: number;
  family_name: string;
  given_name: string;
  patronymic: string | null;
  iin_last4: string;
  language: string;
  status: Person['status'];
  created_at: string;
  version: number;
}

interface RoleRow extends Record<string, unknown> {
  account_id: number;
  role: Role;
  office_id: number | null;
  supplier_id: number | null;
  granted_at: string;
}
