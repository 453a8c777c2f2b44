// Who is reading: the signed-in account as every slice sees it. Read afresh on each request, so that
// a role taken away is gone at once.
import type { Paths } from '../paths.ts';

export type Role =
  | 'applicant'
  | 'representative'
  | 'caseworker'
  | 'lead_caseworker'
  | 'supplier'
  | 'administrator';

export interface Reader {
  accountId: number;
  /** Given and family name, as the person is addressed. */
  name: string;
  language: 'kk' | 'ru' | 'en';
  roles: ReadonlySet<Role>;
  /** Where a caseworker works. */
  officeId: number | null;
  /** For whom a supplier's account acts. */
  supplierId: number | null;
}

export function isCaseworker(reader: Reader): boolean {
  return reader.roles.has('caseworker') || reader.roles.has('lead_caseworker');
}

// Those who see other people's data: longer passwords, shorter sessions.
const STAFF: Role[] = ['caseworker', 'lead_caseworker', 'supplier', 'administrator'];

export function isStaff(roles: ReadonlySet<Role>): boolean {
  return STAFF.some((role) => roles.has(role));
}

// Of several roles, the one a person's account is shown and audited under.
const LEADING: Role[] = [
  'administrator',
  'lead_caseworker',
  'caseworker',
  'supplier',
  'applicant',
  'representative',
];

export function leadingRole(roles: ReadonlySet<Role>): Role {
  return LEADING.find((role) => roles.has(role)) ?? 'applicant';
}

/** Where a signed-in person starts: the desk of their role, or their own page. */
export function homeOf(roles: ReadonlySet<Role>, paths: Paths): string {
  switch (leadingRole(roles)) {
    case 'administrator':
      return paths.admin();
    case 'lead_caseworker':
    case 'caseworker':
      return paths.casework();
    case 'supplier':
      return paths.supplier();
    default:
      return paths.account();
  }
}
