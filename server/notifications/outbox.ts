// Delivers what waits in the outbox. An e-mail only says that there is news and where to read it: what the news
// is about, above all anything of a person's health, stays in the portal.
import type { Knex } from 'knex';
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import { paths } from '../paths.ts';
import type { Mail, Mailer } from './mailer.ts';

const BATCH = 20;
/** Longer than a batch can take: a process that died meanwhile loses its claim. */
const LEASE_MINUTES = 15;
/** Minutes until the next try, by the tries so far. After the eighth the mail is given up. */
const WAITS = [1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60];
const MINUTE = 60_000;

export interface Delivered {
  sent: number;
  failed: number;
}

/** Sends all that is due at `at`. Any number of processes may do so at once: each mail is claimed by one. */
export async function deliverOutbox(
  { db, texts, publicUrl }: { db: Database; texts: Texts; publicUrl: string },
  mailer: Mailer,
  at: Date,
): Promise<Delivered> {
  const delivered = { sent: 0, failed: 0 };
  for (;;) {
    const claimed = await claim(db.write, at);
    const letters = await lettersOf(db.write, claimed.ids);
    for (const letter of letters) {
      const error = letter.email
        ? await send(mailer, mailOf({ ...letter, email: letter.email }, texts, publicUrl))
        : 'no-address';
      await settle(db.write, letter, claimed.until, at, error);
      delivered[error === null ? 'sent' : 'failed'] += 1;
    }
    if (claimed.ids.length < BATCH) return delivered;
  }
}

// The guard stands twice: of two processes that chose the same rows, PostgreSQL lets the second one look again.
async function claim(db: Knex, at: Date): Promise<{ ids: number[]; until: string }> {
  const now = at.toISOString();
  const until = new Date(at.getTime() + LEASE_MINUTES * MINUTE).toISOString();
  const isFree = (query: Knex.QueryBuilder) =>
    query
      .whereRaw(`state = 'waiting'`)
      .where('next_try_at', '<=', now)
      .where((lease) => void lease.whereNull('leased_until').orWhere('leased_until', '<=', now));
  const due = isFree(db('outbox')).orderBy(['next_try_at', 'id']).limit(BATCH).select('id');
  const rows: { id: number }[] = await isFree(db('outbox').whereIn('id', due))
    .update({ leased_until: until, tries: db.raw('tries + 1') })
    .returning('id');
  return { ids: rows.map(({ id }) => id), until };
}

interface Letter {
  id: number;
  messageId: number;
  tries: number;
  language: Lang;
  createdAt: string;
  reference: string | null;
  email: string | null;
}

async function lettersOf(db: Knex, ids: number[]): Promise<Letter[]> {
  const rows: LetterRow[] = await db('outbox')
    .join('messages', 'messages.id', 'outbox.message_id')
    .join('accounts', 'accounts.id', 'messages.account_id')
    .leftJoin('requests', 'requests.id', 'messages.request_id')
    .whereIn('outbox.id', ids)
    .orderBy('outbox.id')
    .select(
      'outbox.id',
      'outbox.message_id',
      'outbox.tries',
      'messages.language',
      'messages.created_at',
      'requests.reference',
      'accounts.email',
    );
  return rows.map(({ message_id, created_at, ...row }) => ({
    ...row,
    messageId: message_id,
    createdAt: created_at,
  }));
}

function mailOf(
  { messageId, language, createdAt, reference, email }: Letter & { email: string },
  texts: Texts,
  publicUrl: string,
): Mail {
  const t = texts[language];
  const to = paths[language];
  const about = reference
    ? { text: 'email', link: to.request(reference) }
    : { text: 'email.general', link: to.message(messageId) };
  const values = { reference: reference ?? '', link: publicUrl + about.link };
  return {
    to: email,
    subject: t(`notifications.${about.text}.subject`, values),
    text: t(`notifications.${about.text}.body`, values),
    date: new Date(createdAt),
    messageId: `<message-${messageId}@${new URL(publicUrl).hostname}>`,
  };
}

// What a mail server says may name the person: only the code of an error is kept.
async function send(mailer: Mailer, mail: Mail): Promise<string | null> {
  try {
    await mailer.send(mail);
    return null;
  } catch (error) {
    const { code, responseCode }: { code?: string; responseCode?: number } = Object(error);
    return [code, responseCode].filter(Boolean).join(' ') || 'unknown';
  }
}

async function settle(
  db: Knex,
  { id, tries }: Letter,
  until: string,
  at: Date,
  error: string | null,
): Promise<void> {
  const wait = WAITS[tries - 1];
  const after = (minutes: number) => new Date(at.getTime() + minutes * MINUTE).toISOString();
  const result =
    error === null
      ? { state: 'sent', sent_at: at.toISOString() }
      : wait === undefined
        ? { state: 'dead' }
        : { next_try_at: after(wait) };
  await db('outbox')
    .where({ id, leased_until: until })
    .update({ ...result, leased_until: null, last_error: error?.slice(0, 200) ?? null });
}

interface LetterRow {
  id: number;
  message_id: number;
  tries: number;
  language: Lang;
  created_at: string;
  reference: string | null;
  email: string | null;
}
