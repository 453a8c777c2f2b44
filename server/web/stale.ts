// Nobody's change is overwritten unseen: a form carries the state that it was filled in for.
import { createHash } from 'node:crypto';
import type { Problem } from './forms.ts';

/** Somebody changed the record after the form was opened: the form is shown again with both. */
export const STALE: Problem = { field: 'version', key: 'administration.stale' };

/** Marks the state of a record that a form was filled in for: its version, or a digest of its content. */
export function stampOf(row: object): string {
  const { version } = row as { version?: number };
  if (version !== undefined) return String(version);
  const content = JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
