import type { Knex } from 'knex';
import type { Reader, Role } from '../accounts/reader.ts';
import { relationTo } from '../applicants/access.ts';
import type { Refused } from '../requests/requests.ts';
import { NotFound } from '../web/errors.ts';

/** In which role a reader acts for a person. To a stranger there is nothing. @throws NotFound */
export async function roleOn(
  trx: Knex.Transaction,
  by: Reader,
  applicantId: number | undefined,
  day: string,
): Promise<Role | Refused> {
  const relation =
    applicantId === undefined ? null : await relationTo(trx, by.accountId, applicantId, day);
  if (!relation) throw new NotFound();
  if (relation === 'see') return { done: false, reason: 'see-only' };
  return relation === 'self' ? 'applicant' : 'representative';
}
