// Who read or changed what in a person's file, out of the audit log: for the person, in plain words.
import type { Queryable } from '../database.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import type { Visit } from '../web/visit.ts';

/** One entry of the log. */
export interface LogEntry {
  id: number;
  at: string;
  /** Null: the portal itself, by date. */
  name: string | null;
  role: string;
  action: string;
  objectKind: string;
  objectId: string;
  /** Why a file was opened, where that is asked. */
  reason: string | null;
}

export const PER_PAGE = 25;

/** What others did with the data of a person, the newest first; `by`: only this account's. */
export async function listFileLog(
  db: Queryable,
  { applicantId, own, by }: { applicantId: number; own: number | null; by?: number },
  place: Place,
): Promise<Stretch<LogEntry>> {
  const query = db('audit_entries')
    .leftJoin('accounts', 'accounts.id', 'audit_entries.actor_id')
    .where('audit_entries.applicant_id', applicantId)
    .select('audit_entries.*', 'accounts.given_name', 'accounts.family_name');
  if (by !== undefined) void query.where('audit_entries.actor_id', by);
  else if (own !== null) {
    void query.where(
      (others) =>
        void others.whereNull('audit_entries.actor_id').orWhereNot('audit_entries.actor_id', own),
    );
  }
  const stretch = await newestFirst<Row>(query, 'audit_entries.id', place, PER_PAGE);
  return { ...stretch, rows: stretch.rows.map(entryOf) };
}

/** Entries as a page shows them: what was done in words, with the request that it was about. */
export function logRows(entries: LogEntry[], { t, format, paths }: Visit) {
  return entries.map((entry) => ({
    when: format.dateTime(entry.at),
    who: entry.name ?? t('representations.log.portal'),
    role:
      entry.name && t.has(`requests.role.${entry.role}`) ? t(`requests.role.${entry.role}`) : '',
    what: whatOf(entry, t),
    reason:
      entry.action.endsWith('.read') || entry.action.endsWith('.opened') ? entry.reason : null,
    request:
      entry.objectKind === 'request' && /^[A-Z]/.test(entry.objectId)
        ? { text: entry.objectId, href: paths.request(entry.objectId) }
        : null,
  }));
}

// An act of a request is named as in its history; what has no words of its own, by what it is about.
function whatOf({ action, objectKind }: LogEntry, t: Visit['t']): string {
  const ways = [
    `representations.did.${action}`,
    `requests.event.${action}`,
    ...(action.endsWith('.read') ? ['representations.did.read'] : []),
    `representations.did.about.${objectKind}`,
  ];
  return t(ways.find((key) => t.has(key)) ?? 'representations.did.other');
}

interface Row {
  id: number;
  at: string;
  given_name: string | null;
  family_name: string | null;
  actor_role: string;
  action: string;
  object_kind: string;
  object_id: string;
  reason: string | null;
}

function entryOf(row: Row): LogEntry {
  return {
    id: row.id,
    at: row.at,
    name: row.given_name && `${row.given_name} ${row.family_name}`,
    role: row.actor_role,
    action: row.action,
    objectKind: row.object_kind,
    objectId: row.object_id,
    reason: row.reason,
  };
}
