// For whom a signed-in person may look or act: for themselves, and for those they represent in scope and date.
import type { Knex } from 'knex';
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
  const represented = inForce(db, day).where('representations.account_id', accountId);
  // Of several papers for one person the strongest counts: `act` comes before `see`.
  const strongest = represented
    .clone()
    .groupBy('applicant_id')
    .select('applicant_id')
    .min({ scope: 'scope' });
  const rows: AccessRow[] = await db('applicants')
    .leftJoin(strongest.as('represented'), (join) => {
      join.on('represented.applicant_id', 'applicants.id');
    })
    // A union, since neither engine finds both kinds by index through an `or`.
    .whereIn(
      'applicants.id',
      db('applicants')
        .where({ account_id: accountId })
        .select('id')
        .union(represented.clone().select('applicant_id')),
    )
    .orderBy('applicants.id')
    .select(
      'applicants.id',
      'applicants.account_id',
      'applicants.given_name',
      'applicants.family_name',
      'applicants.region_code',
      'applicants.office_id',
      'represented.scope',
    );
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

/** How an account stands to one applicant on a day; null for a stranger. However many they represent, two rows are read. */
export async function relationTo(
  db: Queryable,
  accountId: number,
  applicantId: number,
  day: string,
): Promise<Relation | null> {
  const own: { id: number } | undefined = await db('applicants')
    .where({ id: applicantId, account_id: accountId })
    .first('id');
  if (own) return 'self';
  const paper: { scope: 'act' | 'see' } | undefined = await inForce(db, day)
    .where({
      'representations.account_id': accountId,
      'representations.applicant_id': applicantId,
    })
    .orderBy('scope') // `act` comes before `see`
    .first('scope');
  return paper?.scope ?? null;
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

/**
 * Who hears of an applicant's requests: the person, and those who represent them on a day and may receive their
 * messages, each by the way that they chose themselves (`notifications/choices.ts`). `onlyWhoAct` leaves out those
 * who may only look: the message asks for an act.
 */
export async function familyOf(
  db: Queryable,
  applicantId: number,
  day: string,
  { onlyWhoAct = false } = {},
): Promise<Recipient[]> {
  const represented = inForce(db, day)
    .where('representations.applicant_id', applicantId)
    .where('representations.receives_messages', true);
  if (onlyWhoAct) void represented.where('representations.scope', 'act');
  const family = db('applicants')
    .where({ id: applicantId })
    .whereNotNull('account_id')
    .select('account_id')
    .union(represented.select('representations.account_id'));
  const rows: { id: number; language: Lang }[] = await db('accounts')
    .where('accounts.status', 'active')
    .whereIn('accounts.id', family)
    .select('accounts.id', 'accounts.language');
  if (rows.length) {
    return rows.map(({ id, language }) => ({ accountId: id, language, email: null }));
  }
  return withoutAccount(db, applicantId);
}

// Whom nobody hears for and who has no account is reached by the office: by letter, telephone or text message.
async function withoutAccount(db: Queryable, applicantId: number): Promise<Recipient[]> {
  const row: { preferred_language: Lang } | undefined = await db('applicants')
    .where({ id: applicantId, account_id: null })
    .first('preferred_language');
  return row ? [{ accountId: null, language: row.preferred_language, email: null }] : [];
}

/** The representations that hold on a day: verified, begun, and neither ended nor run out. */
export function inForce(db: Queryable, day: string): Knex.QueryBuilder {
  return db('representations')
    .whereNotNull('representations.verified_at')
    .whereNull('representations.ended_at')
    .where('representations.valid_from', '<=', day)
    .where(
      (until) =>
        void until
          .whereNull('representations.valid_until')
          .orWhere('representations.valid_until', '>=', day),
    );
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
