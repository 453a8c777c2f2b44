// Who read or changed what about whom. Append-only; each entry's hash covers the entry before it, so
// that nothing can be taken out or changed unseen.
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Database, Queryable } from '../database.ts';

/** One entry. `fields` and `detail` name fields and hold values of things, never values of people. */
export interface AuditNote {
  at: Date;
  /** Null for the system. */
  actorId: number | null;
  actorRole: string;
  /** What was done, such as `request.read`. */
  action: string;
  objectKind: string;
  objectId: string | number;
  /** Whose data were read or changed. */
  applicantId?: number | null;
  fields?: readonly string[];
  detail?: string | null;
  reason?: string | null;
}

/** Adds an entry within the act's transaction. Call it last: until the end it keeps others from adding. */
export async function recordAudit(trx: Knex.Transaction, note: AuditNote): Promise<void> {
  const head: {
    hash: string;
  } = await trx('audit_head').where({ id: 1 }).forUpdate().first('hash');
  const entry = {
    at: note.at.toISOString(),
    actor_id: note.actorId,
    actor_role: note.actorRole,
    action: note.action,
    object_kind: note.objectKind,
    object_id: String(note.objectId),
    applicant_id: note.applicantId ?? null,
    fields: JSON.stringify(note.fields ?? []),
    detail: note.detail ?? null,
    reason: note.reason ?? null,
    previous_hash: head.hash,
  };
  const hash = hashOf(entry);
  await trx('audit_entries').insert({ ...entry, hash });
  await trx('audit_head').where({ id: 1 }).update({ hash });
}

type Entry = Record<string, string | number | null> & { previous_hash: string };

const CHAINED = [
  'at',
  'actor_id',
  'actor_role',
  'action',
  'object_kind',
  'object_id',
  'applicant_id',
  'fields',
  'detail',
  'reason',
  'previous_hash',
] as const;

function hashOf(entry: Entry): string {
  const content = JSON.stringify(CHAINED.map((column) => entry[column]));
  return createHash('sha256').update(content).digest('hex');
}

/** Reads the whole chain in portions. Gives the id of the first entry that does not fit, or null when all do. */
export async function verifyChain(db: Queryable): Promise<number | null> {
  let previous = '0'.repeat(64);
  for (let after = 0; ;) {
    const entries: (Entry & { id: number; hash: string })[] = await db('audit_entries')
      .where('id', '>', after)
      .orderBy('id')
      .limit(1000)
      .select('id', 'hash', ...CHAINED);
    for (const entry of entries) {
      if (entry.previous_hash !== previous || hashOf(entry) !== entry.hash) return entry.id;
      previous = entry.hash;
      after = entry.id;
    }
    if (entries.length < 1000) break;
  }
  const head: { hash: string } = await db('audit_head').where({ id: 1 }).first('hash');
  return head.hash === previous ? null : 0;
}

/** Filters of the administrator's list. Days are days in UTC, `until` not included. */
export interface AuditFilter {
  action?: string | null;
  objectKind?: string | null;
  objectId?: string | null;
  actorId?: number | null;
  from?: string | null;
  until?: string | null;
  /** Only entries older than this id. */
  before?: number | null;
  limit: number;
}

export interface AuditEntry {
  id: number;
  at: string;
  actorId: number | null;
  actorName: string | null;
  actorRole: string;
  action: string;
  objectKind: string;
  objectId: string;
  applicantId: number | null;
  fields: string[];
  detail: string | null;
  reason: string | null;
}

/** Entries for the administrator, newest first. */
export async function listAudit({ read }: Database, filter: AuditFilter): Promise<AuditEntry[]> {
  const query = read('audit_entries')
    .leftJoin('accounts', 'accounts.id', 'audit_entries.actor_id')
    .orderBy('audit_entries.id', 'desc')
    .limit(filter.limit);
  if (filter.action) void query.where('audit_entries.action', filter.action);
  if (filter.objectKind) void query.where('audit_entries.object_kind', filter.objectKind);
  if (filter.objectId) void query.where('audit_entries.object_id', filter.objectId);
  if (filter.actorId) void query.where('audit_entries.actor_id', filter.actorId);
  if (filter.from) void query.where('audit_entries.at', '>=', filter.from);
  if (filter.until) void query.where('audit_entries.at', '<', filter.until);
  if (filter.before) void query.where('audit_entries.id', '<', filter.before);
  const rows: AuditRow[] = await query.select(
    'audit_entries.*',
    'accounts.given_name',
    'accounts.family_name',
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    actorName: row.given_name && `${row.given_name} ${row.family_name}`,
    actorRole: row.actor_role,
    action: row.action,
    objectKind: row.object_kind,
    objectId: row.object_id,
    applicantId: row.applicant_id,
    fields: readFields(row.fields),
    detail: row.detail,
    reason: row.reason,
  }));
}

function readFields(fields: string): string[] {
  const names: string[] = JSON.parse(fields);
  return names;
}

interface AuditRow {
  id: number;
  at: string;
  actor_id: number | null;
  actor_role: string;
  action: string;
  object_kind: string;
  object_id: string;
  applicant_id: number | null;
  fields: string;
  detail: string | null;
  reason: string | null;
  given_name: string | null;
  family_name: string | null;
}
