// Reads a sheet of an XLSX file row by row. Formulas are refused: what they show depends on who opens the file.
import { LONGEST_CELL, MOST_COLUMNS } from './limits.ts';
import type { Row } from './file-start.ts';
import { Refused } from './refusal.ts';
import { readDateStyles, readSharedTexts, readWorkbook, textOfElement } from './xlsx-workbook.ts';
import { openArchive } from './xlsx-zip.ts';
import { readXml, type Element, type Listener } from './xml.ts';

/** @throws Refused */
export async function* readXlsx(file: string): AsyncGenerator<Row> {
  const archive = await openArchive(file);
  try {
    const { sheet, since1904 } = await readWorkbook(archive);
    const book = {
      since1904,
      dates: await readDateStyles(archive),
      shared: await readSharedTexts(archive),
    };
    const { listener, taken } = sheetReader(book);
    yield* readXml(await archive.open(sheet), listener, taken);
  } finally {
    archive.close();
  }
}

interface Book {
  since1904: boolean;
  dates: ReadonlySet<number>;
  shared: readonly string[];
}

function sheetReader(book: Book): { listener: Listener; taken: () => Row[] } {
  let rows: Row[] = [];
  let row: Row = { number: 0, cells: [] };
  let at = -1; // the column, from 0
  let cell: Element['attributes'] = {};
  let value = '';
  let inValue = false;
  let inline = '';
  const inlineText = textOfElement('is', (text) => {
    inline = text;
  });

  const listener: Listener = {
    opens(element) {
      const { name, attributes } = element;
      inlineText.opens(element);
      if (name === 'row') row = { number: Number(attributes.r) || row.number + 1, cells: [] };
      else if (name === 'c') {
        cell = attributes;
        at = columnOf(attributes.r) ?? at + 1;
        value = inline = '';
      } else if (name === 'f') throw new Refused('formula', { cell: addressOf(at, row.number) });
      inValue = name === 'v';
      if (name === 'row') at = -1;
    },
    text(more) {
      if (inValue) value += more;
      else inlineText.text(more);
    },
    closes(name) {
      inlineText.closes(name);
      inValue = false;
      if (name === 'c') put(textOf(book, cell, value, inline));
      if (name === 'row' && row.cells.length) rows.push(row);
    },
  };

  function put(text: string): void {
    if (text === '') return;
    if (at >= MOST_COLUMNS) throw new Refused('tooManyColumns', { max: MOST_COLUMNS });
    if (text.length > LONGEST_CELL) {
      throw new Refused('cellTooLong', { cell: addressOf(at, row.number), max: LONGEST_CELL });
    }
    while (row.cells.length < at) row.cells.push('');
    row.cells[at] = text;
  }

  return {
    listener,
    taken() {
      const found = rows;
      rows = [];
      return found;
    },
  };
}

function textOf(book: Book, cell: Element['attributes'], value: string, inline: string): string {
  switch (cell.t) {
    case 's':
      return book.shared[Number(value)] ?? '';
    case 'inlineStr':
      return inline;
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return value.slice(0, 10);
    case 'str':
    case 'e':
      return value;
    default:
      return book.dates.has(Number(cell.s)) ? dayText(value, book.since1904) : numberText(value);
  }
}

/** A number as it was typed: 42.499999999999996 is what 42.5 becomes on the way. */
export function numberText(value: string): string {
  if (value === '' || /^-?\d{1,15}$/.test(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : value;
}

const DAY_MS = 86_400_000;

/** The day that a count of days stands for; the number itself where it is none. */
export function dayText(value: string, since1904: boolean): string {
  const days = Math.floor(Number(value));
  if (value === '' || !(days > 0 && days < 200_000)) return numberText(value);
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}

/** `BC12` → 54; null where the cell does not say where it is. */
function columnOf(address: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(address ?? '')?.[1];
  if (!letters) return null;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** 54, 12 → `BC12`. */
export function addressOf(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}
