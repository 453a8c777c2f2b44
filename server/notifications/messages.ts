// Messages to people: in the portal's inbox at once, and through the outbox to whoever prefers e-mail.
import type { Knex } from 'knex';
import { formats, type Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';

/** Who gets a message, and how they wish to hear of it. */
export interface Recipient {
  accountId: number;
  language: Lang;
  /** Where e-mail goes, for those who chose that channel; null for all others. */
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
  for (const { accountId, language, email } of recipients) {
    const t = texts[language];
    const values = message.values(language, formats[language]);
    const [row]: { id: number }[] = await trx('messages')
      .insert({
        account_id: accountId,
        applicant_id: message.applicantId ?? null,
        request_id: message.requestId ?? null,
        kind: message.kind,
        language,
        subject: t(`notifications.${message.kind}.subject`, values),
        body: t(`notifications.${message.kind}.body`, values),
        created_at: at.toISOString(),
        source_key: message.sourceKey,
      })
      .onConflict(['source_key', 'account_id'])
      .ignore()
      .returning('id');
    if (row && email) {
      await trx('outbox').insert({
        message_id: row.id,
        channel: 'email',
        state: 'waiting',
        next_try_at: at.toISOString(),
      });
    }
  }
}
