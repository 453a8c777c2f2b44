// The first row of a table says which column is which. Their order is free, and any may be left out.
import { addressOf } from './xlsx-file.ts';
import type { Column } from './columns.ts';
import { MOST_COLUMNS } from './limits.ts';
import type { Problem } from './file-row.ts';
import type { Row } from './file-start.ts';
import { Refused } from './refusal.ts';

export interface Header {
  /** The column of each cell of a row; null where it is none of ours. */
  columns: (Column | null)[];
  problems: Problem[];
}

/** Rows that begin so are notes to the reader: names of columns, the example. */
export function isNote({ cells }: Row): boolean {
  return /^\s*#/.test(cells.find((cell) => cell.trim() !== '') ?? '');
}

/** @throws Refused where no variant could be told from another */
export function readHeader(row: Row, known: readonly Column[]): Header {
  const byHeader = new Map(known.map((column) => [column.header, column]));
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const said = row.cells.map((cell) => cell.trim().toLowerCase());
  while (said.at(-1) === '') said.pop();
  if (said.length > MOST_COLUMNS) throw new Refused('tooManyColumns', { max: MOST_COLUMNS });
  if (!said.includes('article')) throw new Refused('noHeader');
  const columns = said.map((header, at) => {
    if (header === '') return null;
    if (seen.has(header)) throw new Refused('repeatedColumn', { column: header.slice(0, 60) });
    seen.add(header);
    const column = byHeader.get(header) ?? null;
    if (!column) {
      const values = { cell: addressOf(at, row.number) };
      problems.push({
        row: row.number,
        column: header.slice(0, 60),
        code: 'unknownColumn',
        values,
      });
    }
    return column;
  });
  return { columns, problems };
}
