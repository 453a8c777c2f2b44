// The paper in the hand of those who write blocks: where it goes on, how much room is left, and the tags.
import type { Lang } from '../i18n/languages.ts';

/** Points; 20 mm, and room for holes at the left. */
export const MARGIN = { top: 57, bottom: 57, left: 65, right: 57 };

/** What stands in a file for a language. */
export const LOCALE: Record<Lang, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };
const HEADING = { H1: 1.7, H2: 1.25, H3: 1.05 };

type Element = PDFKit.PDFStructureElement;
export type Tag = 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Table' | 'Caption' | 'TR' | 'TH' | 'TD' | 'Div'; // prettier-ignore

export interface Look {
  bold?: boolean;
  /** In parts of the letter's size. */
  scale?: number;
  x?: number;
  width?: number;
  align?: 'left' | 'right';
  lang?: Lang | undefined;
}

export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly lang: Lang;
  /** Points. */
  readonly size: number;
  readonly #root: Element;

  constructor(
    doc: PDFKit.PDFDocument,
    { lang, size, fileLang = lang }: { lang: Lang; size: number; fileLang?: Lang },
  ) {
    this.doc = doc;
    this.lang = lang;
    this.size = size;
    this.#root = doc.struct('Document', lang === fileLang ? {} : { lang: LOCALE[lang] });
    doc.addStructure(this.#root);
    doc.font('regular').fontSize(size);
  }

  get left(): number {
    return this.doc.page.margins.left;
  }

  get width(): number {
    const { width, margins } = this.doc.page;
    return width - margins.left - margins.right;
  }

  /** Points left above the lower margin. */
  get room(): number {
    const { height, margins } = this.doc.page;
    return height - margins.bottom - this.doc.y;
  }

  get lineHeight(): number {
    this.#dress({});
    return this.doc.currentLineHeight(true) + this.#gap({});
  }

  end(): void {
    this.#root.end();
  }

  /** Begins a new page unless `height` points are left. A page that is empty already is used. */
  need(height: number): void {
    const fresh = this.doc.y <= this.doc.page.margins.top + 1;
    if (this.room < height && !fresh) this.doc.addPage();
  }

  space(lines: number): void {
    if (this.room > 0) this.doc.y += lines * this.size;
  }

  /** A part that holds others: a list, a table, a row. */
  group(tag: Tag, within: Element = this.#root): Element {
    const element = this.doc.struct(tag);
    within.add(element);
    return element;
  }

  /** Words at the pen's height, tagged. The pen moves below them. */
  words(tag: Tag, text: string, look: Look = {}, within: Element = this.#root, rest = {}): void {
    const lang = look.lang && look.lang !== this.lang ? LOCALE[look.lang] : undefined;
    const options = { ...rest, ...(lang && { lang }) };
    const printable = this.printable(text);
    const write = () => {
      this.#dress(look);
      this.doc.text(printable, look.x ?? this.left, this.doc.y, {
        width: look.width ?? this.width,
        align: look.align ?? 'left',
        lineGap: this.#gap(look),
      });
    };
    within.add(this.doc.struct(tag, options, [write]));
  }

  heading(tag: 'H1' | 'H2' | 'H3', text: string, lang?: Lang): void {
    const look = { bold: true, scale: HEADING[tag], lang };
    if (tag !== 'H1') this.space(0.6);
    // A heading stands with what follows it.
    this.need(this.heightOf(text, look) + 3 * this.lineHeight);
    this.words(tag, text, look);
    this.space(tag === 'H1' ? 0.6 : 0.25);
  }

  /** Points that words take. */
  heightOf(text: string, look: Look = {}): number {
    const printable = this.printable(text);
    this.#dress(look);
    const width = look.width ?? this.width;
    return this.doc.heightOfString(printable, { width, lineGap: this.#gap(look) });
  }

  /** Draws what is no part of the text: rules and boxes. */
  draw(drawing: (doc: PDFKit.PDFDocument) => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    this.doc.lineWidth(0.75).strokeColor('#000');
    drawing(this.doc);
    this.doc.endMarkedContent();
  }

  /** A rule at the pen's height. */
  rule(x = this.left, width = this.width): void {
    const { y } = this.doc;
    this.draw((doc) => doc.moveTo(x, y).lineTo(x + width, y).stroke()); // prettier-ignore
  }

  /** Text without what the typeface cannot print: a missing glyph would be a hole that nobody notices. */
  printable(text: string): string {
    this.#dress({});
    const { font } = (this.doc as unknown as { _font: { font: Glyphs } })._font;
    const known = (letter: string) =>
      letter === '\n' || font.hasGlyphForCodePoint(letter.codePointAt(0)!);
    return Array.from(text.normalize('NFC').replaceAll('\t', ' '))
      .filter((letter) => !INVISIBLE.test(letter))
      .map((letter) => (known(letter) ? letter : '?'))
      .join('');
  }

  #dress({ bold = false, scale = 1 }: Look): void {
    this.doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(this.size * scale)
      .fillColor('#000');
  }

  #gap({ scale = 1 }: Look): number {
    return this.size * scale * 0.15;
  }
}

interface Glyphs {
  hasGlyphForCodePoint(code: number): boolean;
}

/** Format characters, such as soft hyphens and marks of direction. */
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/u;
