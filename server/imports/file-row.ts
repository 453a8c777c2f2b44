// A row of a file as it is checked, and what may be wrong in it.
import type { Definition } from '../catalogue/technical-data.ts';
import type { TextValues } from '../i18n/texts.ts';
import type { Column } from './columns.ts';

/** A row of the file: what its cells say, by column. */
export interface FileRow {
  number: number;
  cells: ReadonlyMap<string, string>;
}

/** One point to mend: `imports.problem.<code>`. Without a column it is about the whole row. */
export interface Problem {
  row: number;
  column: string | null;
  code: string;
  values?: TextValues;
}

/** What the classification asks for. */
export interface Ground {
  definitionsOf(classCode: string): readonly Definition[];
  isClass(code: string): boolean;
}

/** These say which product and variant a row is about, not what is said of them. */
const NAMES_A_ROW = new Set(['product', 'class', 'article']);

/** The rows of one product while they are checked: `tell` says what is wrong where. */
export interface Check {
  rows: readonly FileRow[];
  /** Only the article and perhaps an offer is given: the product itself stays as it is. */
  says: { product: boolean; variant(row: FileRow): boolean };
  columns: ReadonlyMap<string, Column>;
  problems: Problem[];
  tell: (row: number, column: string | null, code: string, values?: TextValues) => void;
  /** Was something wrong with this cell, or with this column of the product, already said? */
  told: (column: string, row?: number) => boolean;
}

export function startCheck(rows: readonly FileRow[], columns: readonly Column[]): Check {
  const problems: Problem[] = [];
  const filled = (row: FileRow, groups: readonly string[]) =>
    columns.some(
      ({ header, group }) =>
        groups.includes(group) && !NAMES_A_ROW.has(header) && row.cells.get(header),
    );
  return {
    rows,
    says: {
      product: rows.some((row) => filled(row, ['product'])),
      variant: (row) => filled(row, ['variant', 'data']),
    },
    columns: new Map(columns.map((column) => [column.header, column])),
    problems,
    tell: (row, column, code, values) =>
      void problems.push({ row, column, code, ...(values && { values }) }),
    told: (column, row) =>
      problems.some((one) => one.column === column && (row === undefined || one.row === row)),
  };
}
