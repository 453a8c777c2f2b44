// The rows of files, kept until what they say is written.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { inChunks } from '../publishing/chunks.ts';

/** Keeps rows as they were read: cells in the order of the file's columns. */
export async function insertRows(
  trx: Knex.Transaction,
  importId: number,
  rows: readonly { number: number; cells: readonly string[] }[],
): Promise<void> {
  for (const some of inChunks(rows, 200)) {
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
  for (const some of inChunks(numbers, 400)) {
    const rows: StoredRow[] = await db('import_rows')
      .where({ import_id: importId })
      .whereIn('row', some);
    for (const { number, cells } of rows.map(rowOf)) found.set(number, cells);
  }
  return found;
}

interface StoredRow {
  row: number;
  cells: string;
}

function rowOf({ row, cells }: StoredRow): { number: number; cells: string[] } {
  return { number: row, cells: JSON.parse(cells) as string[] };
}
