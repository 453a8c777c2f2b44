// What is filled in by hand: numbered fields, boxes, lines, a place to sign.
import type { FormField } from './blocks.ts';
import type { Sheet } from './sheet.ts';

/** Room for a line of handwriting, in points. */
const WRITING_LINE = 24;
const BOX = { width: 20, height: 24 };
const TICK = 12;

/** One field: its number and label, then the room for the answer. It stands on one page. */
export function writeField(sheet: Sheet, field: FormField): void {
  // What is known already stands on the line of its label.
  const label = `${field.number}. ${field.label}${field.value ? `: ${field.value}` : ''}`;
  sheet.need(
    sheet.heightOf(label, { bold: true }) +
      (field.hint ? sheet.heightOf(field.hint, { scale: 0.85 }) : 0) +
      roomOf(sheet, field),
  );
  const group = sheet.group('Div');
  sheet.words('P', label, { bold: true }, group);
  if (field.hint) sheet.words('P', field.hint, { scale: 0.85 }, group);
  if (field.options) writeOptions(sheet, group, field.options);
  if (field.boxes) drawBoxes(sheet, field.boxes);
  const lines = field.lines ?? (field.value || field.options || field.boxes ? 0 : 1);
  for (let line = 0; line < lines; line++) {
    sheet.doc.y += WRITING_LINE;
    sheet.rule();
  }
  group.end();
  sheet.space(field.value ? 0.3 : 0.7);
}

/** A line to sign on and, when asked, one for the date beside it. */
export function writeSignature(
  sheet: Sheet,
  { label, date }: { label: string; date?: string },
): void {
  const wide = date ? sheet.width * 0.6 : sheet.width;
  const name = { width: wide - 20, scale: 0.85 };
  sheet.need(WRITING_LINE * 2 + sheet.heightOf(label, name));
  sheet.doc.y += WRITING_LINE * 1.5;
  const top = sheet.doc.y;
  sheet.rule(sheet.left, wide - 20);
  sheet.rule(sheet.left + wide, date ? sheet.width - wide : 0);
  sheet.doc.y = top + 3;
  sheet.words('P', label, name);
  const below = sheet.doc.y;
  if (date) {
    sheet.doc.y = top + 3;
    sheet.words('P', date, { x: sheet.left + wide, width: sheet.width - wide, scale: 0.85 });
  }
  sheet.doc.y = Math.max(below, sheet.doc.y);
  sheet.space(0.6);
}

function writeOptions(
  sheet: Sheet,
  group: ReturnType<Sheet['group']>,
  options: readonly string[],
): void {
  const list = sheet.group('L', group);
  const indent = TICK + 10;
  for (const text of options) {
    sheet.space(0.2);
    const { y } = sheet.doc;
    sheet.draw((doc) => doc.rect(sheet.left, y + 2, TICK, TICK).stroke());
    sheet.doc.y = y;
    const item = sheet.group('LI', list);
    const place = { x: sheet.left + indent, width: sheet.width - indent };
    sheet.words('LBody', text, place, item);
    item.end();
  }
  list.end();
}

function drawBoxes(sheet: Sheet, count: number): void {
  sheet.space(0.3);
  const { y } = sheet.doc;
  const width = Math.min(BOX.width, sheet.width / count);
  sheet.draw((doc) => {
    for (let box = 0; box < count; box++) {
      doc.rect(sheet.left + box * width, y, width, BOX.height).stroke();
    }
  });
  sheet.doc.y = y + BOX.height;
}

function roomOf(sheet: Sheet, { lines, boxes, options, value }: FormField): number {
  const writing = (lines ?? (value || options || boxes ? 0 : 1)) * WRITING_LINE;
  const ticks = (options ?? []).reduce((sum, one) => sum + sheet.heightOf(one) + 4, 0);
  return writing + ticks + (boxes ? BOX.height + 6 : 0);
}
