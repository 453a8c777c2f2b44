// Rows and columns. A row is never cut by the end of a page, unless it is longer than a page itself.
import type { Lang } from '../i18n/languages.ts';
import type { Fact } from './blocks.ts';
import type { Look, Sheet, Tag } from './sheet.ts';

interface Cell {
  tag: Tag;
  text: string;
  /** Points. */
  width: number;
  bold?: boolean;
  scope?: 'Row' | 'Column';
  lang?: Lang | undefined;
}

type Group = ReturnType<Sheet['group']>;

const GUTTER = 10;

/** Labels and their values. */
export function writeFacts(sheet: Sheet, { rows, lang }: Facts): void {
  const table = sheet.group('Table');
  const label = Math.round(sheet.width * 0.36);
  for (const { label: text, value } of rows) {
    writeRow(sheet, table, [
      { tag: 'TH', text, width: label, bold: true, scope: 'Row' },
      { tag: 'TD', text: value, width: sheet.width - label, lang },
    ]);
  }
  table.end();
  sheet.space(0.6);
}

/** A table with a head. Columns share the width by what stands in them. */
export function writeTable(sheet: Sheet, { caption, head, rows, lang }: Table): void {
  const table = sheet.group('Table');
  sheet.need(4 * sheet.lineHeight);
  if (caption) sheet.words('Caption', caption, { bold: true }, table);
  const widths = widthsOf(sheet, [[...head], ...rows]);
  writeRow(
    sheet,
    table,
    head.map((text, at) => ({
      tag: 'TH' as const,
      text,
      width: widths[at]!,
      bold: true,
      scope: 'Column' as const,
    })),
  );
  for (const row of rows) {
    const cells = row.map((text, at) => ({ tag: 'TD' as const, text, width: widths[at]!, lang }));
    writeRow(sheet, table, cells);
  }
  table.end();
  sheet.space(0.6);
}

function writeRow(sheet: Sheet, table: Group, cells: readonly Cell[]): void {
  const { doc } = sheet;
  const height = Math.max(...cells.map((cell) => sheet.heightOf(cell.text, lookOf(cell)))) + 8;
  const tooTall = height > doc.page.height - doc.page.margins.top - doc.page.margins.bottom;
  if (!tooTall) sheet.need(height);
  const row = sheet.group('TR', table);
  sheet.space(0.2);
  const top = doc.y;
  let x = sheet.left;
  for (const cell of cells) {
    // A row longer than a page: one cell below the other, over the whole width.
    const place = tooTall ? {} : { x, width: cell.width - GUTTER };
    if (!tooTall) doc.y = top;
    const rest = cell.scope ? { scope: cell.scope } : {};
    sheet.words(cell.tag, cell.text, { ...lookOf(cell), width: sheet.width, ...place }, row, rest);
    x += cell.width;
  }
  row.end();
  if (!tooTall) doc.y = top + height - 4;
  sheet.rule();
  doc.y += 3;
}

function lookOf({ bold = false, width, lang }: Cell): Look {
  return { bold, width: width - GUTTER, lang };
}

// By the longest text of each column, none narrower than its longest word or a tenth of the page.
function widthsOf(sheet: Sheet, rows: readonly string[][]): number[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const wanted = Array.from({ length: columns }, (_, at) => {
    const longest = Math.max(...rows.map((row) => Array.from(row[at] ?? '').length), 1);
    return Math.min(Math.max(longest, 6), 40);
  });
  const all = wanted.reduce((sum, one) => sum + one, 0);
  const least = sheet.width / (columns * 2);
  const first = wanted.map((one) => Math.max(least, (sheet.width * one) / all));
  const taken = first.reduce((sum, one) => sum + one, 0);
  return first.map((one) => (one * sheet.width) / taken);
}

interface Facts {
  rows: readonly Fact[];
  lang?: Lang;
}

interface Table {
  caption?: string;
  head: readonly string[];
  rows: readonly string[][];
  lang?: Lang;
}
