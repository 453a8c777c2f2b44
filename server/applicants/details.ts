// A person's own data: how they are reached and in which way.
import { recordAudit } from '../audit/audit.ts';
import { warn } from '../accounts/accounts.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { inTransaction, type Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { Conflict } from '../web/errors.ts';
import type { Channel, CommunicationNeed } from './communication-needs.ts';

export interface Details {
  familyName: string;
  givenName: string;
  patronymic: string | null;
  iinLast4: string;
  email: string | null;
  phone: string | null;
  language: Lang;
  version: number;
  /** Null for those who are not applicants. */
  applicant: {
    id: number;
    bornOn: string;
    regionCode: string;
    settlement: string;
    address: string;
    channel: Channel;
    needs: CommunicationNeed[];
    version: number;
  } | null;
}

/** What may be changed by the person. Names, number and date of birth are the office's to mend. */
export interface DetailsChange {
  email: string | null;
  phone: string | null;
  language: Lang;
  settlement?: string;
  address?: string;
  needs?: CommunicationNeed[];
}

/** The data of an account and, where its owner is one, of the applicant. */
export async function findDetails(db: Queryable, accountId: number): Promise<Details | null> {
  const row: DetailsRow | undefined = await db('accounts')
    .leftJoin('applicants', 'applicants.account_id', 'accounts.id')
    .where({ 'accounts.id': accountId })
    .first(
      'accounts.family_name',
      'accounts.given_name',
      'accounts.patronymic',
      'accounts.iin_last4',
      'accounts.email',
      'accounts.phone',
      'accounts.language',
      'accounts.version',
      'applicants.id as applicant_id',
      'applicants.born_on',
      'applicants.region_code',
      'applicants.settlement',
      'applicants.address',
      'applicants.preferred_channel',
      'applicants.communication_needs',
      'applicants.version as applicant_version',
    );
  return row ? detailsFrom(row) : null;
}

/** Names of the fields that `change` would alter. */
export function changedFields(now: Details, change: DetailsChange): string[] {
  const before: Record<string, unknown> = { ...now.applicant, ...now };
  return Object.entries(change)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
    .map(([name]) => name);
}

/** Fields that ask for the password again: where messages and aids are sent. */
export const CONTACT = ['email', 'phone', 'settlement', 'address'];

/** Saves the change, unless somebody changed the same record in the meantime. @throws Conflict */
export async function changeDetails(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  { by, now, change, at }: { by: Reader; now: Details; change: DetailsChange; at: Date },
): Promise<void> {
  const fields = changedFields(now, change);
  if (!fields.length) return;
  await inTransaction(db, async (trx) => {
    const saved = await trx('accounts')
      .where({ id: by.accountId, version: now.version })
      .update({ email: change.email, phone: change.phone, language: change.language })
      .increment('version', 1);
    if (!saved) throw new Conflict();
    if (now.applicant) await saveApplicant(trx, now.applicant, change);
    if (fields.some((field) => CONTACT.includes(field))) {
      const account = { ...now, id: by.accountId, email: now.email ?? change.email };
      await warn(trx, texts, account, 'account.details_changed', at);
    }
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: leadingRole(by.roles),
      action: 'account.details_changed',
      objectKind: 'account',
      objectId: String(by.accountId),
      ...(now.applicant && { applicantId: now.applicant.id }),
      fields,
    });
  });
}

async function saveApplicant(
  trx: Queryable,
  now: NonNullable<Details['applicant']>,
  change: DetailsChange,
): Promise<void> {
  const saved = await trx('applicants')
    .where({ id: now.id, version: now.version })
    .update({
      phone: change.phone,
      preferred_language: change.language,
      settlement: change.settlement ?? now.settlement,
      address: change.address ?? now.address,
      communication_needs: JSON.stringify(change.needs ?? now.needs),
    })
    .increment('version', 1);
  if (!saved) throw new Conflict();
}

interface DetailsRow {
  family_name: string;
  given_name: string;
  patronymic: string | null;
  iin_last4: string;
  email: string | null;
  phone: string | null;
  language: Lang;
  version: number;
  applicant_id: number | null;
  born_on: string;
  region_code: string;
  settlement: string;
  address: string;
  preferred_channel: Channel;
  communication_needs: string;
  applicant_version: number;
}

function detailsFrom(row: DetailsRow): Details {
  return {
    familyName: row.family_name,
    givenName: row.given_name,
    patronymic: row.patronymic,
    iinLast4: row.iin_last4,
    email: row.email,
    phone: row.phone,
    language: row.language,
    version: row.version,
    applicant:
      row.applicant_id === null
        ? null
        : {
            id: row.applicant_id,
            bornOn: row.born_on,
            regionCode: row.region_code,
            settlement: row.settlement,
            address: row.address,
            channel: row.preferred_channel,
            needs: JSON.parse(row.communication_needs) as CommunicationNeed[],
            version: row.applicant_version,
          },
  };
}
