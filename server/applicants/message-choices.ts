// How a person wishes to hear from the portal: seen and changed as one thing, wherever its parts are kept.
import type { Reader } from '../accounts/reader.ts';
import { isStaff, leadingRole } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction, type Database, type Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import {
  findStoredChoices,
  formatByNeeds,
  mobileOf,
  storeChoices,
  type LetterFormat,
} from '../notifications/choices.ts';
import { NIGHT } from '../notifications/quiet-hours.ts';
import { Conflict } from '../web/errors.ts';
import { CHANNELS, type Channel } from './communication-needs.ts';

export interface MessageChoices {
  channel: Channel;
  letterLanguage: Lang;
  smsLanguage: Lang;
  format: LetterFormat;
  /** Whole hours of the day in Kazakhstan; equal ones: never quiet. */
  quietFrom: number;
  quietUntil: number;
  version: number;
  /** Ways that are open to this account. */
  channels: readonly Channel[];
  /** What the ways need. */
  email: string | null;
  mobile: string | null;
  language: Lang;
  /** The account's own record as an applicant. */
  applicantId: number | null;
}

export type ChosenBefore = Omit<
  MessageChoices,
  'channels' | 'email' | 'mobile' | 'language' | 'applicantId'
>;

/** What this account chose, with what holds where it chose nothing. */
export async function findMessageChoices(
  db: Queryable,
  { accountId, roles }: Pick<Reader, 'accountId' | 'roles'>,
): Promise<MessageChoices> {
  const row: AccountRow = await db('accounts')
    .leftJoin('applicants', 'applicants.account_id', 'accounts.id')
    .where({ 'accounts.id': accountId })
    .first(
      'accounts.email',
      'accounts.phone',
      'accounts.language',
      'applicants.id',
      'applicants.preferred_channel',
      'applicants.communication_needs',
    );
  const stored = await findStoredChoices(db, accountId);
  const isPerson = roles.has('applicant') || roles.has('representative');
  const unsaid = row.email && !isStaff(roles) ? 'email' : 'portal';
  return {
    channel: row.preferred_channel ?? stored.channel ?? unsaid,
    letterLanguage: stored.letterLanguage ?? row.language,
    smsLanguage: stored.smsLanguage ?? row.language,
    format: stored.format ?? formatByNeeds(row.communication_needs),
    quietFrom: stored.quietFrom ?? NIGHT.from,
    quietUntil: stored.quietUntil ?? NIGHT.until,
    version: stored.version,
    // Staff hear of their work at their desks; people by every way.
    channels: isPerson ? CHANNELS : ['portal', 'email'],
    email: row.email,
    mobile: mobileOf(row.phone),
    language: row.language,
    applicantId: row.id,
  };
}

/** Stores what a person chose. The same again changes nothing. @throws Conflict where it was changed meanwhile */
export async function changeMessageChoices(
  db: Database,
  { by, now, change, at }: { by: Reader; now: MessageChoices; change: ChosenBefore; at: Date },
): Promise<void> {
  const { version, ...chosen } = change;
  const held: Record<string, unknown> = { ...now };
  const fields = Object.entries(chosen).flatMap(([name, value]) =>
    held[name] === value ? [] : [name],
  );
  if (!fields.length) return;
  if (version !== now.version) throw new Conflict();
  await inTransaction(db, async (trx) => {
    const isOwn = now.applicantId !== null;
    const row = { ...chosen, channel: isOwn ? null : chosen.channel, version };
    if (!(await storeChoices(trx, by.accountId, row, at))) throw new Conflict();
    if (now.applicantId !== null && chosen.channel !== now.channel) {
      await trx('applicants')
        .where({ id: now.applicantId })
        .update({ preferred_channel: chosen.channel })
        .increment('version', 1);
    }
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: leadingRole(by.roles),
      action: 'account.message_choices_changed',
      objectKind: 'account',
      objectId: String(by.accountId),
      applicantId: now.applicantId,
      fields,
    });
  });
}

interface AccountRow {
  id: number | null;
  email: string | null;
  phone: string | null;
  language: Lang;
  preferred_channel: Channel | null;
  communication_needs: string | null;
}
