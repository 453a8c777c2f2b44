import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Knex } from 'knex';

const DB = path.resolve(import.meta.dirname, '..');

/** A CSV file below `db/` as one object per row; empty cells become null. */
export function readCsv(file: string): Record<string, string | null>[] {
  const rows: Record<string, string>[] = parse(readFileSync(path.join(DB, file)), {
    columns: true,
  });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [name, cell === '' ? null : cell]),
    ),
  );
}

/** A JSON file below `db/`. These files are part of the code. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the file's shape
export function readJson<T>(file: string): T {
  const content: T = JSON.parse(readFileSync(path.join(DB, file), 'utf8'));
  return content;
}

/** SHA-256 over the content of files below `db/`. */
export function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(DB, file)));
  return hash.digest('hex');
}

type Row = Record<string, string | number | boolean | null>;

/** Inserts many rows, a few hundred at a time: SQLite binds at most 32,766 values in a statement. */
export async function insertAll(trx: Knex.Transaction, table: string, rows: Row[]): Promise<void> {
  const perStatement = Math.max(1, Math.min(500, Math.floor(30_000 / width(rows))));
  for (let at = 0; at < rows.length; at += perStatement) {
    await trx(table).insert(rows.slice(at, at + perStatement));
  }
}

/** As `insertAll`, leaving rows alone whose key is there already: administrators may have changed them. */
export async function insertMissing(
  trx: Knex.Transaction,
  table: string,
  rows: Row[],
): Promise<void> {
  const perStatement = Math.max(1, Math.min(500, Math.floor(30_000 / width(rows))));
  for (let at = 0; at < rows.length; at += perStatement) {
    await trx(table)
      .insert(rows.slice(at, at + perStatement))
      .onConflict()
      .ignore();
  }
}

function width(rows: Row[]): number {
  return Object.keys(rows[0] ?? { one: 1 }).length;
}
