// What happened to a record, as its page shows it: the newest changes, out of the audit log.
import { listAudit, type AuditEntry } from './audit.ts';
import type { Database } from '../database.ts';

const SHOWN = 20;
const STAFF = new Set(['caseworker', 'lead_caseworker', 'supplier', 'administrator']);

/** Whose changes: `{ kind: 'office', id: 7 }`. */
interface Subject {
  kind: string;
  id: string | number;
}

export interface Change extends AuditEntry {
  /** What was changed, with old and new value where they are kept. */
  changes: { field: string; before: string | null; after: string | null }[];
}

/** The newest changes of a record. */
export async function readHistory(db: Database, { kind, id }: Subject): Promise<Change[]> {
  const entries = await listAudit(db, { objectKind: kind, objectId: String(id), limit: SHOWN });
  return entries.map(changeOf);
}

/** An entry as it is shown: with its changes spelt out, and names only of staff. */
export function changeOf(entry: AuditEntry): Change {
  const named = STAFF.has(entry.actorRole);
  return { ...entry, actorName: named ? entry.actorName : null, changes: changesOf(entry) };
}

function changesOf({ fields, detail }: AuditEntry): Change['changes'] {
  const differing = parse(detail);
  return fields.map((field) => {
    const [before, after] = differing.get(field) ?? [];
    return { field, before: shown(before), after: shown(after) };
  });
}

// Entries of other slices may carry a detail of another form: it is shown as it is.
function parse(detail: string | null): Map<string, unknown[]> {
  try {
    const parsed: Record<string, unknown> = JSON.parse(detail ?? '{}');
    const entries = Object.entries(parsed);
    return new Map(entries.filter((one): one is [string, unknown[]] => Array.isArray(one[1])));
  } catch {
    return new Map();
  }
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
