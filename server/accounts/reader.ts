// Who is reading: the signed-in account as every slice sees it. Read afresh on each request, so that
// a role taken away is gone at once.

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
