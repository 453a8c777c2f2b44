import type { Reader } from '../accounts/reader.ts';
import { applicantsOf } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';

/**
 * The region in which a signed-in applicant lives: the catalogue shows what is delivered there. For a representative
 * the region of the one person whom they represent on a day; of several it is not known which one is meant.
 */
export async function homeRegionOf(
  db: Queryable,
  reader: Reader | null,
  on: string,
): Promise<string | null> {
  if (!reader?.roles.has('applicant') && !reader?.roles.has('representative')) return null;
  const people = await applicantsOf(db, reader.accountId, on);
  const own = people.find(({ relation }) => relation === 'self');
  return (own ?? (people.length === 1 ? people[0] : undefined))?.regionCode ?? null;
}
