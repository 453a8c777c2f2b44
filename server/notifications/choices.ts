// How each person wishes to hear from the portal, with what stands in for what they did not choose.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';

/** The ways beside the inbox, which everybody with an account has. */
export const CHANNELS = ['email', 'sms', 'letter', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Plain letters, large print, or easy words. */
export const FORMATS = ['plain', 'large', 'easy'] as const;
export type LetterFormat = (typeof FORMATS)[number];

/** What stands for a reader when a message is written. */
export interface Choices {
  /** What was chosen; `portal` for the inbox alone. */
  channel: Channel | 'portal';
  language: Lang;
  letterLanguage: Lang;
  smsLanguage: Lang;
  format: LetterFormat;
  email: string | null;
  phone: string | null;
  /** The office that posts letters and makes calls: the reader's own; else that of whom it is about. */
  officeId: number | null;
  isStaff: boolean;
}

const STAFF = ['caseworker', 'lead_caseworker', 'supplier', 'administrator'];

/** The choices of accounts, by id. `aboutId` is the applicant of whom the message tells. */
export async function choicesOf(
  db: Queryable,
  accountIds: readonly number[],
  aboutId: number | null,
): Promise<Map<number, Choices>> {
  if (!accountIds.length) return new Map();
  const staffRoles = db('account_roles')
    .where('account_roles.account_id', db.ref('accounts.id'))
    .whereIn('role', STAFF)
    .count();
  const aboutOffice = db('applicants as about').where('about.id', aboutId ?? 0);
  const rows: AccountRow[] = await db('accounts')
    .leftJoin('applicants', 'applicants.account_id', 'accounts.id')
    .leftJoin('message_choices', 'message_choices.account_id', 'accounts.id')
    .whereIn('accounts.id', [...accountIds])
    .select(
      'accounts.id',
      'accounts.language',
      'accounts.email',
      'accounts.phone',
      'applicants.office_id',
      'applicants.preferred_channel',
      'applicants.communication_needs',
      'message_choices.channel',
      'message_choices.letter_language',
      'message_choices.sms_language',
      'message_choices.format',
      { staff_roles: staffRoles, about_office_id: aboutOffice.select('about.office_id') },
    );
  return new Map(rows.map((row) => [row.id, fromAccount(row)]));
}

/** The choices of a person who has no account: what the office has put down. */
export async function choicesWithoutAccount(
  db: Queryable,
  applicantId: number,
): Promise<Choices | null> {
  const row: ApplicantRow | undefined = await db('applicants')
    .where({ id: applicantId })
    .first('phone', 'office_id', 'preferred_channel', 'preferred_language', 'communication_needs');
  if (!row) return null;
  const isReachedAtHome = ['sms', 'phone'].includes(row.preferred_channel);
  return {
    channel: isReachedAtHome ? row.preferred_channel : 'letter', // no inbox, no mailbox: a letter
    language: row.preferred_language,
    letterLanguage: row.preferred_language,
    smsLanguage: row.preferred_language,
    format: formatByNeeds(row.communication_needs),
    email: null,
    phone: row.phone,
    officeId: row.office_id,
    isStaff: false,
  };
}

/** By which way a message goes beside the inbox: the one chosen, else the next that leads to the person. */
export function wayOf({ channel, email, phone, officeId }: Choices): Channel | null {
  if (channel === 'portal') return null;
  const leads: Record<Channel, boolean> = {
    email: email !== null,
    sms: mobileOf(phone) !== null,
    phone: phone !== null && officeId !== null,
    letter: officeId !== null,
  };
  return (
    [channel, 'email' as const, 'sms' as const, 'letter' as const].find((way) => leads[way]) ?? null
  );
}

/** A Kazakhstan number as gateways want it, 77001234567, however it was typed; null for what is none. */
export function mobileOf(phone: string | null): string | null {
  const digits = phone?.replace(/\D/g, '') ?? '';
  const national = /^(?:7|8)?(7\d{9})$/.exec(digits)?.[1];
  return national ? `7${national}` : null;
}

/** Letters as a person needs them, where nothing else was chosen. */
export function formatByNeeds(needs: string | null): LetterFormat {
  const list: string[] = JSON.parse(needs ?? '[]');
  if (list.includes('easy_read')) return 'easy';
  return list.includes('large_print') ? 'large' : 'plain';
}

function fromAccount(row: AccountRow): Choices {
  const isStaff = row.staff_roles > 0;
  // Who never chose: people by e-mail where there is an address, staff by their desks.
  const unsaid = row.email && !isStaff ? 'email' : 'portal';
  return {
    channel: row.preferred_channel ?? row.channel ?? unsaid,
    language: row.language,
    letterLanguage: row.letter_language ?? row.language,
    smsLanguage: row.sms_language ?? row.language,
    format: row.format ?? formatByNeeds(row.communication_needs),
    email: row.email,
    phone: row.phone,
    officeId: row.office_id ?? row.about_office_id,
    isStaff,
  };
}

/** What a person may choose on their own page, as it is stored. */
export interface StoredChoices {
  channel: Channel | 'portal' | null;
  letterLanguage: Lang | null;
  smsLanguage: Lang | null;
  format: LetterFormat | null;
  quietFrom: number | null;
  quietUntil: number | null;
  version: number;
}

const NOTHING_CHOSEN: StoredChoices = {
  channel: null,
  letterLanguage: null,
  smsLanguage: null,
  format: null,
  quietFrom: null,
  quietUntil: null,
  version: 0,
};

/** What an account chose; version 0 where it never did. */
export async function findStoredChoices(db: Queryable, accountId: number): Promise<StoredChoices> {
  const row: ChoicesRow | undefined = await db('message_choices')
    .where({ account_id: accountId })
    .first();
  if (!row) return NOTHING_CHOSEN;
  return {
    channel: row.channel,
    letterLanguage: row.letter_language,
    smsLanguage: row.sms_language,
    format: row.format,
    quietFrom: row.quiet_from,
    quietUntil: row.quiet_until,
    version: row.version,
  };
}

/** Stores what an account chose. Gives false where it was changed since `version`. */
export async function storeChoices(
  trx: Knex.Transaction,
  accountId: number,
  { version, ...chosen }: StoredChoices,
  at: Date,
): Promise<boolean> {
  const row = {
    channel: chosen.channel,
    letter_language: chosen.letterLanguage,
    sms_language: chosen.smsLanguage,
    format: chosen.format,
    quiet_from: chosen.quietFrom,
    quiet_until: chosen.quietUntil,
    changed_at: at.toISOString(),
    version: version + 1,
  };
  if (version > 0) {
    return (
      (await trx('message_choices').where({ account_id: accountId, version }).update(row)) === 1
    );
  }
  const made: unknown[] = await trx('message_choices')
    .insert({ account_id: accountId, ...row })
    .onConflict('account_id')
    .ignore()
    .returning('id');
  return made.length === 1;
}

interface AccountRow {
  id: number;
  language: Lang;
  email: string | null;
  phone: string | null;
  office_id: number | null;
  preferred_channel: Choices['channel'] | null;
  communication_needs: string | null;
  channel: Choices['channel'] | null;
  letter_language: Lang | null;
  sms_language: Lang | null;
  format: LetterFormat | null;
  staff_roles: number;
  about_office_id: number | null;
}

interface ApplicantRow {
  phone: string | null;
  office_id: number;
  preferred_channel: Choices['channel'];
  preferred_language: Lang;
  communication_needs: string;
}

interface ChoicesRow {
  channel: Choices['channel'] | null;
  letter_language: Lang | null;
  sms_language: Lang | null;
  format: LetterFormat | null;
  quiet_from: number | null;
  quiet_until: number | null;
  version: number;
}
