// The queries on imports and on what was found in their files.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import { MOST_PROBLEMS } from './limits.ts';
import type { PlannedOffer } from './offer-check.ts';
import type { CellChange } from './product-cells.ts';
import type { Outcome, Problem } from './product-check.ts';
import type { ProductContent } from '../publishing/publishing.ts';
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

/** Keeps rows as they were read: cells in the order of the file's columns. */
export async function insertRows(
  trx: Knex.Transaction,
  importId: number,
  rows: readonly { number: number; cells: readonly string[] }[],
): Promise<void> {
  for (const some of pieces(rows, 200)) {
    await trx('import_rows').insert(
      some.map(({ number, cells }) => ({
        import_id: importId,
        row: number,
        cells: JSON.stringify(cells),
      })),
    );
  }
}

/** The rows of a file after one, in order. */
export async function rowsAfter(
  db: Queryable,
  importId: number,
  after: number,
  limit: number,
): Promise<{ number: number; cells: string[] }[]> {
  const rows: StoredRow[] = await db('import_rows')
    .where({ import_id: importId })
    .where('row', '>', after)
    .orderBy('row')
    .limit(limit);
  return rows.map(rowOf);
}

/** Some rows of a file, by their numbers. */
export async function rowsOf(
  db: Queryable,
  importId: number,
  numbers: readonly number[],
): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  for (const some of pieces(numbers, 400)) {
    const rows: StoredRow[] = await db('import_rows')
      .where({ import_id: importId })
      .whereIn('row', some);
    for (const { number, cells } of rows.map(rowOf)) found.set(number, cells);
  }
  return found;
}

/** Keeps problems up to the most that anybody reads. `kept` are there already. */
export async function insertProblems(
  trx: Knex.Transaction,
  importId: number,
  problems: readonly Problem[],
  kept: number,
): Promise<void> {
  const room = problems.slice(0, Math.max(0, MOST_PROBLEMS - kept));
  for (const some of pieces(room, 150)) {
    await trx('import_problems').insert(
      some.map(({ row, column, code, values }) => ({
        import_id: importId,
        row,
        column,
        code,
        detail: values ? JSON.stringify(values) : null,
      })),
    );
  }
}

export interface StoredProblem extends Problem {
  id: number;
}

/** Problems after one, in the order in which they were found. */
export async function problemsAfter(
  db: Queryable,
  importId: number,
  after: number,
  limit: number,
): Promise<StoredProblem[]> {
  const rows: {
    id: number;
    row: number;
    column: string | null;
    code: string;
    detail: string | null;
  }[] = await db('import_problems')
    .where({ import_id: importId })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map(({ detail, ...row }) => ({
    ...row,
    ...(detail && { values: JSON.parse(detail) as Problem['values'] & object }),
  }));
}

/** What a file proposes for one product. */
export interface PlannedProduct {
  productId: number | null;
  outcome: Outcome;
  firstRow: number;
  content: ProductContent;
  stamp: string | null;
  changes: CellChange[];
}

export async function insertProducts(
  trx: Knex.Transaction,
  importId: number,
  products: readonly PlannedProduct[],
): Promise<void> {
  for (const some of pieces(products, 50)) {
    await trx('import_products').insert(
      some.map(({ productId, outcome, firstRow, content, stamp, changes }) => ({
        import_id: importId,
        product_id: productId,
        outcome,
        first_row: firstRow,
        name_kk: content.names.kk,
        name_ru: content.names.ru,
        name_en: content.names.en,
        stamp,
        content: outcome === 'same' ? null : JSON.stringify(content),
        changes: JSON.stringify(changes),
      })),
    );
  }
}

export interface StoredProduct {
  id: number;
  productId: number | null;
  outcome: Outcome;
  firstRow: number;
  names: { kk: string; ru: string; en: string };
  stamp: string | null;
  content: ProductContent | null;
  changes: CellChange[];
}

/** Products of one outcome after one, in the order of the file. */
export async function productsAfter(
  db: Queryable,
  importId: number,
  outcome: Outcome,
  after: number,
  limit: number,
): Promise<StoredProduct[]> {
  const rows: Record<string, unknown>[] = await db('import_products')
    .where({ import_id: importId, outcome })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map((row) => ({
    id: row.id as number,
    productId: row.product_id as number | null,
    outcome: row.outcome as Outcome,
    firstRow: row.first_row as number,
    names: {
      kk: row.name_kk as string,
      ru: row.name_ru as string,
      en: row.name_en as string,
    },
    stamp: row.stamp as string | null,
    content: row.content ? (JSON.parse(row.content as string) as ProductContent) : null,
    changes: JSON.parse((row.changes as string | null) ?? '[]') as CellChange[],
  }));
}

export async function insertOffers(
  trx: Knex.Transaction,
  importId: number,
  offers: readonly PlannedOffer[],
): Promise<void> {
  for (const some of pieces(offers, 60)) {
    await trx('import_offers').insert(
      some.map(({ row, article, supplierId, outcome, terms, offer, before }) => ({
        import_id: importId,
        supplier_id: supplierId,
        row,
        article,
        outcome,
        state: outcome === 'same' ? 'done' : 'planned',
        offer_id: offer?.id ?? null,
        offer_version: offer?.version ?? null,
        price_tiyn: terms.price,
        delivery_days: terms.deliveryDays,
        available: terms.available,
        regions: JSON.stringify(terms.regions),
        valid_from: terms.validFrom,
        before: before && JSON.stringify(before),
      })),
    );
  }
}

export interface StoredOffer extends PlannedOffer {
  id: number;
  importId: number;
  state: 'planned' | 'waiting' | 'done';
}

/** Offers of one outcome after one, in the order of the file. */
export async function offersAfter(
  db: Queryable,
  importId: number,
  outcome: Outcome,
  after: number,
  limit: number,
): Promise<StoredOffer[]> {
  const rows: Record<string, unknown>[] = await db('import_offers')
    .where({ import_id: importId, outcome })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map(offerOf);
}

export function offerOf(row: Record<string, unknown>): StoredOffer {
  return {
    id: row.id as number,
    importId: row.import_id as number,
    state: row.state as StoredOffer['state'],
    row: row.row as number,
    article: row.article as string,
    supplierId: row.supplier_id as number,
    outcome: row.outcome as Outcome,
    terms: {
      price: row.price_tiyn as number,
      deliveryDays: row.delivery_days as number,
      available: Boolean(row.available),
      regions: JSON.parse(row.regions as string) as string[],
      validFrom: row.valid_from as string,
    },
    offer:
      row.offer_id === null
        ? null
        : { id: row.offer_id as number, version: row.offer_version as number },
    before: row.before ? (JSON.parse(row.before as string) as StoredOffer['before']) : null,
  };
}

/** A list in pieces: databases bind only so many values at once. */
export function pieces<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, at * size + size),
  );
}

interface StoredRow {
  row: number;
  cells: string;
}

function rowOf({ row, cells }: StoredRow): { number: number; cells: string[] } {
  return { number: row, cells: JSON.parse(cells) as string[] };
}
