// How the desk changes a record: nobody's change is overwritten unseen, and each one is written down.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { NotFound } from '../web/errors.ts';
import type { Problem } from '../web/forms.ts';
import { STALE, stampOf } from '../web/stale.ts';
import type { Act } from './desk.ts';

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

/** What a change is called in the audit log: `{ kind: 'office', id: 7 }`. */
export interface Subject {
  kind: string;
  id: string | number;
}

/** Locks a record for the rest of the transaction. @throws NotFound */
export async function lockRecord<T extends object = Row>(
  trx: Knex.Transaction,
  table: string,
  key: Row,
): Promise<T> {
  const row: T | undefined = await trx(table).where(key).forUpdate().first();
  if (!row) throw new NotFound();
  return row;
}

/** Adds a row and gives its id. */
export async function insertRecord(
  trx: Knex.Transaction,
  table: string,
  row: Row,
): Promise<{ id: number }> {
  const [made]: { id: number }[] = await trx(table).insert(row).returning('id');
  return made!;
}

/**
 * Writes `values` into a locked record, unless it was changed since `stamp`. A form sent twice finds its
 * values there already, which is no conflict. `lists` are what hangs on the record: regions served.
 */
export async function changeRecord(
  trx: Knex.Transaction,
  act: Act,
  change: {
    table: string;
    key: Row;
    row: object;
    stamp: string;
    values: Row;
    subject: Subject;
    action: string;
    lists?: Record<string, Lists>;
    reason?: string | null;
  },
): Promise<Problem[]> {
  const { table, key, row, stamp, values, subject, action, lists = {}, reason } = change;
  const differing = { ...differences(row as Row, values), ...listDifferences(lists) };
  if (Object.keys(differing).length === 0) return [];
  if (stampOf(row) !== stamp) return [STALE];
  const { version } = row as { version?: number };
  await trx(table)
    .where(key)
    .update(version === undefined ? values : { ...values, version: version + 1 });
  for (const list of Object.values(lists)) await list.write(list.after);
  await writeDown(trx, act, { subject, action, differing, reason });
  return [];
}

/** A list that hangs on a record, and how a new one is written. */
export interface Lists {
  before: readonly string[];
  after: readonly string[];
  write: (after: readonly string[]) => Promise<void>;
}

/** Writes down that a record was made. */
export async function writeDownCreation(
  trx: Knex.Transaction,
  act: Act,
  { subject, action, values }: { subject: Subject; action: string; values: object },
): Promise<void> {
  await writeDown(trx, act, { subject, action, differing: differences({}, values as Row) });
}

/** What changed: field → [old, new]. */
export type Differences = Record<string, [unknown, unknown]>;

/** Adds the audit entry of a change, with old and new values. Never for values of people. */
export async function writeDown(
  trx: Knex.Transaction,
  act: Act,
  {
    subject,
    action,
    differing,
    reason,
  }: { subject: Subject; action: string; differing: Differences; reason?: string | null },
): Promise<void> {
  await recordAudit(trx, {
    at: act.at,
    actorId: act.by.accountId,
    actorRole: 'administrator',
    action,
    objectKind: subject.kind,
    objectId: String(subject.id),
    fields: Object.keys(differing),
    detail: JSON.stringify(differing),
    ...(reason && { reason }),
  });
}

/** The fields of `values` that differ from the row's, as [old, new]. SQLite keeps booleans as 0 and 1. */
export function differences(row: Row, values: Row): Differences {
  const held = (name: string) => {
    const value = row[name] ?? null;
    return typeof values[name] === 'boolean' && value !== null ? Boolean(value) : value;
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => held(name) !== value)
      .map(([name, value]) => [name, [held(name), value]]),
  );
}

function listDifferences(lists: Record<string, Lists>): Differences {
  return Object.fromEntries(
    Object.entries(lists)
      .filter(([, { before, after }]) => sorted(before) !== sorted(after))
      .map(([name, { before, after }]) => [name, [sorted(before), sorted(after)]]),
  );
}

function sorted(list: readonly string[]): string {
  return list.toSorted().join(' ');
}
