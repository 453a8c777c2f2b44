// Reads a table from a file, row by row: which kind it is, its bytes say, not its name.
import { readCsv } from './csv-file.ts';
import { readStart, type Row } from './file-start.ts';
import { Refused } from './refusal.ts';
import { readXlsx } from './xlsx-file.ts';

export type FileKind = 'csv' | 'xlsx';

/** What kind of table the file is. @throws Refused */
export async function kindOf(file: string): Promise<FileKind> {
  const start = await readStart(file, 4096);
  if (start.length === 0) throw new Refused('empty');
  if (begins(start, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  if (begins(start, [0x50, 0x4b])) throw new Refused('broken');
  // Both an .xls of old and an .xlsx with a password are containers of this kind.
  if (begins(start, [0xd0, 0xcf, 0x11, 0xe0])) throw new Refused('oldExcel');
  if (isUtf16(start)) throw new Refused('utf16');
  if (start.includes(0) || begins(start, [0x25, 0x50, 0x44, 0x46])) throw new Refused('notATable');
  return 'csv';
}

/** The rows of a file. @throws Refused while they are read */
export function readRows(file: string, kind: FileKind): AsyncGenerator<Row> {
  return kind === 'xlsx' ? readXlsx(file) : readCsv(file);
}

function begins(start: Buffer, bytes: number[]): boolean {
  return start.subarray(0, bytes.length).equals(Buffer.from(bytes));
}

// With its mark, or by every second byte being empty.
function isUtf16(start: Buffer): boolean {
  if (begins(start, [0xff, 0xfe]) || begins(start, [0xfe, 0xff])) return true;
  const empty = start.filter((byte, at) => byte === 0 && at % 2 === 1).length;
  return start.length > 20 && empty > start.length * 0.2;
}
