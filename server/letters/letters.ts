// Letters and forms as PDF that a screen reader reads: tagged, with language, title and reading order (PDF/UA-1).
import Pdf from 'pdfkit';
import type { Lang } from '../i18n/languages.ts';
import type { Block } from './blocks.ts';
import { BOLD, REGULAR } from './fonts.ts';
import { numberPages } from './page-numbers.ts';
import { LOCALE, MARGIN, Sheet } from './sheet.ts';
import { writeBlock } from './write-block.ts';

export type { Block, Fact, FormField } from './blocks.ts';

export interface Letter {
  lang: Lang;
  /** The heading, and the title of the window in which it is shown. */
  title: string;
  blocks: readonly Block[];
  /** Large print: 18 points instead of 12. */
  large?: boolean;
  /** Who it is from. */
  author?: string;
  /** When it is made, in the file's own data; left out: not said. */
  at?: Date;
}

/** Stands for the day where none is given, so that the same letter is the same file. */
const NO_DAY = new Date(0);

/** Makes a letter on A4. Characters that the typeface lacks become question marks. */
export function makeLetter(letter: Letter): Promise<Buffer> {
  return makeLetters(letter, [letter]);
}

/** Makes one file of several letters, to print at once: each begins a page and counts its own, in its own language. */
export function makeLetters(
  { lang, title, author = 'Tańdau', at = NO_DAY }: Omit<Letter, 'blocks' | 'large'>,
  letters: readonly Letter[],
): Promise<Buffer> {
  const doc = new Pdf({
    size: 'A4',
    margins: MARGIN,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: LOCALE[lang],
    displayTitle: true,
    bufferPages: true,
    font: REGULAR,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at },
  } as unknown as PDFKit.PDFDocumentOptions); // its types lag behind
  const made = collect(doc);
  doc.registerFont('regular', REGULAR);
  doc.registerFont('bold', BOLD);
  const first: number[] = [];
  for (const letter of letters) {
    if (first.length) doc.addPage();
    first.push(doc.bufferedPageRange().count - 1);
    writeLetter(doc, letter, lang);
  }
  const { count } = doc.bufferedPageRange();
  first.forEach((page, index) => numberPages(doc, page, (first[index + 1] ?? count) - page));
  doc.end();
  return made;
}

function writeLetter(
  doc: PDFKit.PDFDocument,
  { lang, title, blocks, large = false }: Letter,
  fileLang: Lang,
): void {
  const sheet = new Sheet(doc, { lang, size: large ? 18 : 12, fileLang });
  const body = blocks.findIndex((block) => block.kind !== 'address');
  const addresses = body < 0 ? blocks : blocks.slice(0, body);
  for (const block of addresses) writeBlock(sheet, block);
  sheet.heading('H1', title);
  for (const block of blocks.slice(addresses.length)) writeBlock(sheet, block);
  sheet.end();
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
}
