// Offices as people look for theirs.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Office {
  id: number;
  regionCode: string;
  name: Names;
  address: Names;
  phone: string;
  email: string;
}

/** The regions that have an active office, as the classifier orders them; pages sort them by name. */
export async function listRegionsWithOffice(
  db: Queryable,
): Promise<{ code: string; names: Names }[]> {
  const rows: Record<string, unknown>[] = await db('regions')
    .whereIn('code', db('offices').where({ active: true }).select('region_code'))
    .orderBy('code')
    .select('code', 'name_kk', 'name_ru', 'name_en');
  return rows.map((row) => ({ code: String(row.code), names: namesOf(row) }));
}

/** The active offices of a region. */
export async function listOffices(db: Queryable, regionCode: string): Promise<Office[]> {
  const rows: OfficeRow[] = await db('offices')
    .where({ active: true, region_code: regionCode })
    .orderBy('id');
  return rows.map(officeFrom);
}

/** The office that serves the applicant with this account. */
export async function officeOf(db: Queryable, accountId: number): Promise<Office | null> {
  const row: OfficeRow | undefined = await db('offices')
    .whereIn('id', db('applicants').where({ account_id: accountId }).select('office_id'))
    .first();
  return row ? officeFrom(row) : null;
}

/** An office by its id: people keep theirs when it no longer takes new ones. */
export async function findOffice(db: Queryable, id: number): Promise<Office | null> {
  const row: OfficeRow | undefined = await db('offices').where({ id }).first();
  return row ? officeFrom(row) : null;
}

interface OfficeRow extends Record<string, unknown> {
  id: number;
  region_code: string;
  phone: string;
  email: string;
}

function officeFrom(row: OfficeRow): Office {
  return {
    id: row.id,
    regionCode: row.region_code,
    name: namesOf(row),
    address: namesOf(row, 'address'),
    phone: row.phone,
    email: row.email,
  };
}
