// What an office carries to people itself: letters to post and calls to make. Lists name people; what a message says
// is read one by one, and reading is written down (`office-acts.ts`).
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import {
  COLUMNS,
  itemOf,
  letterFrom,
  waitingAt,
  withReader,
  WORDS,
  type ByOffice,
  type ItemRow,
  type OfficeItem,
  type PostedLetter,
  type WordsRow,
} from './office-rows.ts';

export type { OfficeItem, PostedLetter } from './office-rows.ts';

/** What waits at an office, newest first; of one day where it is given. */
export async function listWaiting(
  db: Queryable,
  { officeId, channel, day = null }: { officeId: number; channel: ByOffice; day?: string | null },
  place: Place,
  size = 50,
): Promise<Stretch<OfficeItem>> {
  const query = withReader(waitingAt(db, officeId, channel)).select(...COLUMNS);
  if (day) void query.whereBetween('messages.created_at', boundsOf(day));
  const { rows, newer, older } = await newestFirst<ItemRow>(query, 'outbox.id', place, size);
  return { rows: rows.map(itemOf), newer, older };
}

/** Calls that wait at an office: who has waited longest comes first. */
export async function listCalls(
  db: Queryable,
  officeId: number,
  { before, after }: Place,
  size = 50,
): Promise<{ rows: OfficeItem[]; previous: Partial<Place> | null; next: Partial<Place> | null }> {
  const query = withReader(waitingAt(db, officeId, 'phone')).select(...COLUMNS);
  const back = before !== null && after === null;
  if (after !== null) void query.where('outbox.id', '>', after);
  if (before !== null) void query.where('outbox.id', '<', before);
  const found: ItemRow[] = await query.orderBy('outbox.id', back ? 'desc' : 'asc').limit(size + 1);
  const rows = found.slice(0, size).map(itemOf);
  if (back) rows.reverse();
  const more = found.length > size;
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    rows,
    previous: first && (back ? more : after !== null) ? { before: first.id } : null,
    next: last && (back || more) ? { after: last.id } : null,
  };
}

/** On which days letters were written that wait, the oldest first, with how many. */
export async function daysWaiting(
  db: Queryable,
  officeId: number,
): Promise<{ day: string; count: number }[]> {
  const rows: { created_at: string }[] = await waitingAt(db, officeId, 'letter')
    .join('messages', 'messages.id', 'outbox.message_id')
    .orderBy('outbox.id')
    .limit(MOST_OF_A_DAY)
    .select('messages.created_at');
  const days = new Map<string, number>();
  for (const row of rows) {
    const day = dayOf(new Date(row.created_at));
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return [...days]
    .map(([day, count]) => ({ day, count }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** How much waits at an office by each way. */
export async function countAtOffice(
  db: Queryable,
  officeId: number,
): Promise<Record<ByOffice, number>> {
  const rows: { channel: ByOffice; count: number }[] = await db('outbox')
    .whereRaw(`state = 'waiting'`)
    .where({ office_id: officeId })
    .groupBy('channel')
    .select('channel')
    .count({ count: '*' });
  const of = (channel: ByOffice) => rows.find((row) => row.channel === channel)?.count ?? 0;
  return { letter: of('letter'), phone: of('phone') };
}

/** More letters than this are printed in several goes. */
const MOST_OF_A_DAY = 200;

/** Letters that wait, to print: one by its id, or those of a day. */
export async function lettersToPrint(
  db: Queryable,
  officeId: number,
  which: { id: number } | { day: string },
): Promise<PostedLetter[]> {
  const query = withReader(waitingAt(db, officeId, 'letter'))
    .orderBy('outbox.id')
    .limit(MOST_OF_A_DAY)
    .select(...COLUMNS, ...WORDS);
  if ('id' in which) void query.where('outbox.id', which.id);
  else void query.whereBetween('messages.created_at', boundsOf(which.day));
  const rows: WordsRow[] = await query;
  return rows.map(letterFrom);
}

export interface Call extends OfficeItem {
  phone: string | null;
  applicantId: number | null;
  messageLanguage: Lang;
  subject: string;
  body: string;
}

/** A call that waits at an office; null where there is none of that number. */
export async function findCall(db: Queryable, officeId: number, id: number): Promise<Call | null> {
  const row: WordsRow | undefined = await withReader(waitingAt(db, officeId, 'phone'))
    .where('outbox.id', id)
    .first(...COLUMNS, ...WORDS);
  if (!row) return null;
  return {
    ...itemOf(row),
    phone: row.account_phone ?? row.applicant_phone,
    applicantId: row.applicant_id,
    messageLanguage: row.language ?? row.message_language,
    subject: row.own_subject ?? row.subject,
    body: row.own_body ?? row.body,
  };
}

// A day in Kazakhstan as instants; the end is the last millisecond, as they are stored.
function boundsOf(day: string): [string, string] {
  const begin = new Date(`${day}T00:00:00.000+05:00`);
  const end = new Date(begin.getTime() + 24 * 3_600_000 - 1);
  return [begin.toISOString(), end.toISOString()];
}
