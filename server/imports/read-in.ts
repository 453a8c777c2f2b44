// First step of a check: the rows of the file become rows of ours, a few hundred at a time. Then the file goes.
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { tidy } from './cells.ts';
import type { Column } from './columns.ts';
import { discardFile, storedPath } from './files.ts';
import { unmarked } from './formula-mark.ts';
import { isNote, readHeader, type Header } from './header.ts';
import { keepStep, type Lease } from './lease.ts';
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from './limits.ts';
import type { Row } from './file-start.ts';
import { readRows, type FileKind } from './read-file.ts';
import { Refused } from './refusal.ts';
import { insertProblems } from './findings.ts';
import { insertRows } from './row-store.ts';
import { clearFindings } from './store.ts';
import { addressOf } from './xlsx-file.ts';

const AT_ONCE = 500;

/** Reads the stored file of an import. @throws Refused, LeaseLost */
export async function readIn(
  portal: Pick<Portal, 'db' | 'clock' | 'config'>,
  lease: Lease,
  { storedFile, kind, known }: { storedFile: string; kind: FileKind; known: readonly Column[] },
): Promise<void> {
  const { db, clock } = portal;
  const { importId } = lease;
  const file = storedPath(portal, storedFile);
  await inTransaction(db, async (trx) => {
    await keepStep(trx, lease, clock(), { rows_read: 0, rows_total: null, problems: 0 });
    await clearFindings(trx, importId, { rows: true });
  });
  let columns: Header['columns'] = [];
  let problems: Header['problems'] = [];
  let read = 0;
  let rows: Row[] = [];
  const keep = () =>
    inTransaction(db, async (trx) => {
      await keepStep(trx, lease, clock(), { rows_read: read });
      await insertRows(trx, importId, rows);
    });
  const onHeader = (row: Row) => {
    const header = readHeader(row, known);
    ({ columns, problems } = header);
    return header;
  };
  for await (const row of tableRows(file, kind, onHeader)) {
    read += 1;
    rows.push(row);
    if (rows.length < AT_ONCE) continue;
    await keep();
    rows = [];
  }
  await keep();
  if (columns.length === 0) throw new Refused('empty');
  if (read === 0) throw new Refused('onlyHeader');
  await inTransaction(db, async (trx) => {
    await keepStep(trx, lease, clock(), {
      rows_total: read,
      problems: problems.length,
      headers: JSON.stringify(columns.map((column) => column?.header ?? null)),
      stored_file: null,
    });
    await insertProblems(trx, importId, problems, 0);
  });
  await discardFile(file);
}

/** The rows below the header, without notes and empty ones: tidy cells, one for each column. @throws Refused */
export async function* tableRows(
  file: string,
  kind: FileKind,
  onHeader: (row: Row) => Header,
): AsyncGenerator<Row> {
  let header: Header | null = null;
  let count = 0;
  for await (const row of readRows(file, kind)) {
    refuseWide(row);
    const cells = row.cells.map((cell) => tidy(unmarked(tidy(cell))));
    if (cells.every((cell) => cell === '') || isNote(row)) continue;
    if (!header) {
      header = onHeader(row);
      continue;
    }
    count += 1;
    if (count > MOST_ROWS) throw new Refused('tooManyRows', { max: MOST_ROWS });
    yield { number: row.number, cells: header.columns.map((_, at) => cells[at] ?? '') };
  }
}

function refuseWide({ number, cells }: Row): void {
  const width = cells.findLastIndex((cell) => cell !== '') + 1;
  if (width > MOST_COLUMNS) throw new Refused('tooManyColumns', { max: MOST_COLUMNS });
  const long = cells.findIndex((cell) => cell.length > LONGEST_CELL);
  if (long >= 0) {
    throw new Refused('cellTooLong', { cell: addressOf(long, number), max: LONGEST_CELL });
  }
}
