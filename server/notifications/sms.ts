// Text messages of the outbox. Like e-mail they only say that there is news; unlike e-mail they carry the delivery
// code, since it has to reach people without a computer and a telephone is in one person's hand.
import type { Knex } from 'knex';
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { paths } from '../paths.ts';
import { mobileOf } from './choices.ts';
import type { Means } from './mail.ts';
import { NotTaken } from './not-taken.ts';
import { deliver, type Carrier, type Delivered, type Waiting } from './outbox.ts';
import { endOfQuiet, NIGHT, type QuietHours } from './quiet-hours.ts';
import type { SmsGateway } from './sms-gateway.ts';
import { countParts, MOST_PARTS, partsOf } from './sms-text.ts';
import { sayersOf, type Say } from './wording.ts';

interface Sms extends Waiting {
  messageId: number;
  hasAccount: boolean;
  language: Lang;
  reference: string | null;
  code: string | null;
  phone: string | null;
  officePhone: string | null;
  quiet: QuietHours;
  /** Parts that the gateway has taken already. */
  taken: ReadonlySet<number>;
  say: Say;
}

const KINDS = ['sms.code', 'sms.request', 'sms.general', 'sms.office'];

/** Sends all text messages that are due, save those whose readers are to be left in peace. */
export function deliverSms(means: Means, gateway: SmsGateway, at: Date): Promise<Delivered> {
  const carrier: Carrier<Sms> = {
    channel: 'sms',
    read: (db, ids) => readSms(db, means, ids),
    notBefore: ({ quiet }) => endOfQuiet(quiet, at),
    send: (sms) => send(means, gateway, sms, at),
  };
  return deliver(means.db, carrier, at);
}

/** What a text message says: at most two parts; where the address is too long, without it. */
export function smsTextOf(
  sms: Pick<Sms, 'say' | 'language' | 'reference' | 'code' | 'messageId'> &
    Pick<Sms, 'hasAccount' | 'officePhone'>,
  publicUrl: string,
): string {
  const { say, language, reference, code } = sms;
  const body = (kind: string, values: Record<string, string>) =>
    say(kind, 'body', language, values).trim();
  if (code !== null && reference !== null) return body('sms.code', { reference, code });
  if (!sms.hasAccount) return body('sms.office', { phone: sms.officePhone ?? '' });
  const told = (link: string) =>
    reference ? body('sms.request', { reference, link }) : body('sms.general', { link });
  const links = [publicUrl + paths[language].message(sms.messageId), publicUrl, ''];
  const texts = links.map(told);
  return texts.find((text) => countParts(text) <= MOST_PARTS) ?? texts.at(-1)!;
}

async function readSms(db: Knex, { texts }: Means, ids: readonly number[]): Promise<Sms[]> {
  const rows: SmsRow[] = await db('outbox')
    .join('messages', 'messages.id', 'outbox.message_id')
    .leftJoin('accounts', 'accounts.id', 'messages.account_id')
    .leftJoin('message_choices', 'message_choices.account_id', 'messages.account_id')
    .leftJoin('applicants', 'applicants.id', 'messages.applicant_id')
    .leftJoin('offices', 'offices.id', 'applicants.office_id')
    .leftJoin('requests', 'requests.id', 'messages.request_id')
    .whereIn('outbox.id', [...ids])
    .orderBy('outbox.id')
    .select(
      'outbox.id',
      'outbox.message_id',
      'outbox.tries',
      'outbox.code',
      'outbox.language',
      'messages.account_id',
      'messages.created_at',
      'requests.reference',
      'accounts.phone',
      'applicants.phone as applicant_phone',
      'offices.phone as office_phone',
      'message_choices.quiet_from',
      'message_choices.quiet_until',
    );
  const parts: { outbox_id: number; part: number }[] = await db('sms_parts')
    .whereIn('outbox_id', [...ids])
    .select('outbox_id', 'part');
  const sayerAt = await sayersOf(db, texts, KINDS);
  return rows.map((row) => ({
    id: row.id,
    messageId: row.message_id,
    hasAccount: row.account_id !== null,
    tries: row.tries,
    language: row.language,
    reference: row.reference,
    code: row.code,
    phone: mobileOf(row.account_id === null ? row.applicant_phone : row.phone),
    officePhone: row.office_phone,
    quiet:
      row.quiet_from === null
        ? NIGHT
        : { from: row.quiet_from, until: row.quiet_until ?? row.quiet_from },
    taken: new Set(parts.filter((one) => one.outbox_id === row.id).map(({ part }) => part)),
    say: sayerAt(row.created_at),
  }));
}

async function send(
  { db, publicUrl }: Means,
  gateway: SmsGateway,
  sms: Sms,
  at: Date,
): Promise<void> {
  if (sms.phone === null) throw new NotTaken('refused', 'no-number');
  const parts = partsOf(smsTextOf(sms, publicUrl));
  if (parts.length > MOST_PARTS) throw new NotTaken('refused', 'too-long');
  for (const [index, text] of parts.entries()) {
    const part = index + 1;
    if (sms.taken.has(part)) continue;
    const providerId = await gateway.send({
      id: `sms-${sms.id}-${part}`,
      serial: sms.id,
      to: sms.phone,
      text,
      part,
      parts: parts.length,
    });
    await noteTaken(db, sms.id, part, providerId, at);
  }
}

// Noted part by part, so that a message whose second part failed does not begin again with the first.
async function noteTaken(
  db: Database,
  outboxId: number,
  part: number,
  providerId: string | null,
  at: Date,
): Promise<void> {
  await db
    .write('sms_parts')
    .insert({
      outbox_id: outboxId,
      part,
      provider_id: providerId?.slice(0, 65) ?? null,
      state: 'taken',
      at: at.toISOString(),
    })
    .onConflict(['outbox_id', 'part'])
    .ignore();
}

interface SmsRow {
  id: number;
  message_id: number;
  tries: number;
  code: string | null;
  language: Lang;
  account_id: number | null;
  created_at: string;
  reference: string | null;
  phone: string | null;
  applicant_phone: string | null;
  office_phone: string | null;
  quiet_from: number | null;
  quiet_until: number | null;
}
