import type { Block } from './blocks.ts';
import { writeField, writeSignature } from './write-field.ts';
import { writeFacts, writeTable } from './write-table.ts';
import type { Sheet } from './sheet.ts';

/** Writes one block below what is there. */
export function writeBlock(sheet: Sheet, block: Block): void {
  const { lang } = block;
  switch (block.kind) {
    case 'heading':
      sheet.heading(block.level === 3 ? 'H3' : 'H2', block.text, lang);
      break;
    case 'paragraph':
      sheet.words('P', block.text, { bold: block.strong ?? false, lang });
      sheet.space(0.5);
      break;
    case 'small':
      sheet.words('P', block.text, { scale: 0.8, lang });
      sheet.space(0.4);
      break;
    case 'list':
      writeList(sheet, block);
      break;
    case 'facts':
      writeFacts(sheet, block);
      break;
    case 'table':
      writeTable(sheet, block);
      break;
    case 'address':
      writeAddress(sheet, block);
      break;
    case 'signature':
      writeSignature(sheet, block);
      break;
    case 'field':
      writeField(sheet, block);
      break;
  }
}

function writeList(
  sheet: Sheet,
  { items, numbered, lang }: Extract<Block, { kind: 'list' }>,
): void {
  const list = sheet.group('L');
  const indent = 1.6 * sheet.size;
  items.forEach((text, at) => {
    const item = sheet.group('LI', list);
    sheet.need(
      Math.min(sheet.heightOf(text, { width: sheet.width - indent }), 3 * sheet.lineHeight),
    );
    const { y } = sheet.doc;
    sheet.words('Lbl', numbered ? `${at + 1}.` : '•', { width: indent }, item);
    sheet.doc.y = y;
    const place = { x: sheet.left + indent, width: sheet.width - indent, lang };
    sheet.words('LBody', text, place, item);
    sheet.space(0.15);
    item.end();
  });
  list.end();
  sheet.space(0.4);
}

// The addressee stands where the window of an envelope C6/5 is: 20 mm from the left, 50 mm from above.
function writeAddress(sheet: Sheet, { from, to, lang }: Extract<Block, { kind: 'address' }>): void {
  if (from?.length) sheet.words('P', from.join('\n'), { scale: 0.8, lang });
  sheet.doc.y = Math.max(sheet.doc.y + sheet.size, WINDOW_TOP);
  sheet.words('P', to.join('\n'), { width: WINDOW_WIDTH, lang });
  sheet.doc.y = Math.max(sheet.doc.y + sheet.size, WINDOW_BOTTOM);
}

const MM = 72 / 25.4;
const WINDOW_TOP = 52 * MM;
const WINDOW_BOTTOM = 92 * MM;
const WINDOW_WIDTH = 85 * MM;
