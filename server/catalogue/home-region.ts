import type { Queryable } from '../database.ts';
import type { Reader } from '../accounts/reader.ts';

/** The region in which a signed-in applicant lives: the catalogue shows what is delivered there. */
export async function homeRegionOf(db: Queryable, reader: Reader | null): Promise<string | null> {
  if (!reader?.roles.has('applicant')) return null;
  const row: { region_code: string } | undefined = await db('applicants')
    .where({ account_id: reader.accountId })
    .first('region_code');
  return row?.region_code ?? null;
}
