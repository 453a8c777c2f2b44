// A person's messages in the portal.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';

export interface InboxLine {
  id: number;
  subject: string;
  /** The language in which the message was written: it need not be the page's. */
  language: Lang;
  createdAt: string;
  isRead: boolean;
}

export interface InboxMessage extends InboxLine {
  paragraphs: string[];
  /** The request of which it tells. */
  reference: string | null;
}

/** Which messages: only new ones, or those about one request. */
export interface InboxView {
  unreadOnly: boolean;
  reference: string | null;
}

/** One page of an account's messages, newest first. */
export async function listMessages(
  db: Queryable,
  accountId: number,
  { unreadOnly, reference }: InboxView,
  place: Place,
  size = 20,
): Promise<Stretch<InboxLine>> {
  const query = db('messages')
    .where({ account_id: accountId })
    .select('id', 'subject', 'language', 'created_at', 'read_at');
  if (unreadOnly) void query.whereNull('read_at');
  if (reference) void query.whereIn('request_id', db('requests').where({ reference }).select('id'));
  const { rows, newer, older } = await newestFirst<MessageRow>(query, 'id', place, size);
  return { rows: rows.map(lineOf), newer, older };
}

/** The requests about which an account has messages, the newest first: at most fifty. */
export async function requestsWithMessages(db: Queryable, accountId: number): Promise<string[]> {
  const rows: { reference: string }[] = await db('requests')
    .whereIn(
      'id',
      db('messages')
        .where({ account_id: accountId })
        .whereNotNull('request_id')
        .select('request_id'),
    )
    .orderBy('id', 'desc')
    .limit(50)
    .select('reference');
  return rows.map(({ reference }) => reference);
}

/** A message of this account, or null where it is somebody else's. */
export async function findMessage(
  db: Queryable,
  accountId: number,
  id: number,
): Promise<InboxMessage | null> {
  const row: MessageDetailRow | undefined = await db('messages')
    .leftJoin('requests', 'requests.id', 'messages.request_id')
    .where({ 'messages.id': id, 'messages.account_id': accountId })
    .first(
      'messages.id',
      'messages.subject',
      'messages.body',
      'messages.language',
      'messages.created_at',
      'messages.read_at',
      'requests.reference',
    );
  if (!row) return null;
  const paragraphs = row.body.split(/\n{2,}/).filter(Boolean);
  return { ...lineOf(row), paragraphs, reference: row.reference };
}

/** The newest message to an account of one of these kinds about a request: its id. */
export async function findMessageAbout(
  db: Queryable,
  { accountId, requestId, kinds }: { accountId: number; requestId: number; kinds: string[] },
): Promise<number | null> {
  const row: { id: number } | undefined = await db('messages')
    .where({ account_id: accountId, request_id: requestId })
    .whereIn('kind', kinds)
    .orderBy('id', 'desc')
    .first('id');
  return row?.id ?? null;
}

/** Notes that the person has opened the message; the first time counts. */
export async function markRead(
  trx: Knex.Transaction,
  accountId: number,
  id: number,
  at: Date,
): Promise<void> {
  await trx('messages')
    .where({ id, account_id: accountId })
    .whereNull('read_at')
    .update({ read_at: at.toISOString() });
}

interface MessageRow {
  id: number;
  subject: string;
  language: Lang;
  created_at: string;
  read_at: string | null;
}

interface MessageDetailRow extends MessageRow {
  body: string;
  reference: string | null;
}

function lineOf(row: MessageRow): InboxLine {
  return {
    id: row.id,
    subject: row.subject,
    language: row.language,
    createdAt: row.created_at,
    isRead: row.read_at !== null,
  };
}
