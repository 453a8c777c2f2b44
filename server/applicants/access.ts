// For whom a signed-in person may look or act: for themselves, and for those they represent in scope and date.
import type { Reader } from '../accounts/reader.ts';
import type { Queryable } from '../database.ts';
import type { Recipient } from '../notifications/messages.ts';
import type { Lang } from '../i18n/languages.ts';

export type Relation = 'self' | 'act' | 'see';

export interface OwnApplicant {
  applicantId: number;
  name: string;
  relation: Relation;
  regionCode: string;
  officeId: number;
}

/** Everyone whose programme and requests this account may see on a day: oneself first. */
export async function applicantsOf(
  db: Queryable,
  accountId: number,
  day: string,
): Promise<OwnApplicant[]> {
  const rows = (await db('applicants')
    .leftJoin('representations', (join) => {
      join
        .on('representations.applicant_id', 'applicants.id')
        .andOnVal('representations.account_id', accountId);
    })
    .where('applicants.account_id', accountId)
    .orWhere(
      (inForce) =>
        void inForce
          .whereNotNull('representations.verified_at')
          .whereNull('representations.ended_at')
          .where('representations.valid_from', '<=', day)
          .where(
            (until) =>
              void until
                .whereNull('representations.valid_until')
                .orWhere('representations.valid_until', '>=', day),
          ),
    )
    .orderBy('applicants.id')
    .select(
      'applicants.id',
      'applicants.account_id',
      'applicants.given_name',
      'applicants.family_name',
      'applicants.region_code',
      'applicants.office_id',
      'representations.scope',
    )) as AccessRow[];
  return rows
    .map((row) => ({
      applicantId: row.id,
      name: `${row.given_name} ${row.family_name}`,
      relation: row.account_id === accountId ? ('self' as const) : row.scope!,
      regionCode: row.region_code,
      officeId: row.office_id,
    }))
    .toSorted((one, other) => Number(other.relation === 'self') - Number(one.relation === 'self'));
}

/** How an account stands to one applicant on a day; null for a stranger. */
export async function relationTo(
  db: Queryable,
  accountId: number,
  applicantId: number,
  day: string,
): Promise<Relation | null> {
  const own = await applicantsOf(db, accountId, day);
  return own.find((one) => one.applicantId === applicantId)?.relation ?? null;
}

/** Whether a caseworker is too close to a case to touch it: it is their own, or of one they represent. */
export async function isInvolved(
  db: Queryable,
  by: Pick<Reader, 'accountId'>,
  applicantId: number,
  day: string,
): Promise<boolean> {
  return (await relationTo(db, by.accountId, applicantId, day)) !== null;
}

/** Who hears of an applicant's requests: the person, and those who represent them on a day. */
export async function familyOf(
  db: Queryable,
  applicantId: number,
  day: string,
): Promise<Recipient[]> {
  const representatives = db('representations')
    .where({ applicant_id: applicantId })
    .whereNotNull('verified_at')
    .whereNull('ended_at')
    .where('valid_from', '<=', day)
    .where((until) => void until.whereNull('valid_until').orWhere('valid_until', '>=', day))
    .select('account_id');
  const self = db('applicants').where({ id: applicantId }).whereNotNull('account_id');
  const rows = (await db('accounts')
    .join('applicants', (join) => {
      join.onVal('applicants.id', applicantId);
    })
    .where('accounts.status', 'active')
    .where(
      (family) =>
        void family
          .whereIn('accounts.id', self.select('account_id'))
          .orWhereIn('accounts.id', representatives),
    )
    .select(
      'accounts.id',
      'accounts.language',
      'accounts.email',
      'applicants.preferred_channel',
    )) as { id: number; language: Lang; email: string | null; preferred_channel: string }[];
  return rows.map((row) => ({
    accountId: row.id,
    language: row.language,
    email: row.preferred_channel === 'email' ? row.email : null,
  }));
}

interface AccessRow {
  id: number;
  account_id: number | null;
  given_name: string;
  family_name: string;
  region_code: string;
  office_id: number;
  scope: 'act' | 'see' | null;
}
