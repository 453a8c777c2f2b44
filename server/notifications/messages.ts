// Messages to people: in the portal's inbox at once, and through the outbox by the way that each person chose.
import type { Knex } from 'knex';
import { formats, type Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';
import { choicesOf, choicesWithoutAccount, wayOf, type Channel, type Choices } from './choices.ts';
import { sayerOf, type Say } from './wording.ts';

/** Who gets a message. By which way is for each to choose: see `choices.ts`. */
export interface Recipient {
  /** Null for a person without an account, whom the office reaches: the message's `applicantId` says who. */
  accountId: number | null;
  language: Lang;
  /** Goes there by e-mail, too, whatever was chosen: a warning. Null: by the chosen way. */
  email: string | null;
}

export interface Message {
  /** Key of its texts: `notifications.<kind>.subject` and `.body`. */
  kind: string;
  /** What it tells of: one message per source and reader, however often it is sent. */
  sourceKey: string;
  applicantId?: number | null;
  requestId?: number | null;
  /** The values of the texts in one language. */
  values(lang: Lang, format: Format): TextValues;
}

/** Writes a message to each recipient in their language, within the act's transaction. */
export async function sendMessage(
  trx: Knex.Transaction,
  texts: Texts,
  recipients: readonly Recipient[],
  message: Message,
  at: Date,
): Promise<void> {
  if (!recipients.length) return;
  const accountIds = recipients.flatMap(({ accountId }) => accountId ?? []);
  const choices = await choicesOf(trx, accountIds, message.applicantId ?? null);
  const say = await sayerOf(trx, texts, [message.kind]);
  for (const recipient of recipients) {
    const chosen =
      recipient.accountId === null
        ? await choicesWithoutAccount(trx, message.applicantId ?? 0)
        : choices.get(recipient.accountId);
    if (!chosen) continue;
    const id = await writeMessage(trx, say, recipient, message, at);
    if (id === null) continue;
    for (const way of waysFor(recipient, message, chosen)) {
      await putIntoOutbox(trx, say, { id, way, recipient, message, chosen, at });
    }
  }
}

// Null where the reader has this message already.
async function writeMessage(
  trx: Knex.Transaction,
  say: Say,
  { accountId, language }: Recipient,
  message: Message,
  at: Date,
): Promise<number | null> {
  const values = message.values(language, formats[language]);
  const [row]: { id: number }[] = await trx('messages')
    .insert({
      account_id: accountId,
      applicant_id: message.applicantId ?? null,
      request_id: message.requestId ?? null,
      kind: message.kind,
      language,
      subject: say(message.kind, 'subject', language, values),
      body: say(message.kind, 'body', language, values),
      created_at: at.toISOString(),
      source_key: message.sourceKey,
    })
    .onConflict()
    .ignore()
    .returning('id');
  return row?.id ?? null;
}

function waysFor({ email }: Recipient, message: Message, chosen: Choices): Channel[] {
  const way = wayOf(chosen);
  // What concerns staff's work is on their desks: it neither rings nor is posted.
  const isWork = chosen.isStaff && !message.applicantId;
  const ways = isWork && way !== 'email' ? [] : way === null ? [] : [way];
  return email !== null && !ways.includes('email') ? [...ways, 'email'] : ways;
}

interface Posting {
  id: number;
  way: Channel;
  recipient: Recipient;
  message: Message;
  chosen: Choices;
  at: Date;
}

async function putIntoOutbox(
  trx: Knex.Transaction,
  say: Say,
  { id, way, recipient, message, chosen, at }: Posting,
): Promise<void> {
  const language = {
    email: recipient.language,
    sms: chosen.smsLanguage,
    letter: chosen.letterLanguage,
    phone: chosen.letterLanguage,
  }[way];
  const isForOffice = way === 'letter' || way === 'phone';
  const values = message.values(language, formats[language]);
  const easy =
    isForOffice && chosen.format === 'easy' ? say(message.kind, 'easy', language, values) : '';
  const differs = isForOffice && (language !== recipient.language || easy !== '');
  const isElsewhere =
    way === 'email' && recipient.email !== null && recipient.email !== chosen.email;
  await trx('outbox').insert({
    message_id: id,
    channel: way,
    state: 'waiting',
    language,
    format: isForOffice ? chosen.format : 'plain',
    subject: differs ? say(message.kind, 'subject', language, values) : null,
    body: differs ? easy || say(message.kind, 'body', language, values) : null,
    // Of all that a message says, a text message carries only the delivery code.
    code: way === 'sms' && typeof values.code === 'string' ? values.code : null,
    address: isElsewhere ? recipient.email : null,
    office_id: isForOffice ? chosen.officeId : null,
    due_at: at.toISOString(),
    next_try_at: at.toISOString(),
  });
}
