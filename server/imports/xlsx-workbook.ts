// What a sheet's cells refer to: where the sheet is, the texts they share, and which numbers are dates.
import path from 'node:path';
import { MOST_SHARED } from './limits.ts';
import { Refused } from './refusal.ts';
import type { Archive } from './xlsx-zip.ts';
import { listenTo, type Listener } from './xml.ts';

/** The sheet that is read: the one of this name, else the first. */
export const DATA_SHEET = 'data';

export interface Workbook {
  /** The part that holds the sheet. */
  sheet: string;
  /** Days are counted from 1904 instead of 1900. */
  since1904: boolean;
}

/** @throws Refused */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const sheets: { name: string; id: string }[] = [];
  let since1904 = false;
  await listenToPart(archive, 'xl/workbook.xml', {
    opens({ name, attributes }) {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name === 'sheet') {
        const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
        sheets.push({ name: attributes.name ?? '', id });
      }
    },
  });
  const chosen = sheets.find(({ name }) => name.toLowerCase() === DATA_SHEET) ?? sheets[0];
  if (!chosen) throw new Refused('broken');
  const targets = await readTargets(archive);
  const target = targets.get(chosen.id);
  if (!target) throw new Refused('broken');
  return { sheet: target, since1904 };
}

async function readTargets(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await listenToPart(archive, 'xl/_rels/workbook.xml.rels', {
    opens({ name, attributes: { Id, Target, TargetMode } }) {
      if (name !== 'Relationship' || !Id || !Target) return;
      if (TargetMode === 'External') throw new Refused('externalLinks');
      const absolute = Target.startsWith('/') ? Target.slice(1) : path.posix.join('xl', Target);
      targets.set(Id, absolute);
    },
  });
  return targets;
}

/** The texts that cells share. @throws Refused */
export async function readSharedTexts(archive: Archive): Promise<string[]> {
  const texts: string[] = [];
  if (!archive.has('xl/sharedStrings.xml')) return texts;
  let letters = 0;
  const own = textOfElement('si', (text) => {
    letters += text.length + 8; // an empty one takes its place too
    if (letters > MOST_SHARED) throw new Refused('tooMuchText');
    texts.push(text);
  });
  await listenToPart(archive, 'xl/sharedStrings.xml', own);
  return texts;
}

/** Gathers the texts below each element called `whole`, those that only say how to pronounce left out. */
export function textOfElement(whole: string, done: (text: string) => void): Required<Listener> {
  let text = '';
  let inText = false;
  let aloud = 0;
  return {
    opens({ name }) {
      if (name === whole) text = '';
      if (name === 'rPh') aloud += 1;
      inText = name === 't' && aloud === 0;
    },
    text(more) {
      if (inText) text += more;
    },
    closes(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') aloud -= 1;
      if (name === whole) done(text.replaceAll('_x000D_', ''));
    },
  };
}

// Formats that every spreadsheet knows as dates without naming them.
const DATES = new Set([14, 15, 16, 17, 22, ...range(27, 36), ...range(50, 58)]);

/** Which of the sheet's styles show a number as a date. @throws Refused */
export async function readDateStyles(archive: Archive): Promise<ReadonlySet<number>> {
  const styles = new Set<number>();
  if (!archive.has('xl/styles.xml')) return styles;
  const own = new Set<number>();
  let inCells = false;
  let at = 0;
  await listenToPart(archive, 'xl/styles.xml', {
    opens({ name, attributes }) {
      const format = Number(attributes.numFmtId);
      if (name === 'numFmt' && showsDate(attributes.formatCode ?? '')) own.add(format);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) {
        if (DATES.has(format) || own.has(format)) styles.add(at);
        at += 1;
      }
    },
    closes(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

// By its letters for day and year, outside of quoted words, brackets and escapes.
function showsDate(format: string): boolean {
  return /[dy]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

async function listenToPart(archive: Archive, part: string, listener: Listener): Promise<void> {
  await listenTo(await archive.open(part), listener);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
