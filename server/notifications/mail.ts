// E-mail of the outbox. It only says that there is news and where to read it: what the news is about, above all
// anything of a person's health, stays in the portal. A delivery code never goes by e-mail: mailboxes are shared,
// forwarded and kept for years.
import type { Knex } from 'knex';
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import { paths } from '../paths.ts';
import type { Mailer } from './mailer.ts';
import { NotTaken } from './not-taken.ts';
import { deliver, type Carrier, type Delivered, type Waiting } from './outbox.ts';
import { sayersOf, type Say } from './wording.ts';

export interface Means {
  db: Database;
  texts: Texts;
  publicUrl: string;
}

interface Mail extends Waiting {
  messageId: number;
  language: Lang;
  createdAt: string;
  reference: string | null;
  email: string | null;
  say: Say;
}

/** Sends all e-mail that is due. */
export function deliverMail(means: Means, mailer: Mailer, at: Date): Promise<Delivered> {
  const carrier: Carrier<Mail> = {
    channel: 'email',
    read: (db, ids) => readMails(db, means, ids),
    send: (mail) => send(mailer, mail, means.publicUrl),
  };
  return deliver(means.db, carrier, at);
}

async function readMails(db: Knex, { texts }: Means, ids: readonly number[]): Promise<Mail[]> {
  const rows: MailRow[] = await db('outbox')
    .join('messages', 'messages.id', 'outbox.message_id')
    .leftJoin('accounts', 'accounts.id', 'messages.account_id')
    .leftJoin('requests', 'requests.id', 'messages.request_id')
    .whereIn('outbox.id', [...ids])
    .orderBy('outbox.id')
    .select(
      'outbox.id',
      'outbox.message_id',
      'outbox.tries',
      'outbox.address',
      'messages.language',
      'messages.created_at',
      'requests.reference',
      'accounts.email',
    );
  const sayerAt = await sayersOf(db, texts, ['email', 'email.general']);
  return rows.map((row) => ({
    id: row.id,
    tries: row.tries,
    messageId: row.message_id,
    language: row.language,
    createdAt: row.created_at,
    reference: row.reference,
    email: row.address ?? row.email,
    say: sayerAt(row.created_at),
  }));
}

async function send(mailer: Mailer, mail: Mail, publicUrl: string): Promise<void> {
  const { messageId, language, createdAt, reference, email, say } = mail;
  if (email === null) throw new NotTaken('refused', 'no-address');
  const to = paths[language];
  const about = reference
    ? { kind: 'email', link: to.request(reference) }
    : { kind: 'email.general', link: to.message(messageId) };
  const values = { reference: reference ?? '', link: publicUrl + about.link };
  await mailer.send({
    to: email,
    subject: say(about.kind, 'subject', language, values),
    text: say(about.kind, 'body', language, values),
    date: new Date(createdAt),
    messageId: `<message-${messageId}@${new URL(publicUrl).hostname}>`,
  });
}

interface MailRow {
  id: number;
  message_id: number;
  tries: number;
  address: string | null;
  language: Lang;
  created_at: string;
  reference: string | null;
  email: string | null;
}
