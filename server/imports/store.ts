// The queries on imports themselves; their rows and what was found have files of their own.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import type { FileKind } from './read-file.ts';

export type ImportStatus =
  | 'uploaded'
  | 'checking'
  | 'checked'
  | 'refused'
  | 'committing'
  | 'done'
  | 'failed';

export interface ImportRow {
  id: number;
  account_id: number;
  supplier_id: number | null;
  file_name: string;
  kind: FileKind;
  bytes: number;
  stored_file: string | null;
  status: ImportStatus;
  refusal: string | null;
  refusal_values: string | null;
  headers: string | null;
  rows_read: number;
  rows_total: number | null;
  rows_checked: number;
  problems: number;
  products_new: number;
  products_changed: number;
  products_same: number;
  offers_new: number;
  offers_changed: number;
  offers_same: number;
  drafts: number;
  outdated: unknown;
  version: number;
  lease_key: string | null;
  attempts: number;
  uploaded_at: string;
  checked_at: string | null;
  done_at: string | null;
}

/** Whose imports somebody sees: their firm's, or all of them. */
export type Scope = { supplierId: number } | { supplierId: null };

/** @throws NotFound, also where it is another firm's */
export async function findImport(db: Queryable, id: number, scope: Scope): Promise<ImportRow> {
  const row: ImportRow | undefined = await scoped(db, scope).where({ id }).first();
  if (!row) throw new NotFound();
  return row;
}

/** The import, locked for the rest of the transaction: acts on it come one after the other. @throws NotFound */
export async function lockImport(
  trx: Knex.Transaction,
  id: number,
  scope: Scope,
): Promise<ImportRow> {
  const row: ImportRow | undefined = await scoped(trx, scope).where({ id }).forUpdate().first();
  if (!row) throw new NotFound();
  return row;
}

/** The newest imports before one, with the names of who brought them and for which firm. */
export async function listImports(
  db: Queryable,
  scope: Scope,
  { before, limit }: { before: number | null; limit: number },
): Promise<ListedImport[]> {
  const query = scoped(db, scope)
    .join('accounts', 'accounts.id', 'imports.account_id')
    .leftJoin('suppliers', 'suppliers.id', 'imports.supplier_id')
    .orderBy('imports.id', 'desc')
    .limit(limit)
    .select(
      'imports.id',
      'imports.file_name',
      'imports.status',
      'imports.uploaded_at',
      'imports.rows_total',
      'imports.problems',
      'accounts.given_name',
      'accounts.family_name',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
    );
  if (before !== null) void query.where('imports.id', '<', before);
  return query;
}

export interface ListedImport extends Record<string, unknown> {
  id: number;
  file_name: string;
  status: ImportStatus;
  uploaded_at: string;
  rows_total: number | null;
  problems: number;
  given_name: string;
  family_name: string;
}

function scoped(db: Queryable, { supplierId }: Scope): Knex.QueryBuilder {
  const query = db('imports');
  return supplierId === null ? query : query.where({ 'imports.supplier_id': supplierId });
}

/** Forgets what was found in a file: before it is checked, and when it is taken away. */
export async function clearFindings(
  trx: Knex.Transaction,
  importId: number,
  { rows }: { rows: boolean },
): Promise<void> {
  const tables = ['import_problems', 'import_products', 'import_offers'];
  for (const table of rows ? [...tables, 'import_rows'] : tables) {
    await trx(table).where({ import_id: importId }).del();
  }
}
