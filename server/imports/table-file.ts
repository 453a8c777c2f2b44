// Sends a table as a file: CSV row by row as it is read, XLSX whole, since its archive is written at the end.
import { once } from 'node:events';
import type { Response } from 'express';
import { stringify } from 'csv-stringify/sync';
import writeXlsx, { type SheetData } from 'write-excel-file/node';
import type { Lang } from '../i18n/languages.ts';
import { marked } from './formula-mark.ts';
import type { FileKind } from './read-file.ts';

const TYPES: Record<FileKind, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

// Where a comma is the decimal point, spreadsheets part cells by semicolons.
const SEPARATOR: Record<Lang, string> = { kk: ';', ru: ';', en: ',' };

/** Names the file that an answer is. `name` is plain Latin. */
export function answerWithFile(res: Response, name: string, kind: FileKind): void {
  res
    .type(TYPES[kind])
    .set('Content-Disposition', `attachment; filename="${name}.${kind}"`)
    .set('Cache-Control', 'no-store');
}

/** Sends rows as CSV: UTF-8 with its mark, so that spreadsheets know. Waits for readers who are slow. */
export async function sendCsv(
  res: Response,
  pieces: AsyncIterable<readonly (readonly string[])[]> | Iterable<readonly (readonly string[])[]>,
  lang: Lang,
): Promise<void> {
  res.write('\uFEFF');
  for await (const rows of pieces) {
    const safe = rows.map((row) => row.map(marked));
    const more = res.write(
      stringify(safe, { delimiter: SEPARATOR[lang], record_delimiter: '\r\n' }),
    );
    if (!more && !res.destroyed) await Promise.race([once(res, 'drain'), once(res, 'close')]);
    if (res.destroyed) return;
  }
  res.end();
}

export interface Sheet {
  name: string;
  rows: readonly (readonly string[])[];
  widths: readonly number[];
  /** Rows at the top that stay in view. */
  sticky?: number;
  /** Rows that are shown in grey: names of columns, the example. */
  notes?: ReadonlySet<number>;
}

/** Sends sheets as XLSX. Cells are texts, so that no spreadsheet makes dates of sizes. */
export async function sendXlsx(res: Response, sheets: readonly Sheet[]): Promise<void> {
  const file = writeXlsx(
    sheets.map(({ name, rows, widths, sticky = 1, notes }) => ({
      sheet: name,
      data: rows.map((row, at) => row.map((cell) => cellOf(cell, at, notes))) as SheetData,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: sticky,
    })),
  );
  res.send(await file.toBuffer());
}

function cellOf(cell: string, row: number, notes: ReadonlySet<number> | undefined) {
  if (cell === '') return null;
  const value = marked(cell);
  if (row === 0) return { value, type: String, format: '@', fontWeight: 'bold' as const };
  if (!notes?.has(row)) return { value, type: String, format: '@' };
  return {
    value,
    type: String,
    format: '@',
    wrap: true,
    textColor: '#505a5f',
    alignVertical: 'top' as const,
  };
}
