// Reads CSV as it comes: UTF-8 only, separated by semicolons, commas or tabs, whichever the first line has.
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { LONGEST_CELL, MOST_COLUMNS, MOST_LINES, MOST_ROWS } from './limits.ts';
import { readStart, type Row } from './file-start.ts';
import { Refused } from './refusal.ts';

const SEPARATORS = [';', ',', '\t'] as const;

/** A record is refused before it fills the memory; its cells are measured one by one later. */
const LONGEST_RECORD = MOST_COLUMNS * LONGEST_CELL;

/** @throws Refused */
export async function* readCsv(file: string): AsyncGenerator<Row> {
  const delimiter = separatorOf(await readStart(file, 65_536));
  let number = 0;
  for await (const records of recordsOf(file, delimiter)) {
    for (const cells of records) {
      number += 1;
      if (number > MOST_LINES) throw new Refused('tooManyRows', { max: MOST_ROWS });
      if (number === 1 && /^sep=/i.test(cells[0] ?? '')) continue; // a line by which Excel names the separator
      yield { number, cells };
    }
  }
}

// The records of one piece of the file after the other: waiting for each record alone would cost more than reading it.
async function* recordsOf(file: string, delimiter: string): AsyncGenerator<string[][]> {
  let records: string[][] = [];
  let count = 0;
  let fail: (error: Error) => void = () => {};
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true, // 5" is five inches
    max_record_size: LONGEST_RECORD,
  });
  parser.on('data', (record: string[]) => {
    count += 1;
    records.push(record);
  });
  parser.on('error', (error) => fail(refusalOf(error, count + 1)));
  const parsed = async (work: (done: () => void) => void) => {
    await new Promise<void>((resolve, reject) => {
      fail = reject;
      work(resolve);
    });
    const found = records;
    records = [];
    return found;
  };
  for await (const text of decode(createReadStream(file), delimiter)) {
    yield await parsed((done) => parser.write(text, () => done()));
  }
  yield await parsed((done) => parser.once('end', done).end());
}

function refusalOf(error: Error, row: number): Error {
  if (!(error instanceof CsvError)) return error;
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new Refused('cellTooLong', { cell: String(row), max: LONGEST_CELL })
    : new Refused('quotes', { row });
}

/** The separator that stands most often in the first line, outside of quotes. */
function separatorOf(start: Buffer): string {
  const [line = ''] = start.toString('utf8').split(/\r?\n/, 1);
  const named = /^\uFEFF?sep=(.)/i.exec(line)?.[1];
  if (named && SEPARATORS.some((one) => one === named)) return named;
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0]!;
}

// Bytes that are no UTF-8 are another encoding: guessing which would put wrong letters into names.
async function* decode(chunks: AsyncIterable<Buffer>, delimiter: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const endless = endlessLines(delimiter);
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes('\0')) throw new Refused('notATable');
      if (endless(text)) throw new Refused('tooManyColumns', { max: MOST_COLUMNS });
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new Refused('encoding');
    throw error;
  }
}

// A line of nothing but separators would become millions of cells before anybody could count them.
function endlessLines(delimiter: string): (text: string) => boolean {
  const most = LONGEST_CELL * 2;
  let count = 0;
  return (text) => {
    for (const letter of text) {
      if (letter === '\n' || letter === '\r') count = 0;
      else if (letter === delimiter && ++count > most) return true;
    }
    return false;
  };
}
