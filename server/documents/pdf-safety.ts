// Refuses PDFs that run something, carry files, or cannot be looked into. People send scans: none of it is lost.
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unpack = promisify(inflate);

/** What one file may unfold to while it is looked through. */
const MOST_UNPACKED = 64 * 1024 * 1024;
const MOST_PACKED_PARTS = 5000;

// Names may be written with any letter as #xx, so each letter is matched in both ways.
const ACTIVE = ['JavaScript', 'Launch', 'RichMedia', 'EmbeddedFile', 'EmbeddedFiles', 'XFA'];
const runs = new RegExp(`/(?:${ACTIVE.map(spelt).join('|')})(?![A-Za-z])`);
const encrypted = new RegExp(`/${spelt('Encrypt')}(?![A-Za-z])`);
const packsObjects = new RegExp(`/${spelt('ObjStm')}(?![A-Za-z])`);
const filter = new RegExp(`/${spelt('Filter')}\\s*(\\[[^\\]]*\\]|/[^\\s/<>\\[\\]]+)`);
const flateOnly = new RegExp(`^\\[?\\s*/${spelt('FlateDecode')}\\s*\\]?$`);
const predictor = new RegExp(`/${spelt('Predictor')}\\s+(?!1\\b)\\d`);

/** Why a PDF is not taken: the end of a key `documents.refused.*`; null when nothing speaks against it. */
export async function whyNotPdf(content: Buffer): Promise<string | null> {
  const text = content.toString('latin1');
  if (!text.startsWith('%PDF-') || !text.includes('%%EOF')) return 'broken';
  if (encrypted.test(text)) return 'encrypted';
  if (runs.test(text)) return 'active';
  return await hiddenIn(content, text);
}

// Objects may stand in packed parts, where none of the names above can be seen from outside.
async function hiddenIn(content: Buffer, text: string): Promise<string | null> {
  let unpacked = 0;
  let parts = 0;
  const start = /stream\r?\n/g;
  for (let at = start.exec(text); at; at = start.exec(text)) {
    if (text.slice(at.index - 3, at.index) === 'end') continue;
    const open = text.lastIndexOf(' obj', at.index);
    const dictionary = text.slice(Math.max(open, at.index - 4000, 0), at.index);
    if (!packsObjects.test(dictionary)) continue;
    parts += 1;
    const filters = filter.exec(dictionary)?.[1];
    if (parts > MOST_PACKED_PARTS || predictor.test(dictionary)) return 'unreadable';
    if (!filters) continue; // not packed: seen above
    if (!flateOnly.test(filters)) return 'unreadable';
    const from = at.index + at[0].length;
    const end = text.indexOf('endstream', from);
    if (end < 0) return 'broken';
    const inner = await unpackedText(content.subarray(from, end), MOST_UNPACKED - unpacked);
    if (inner === null) return 'unreadable';
    unpacked += inner.length;
    if (runs.test(inner)) return 'active';
    start.lastIndex = end;
  }
  return null;
}

async function unpackedText(packed: Buffer, most: number): Promise<string | null> {
  try {
    const inner = await unpack(packed, { maxOutputLength: Math.max(most, 1) });
    return inner.toString('latin1');
  } catch {
    return null;
  }
}

function spelt(name: string): string {
  return Array.from(name)
    .map((letter) => {
      const code = letter.charCodeAt(0).toString(16);
      const either = Array.from(code)
        .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
        .join('');
      return `(?:${letter}|#${either})`;
    })
    .join('');
}
