// Who hears what about a representation: both sides, each in their language.
import type { Knex } from 'knex';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';

/** A message about a representation or an ask. */
export interface Telling {
  kind: string;
  /** What it tells of: the same is told once. */
  source: string;
  applicantId: number | null;
  values: (lang: Lang, format: Format) => TextValues;
}

/** Tells one account, unless there is none or it is closed. */
export async function tellAccount(
  trx: Knex.Transaction,
  texts: Texts,
  accountId: number | null,
  { kind, source, applicantId, values }: Telling,
  at: Date,
): Promise<void> {
  if (accountId === null) return;
  const account: { language: Lang } | undefined = await trx('accounts')
    .where({ id: accountId, status: 'active' })
    .first('language');
  if (!account) return;
  const recipient = { accountId, language: account.language, email: null };
  const message = { kind, sourceKey: `${source}.${kind}`, applicantId, values };
  await sendMessage(trx, texts, [recipient], message, at);
}

/** Tells the person: in their account, or, where they have none, by the way that the office has put down. */
export async function tellPerson(
  trx: Knex.Transaction,
  texts: Texts,
  person: { id: number; accountId: number | null },
  telling: Omit<Telling, 'applicantId'>,
  at: Date,
): Promise<void> {
  const whole = { ...telling, applicantId: person.id };
  if (person.accountId !== null) return tellAccount(trx, texts, person.accountId, whole, at);
  const { language }: { language: Lang } = await trx('applicants')
    .where({ id: person.id })
    .first('preferred_language as language');
  const recipient = { accountId: null, language, email: null };
  const { kind, source, values } = whole;
  const message = { kind, sourceKey: `${source}.${kind}`, applicantId: person.id, values };
  await sendMessage(trx, texts, [recipient], message, at);
}
