// XLSX files as spreadsheet programs write them, and as nobody should: an archive of given parts.
import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  name: string;
  content: string | Buffer;
  /** What the archive claims about the part, where that differs from what is in it. */
  claims?: { unpacked?: number; encrypted?: boolean };
}

/** An archive of parts, packed. */
export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of parts) {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = {
      flags: claims.encrypted ? 1 : 0,
      crc: crcOf(bytes),
      packed: packed.length,
      unpacked: claims.unpacked ?? bytes.length,
      name: Buffer.from(name),
    };
    const local = localHeader(head);
    locals.push(local, packed);
    entries.push(centralHeader(head, offset));
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

interface Head {
  flags: number;
  crc: number;
  packed: number;
  unpacked: number;
  name: Buffer;
}

function localHeader({ flags, crc, packed, unpacked, name }: Head): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed, 18);
  header.writeUInt32LE(unpacked, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader({ flags, crc, packed, unpacked, name }: Head, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(8, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed, 20);
  header.writeUInt32LE(unpacked, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

// Node 20.19 has no `crc32` in its types, but in its zlib.
function crcOf(bytes: Buffer): number {
  return crc32(bytes);
}

const WORKBOOK = `<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="notes" sheetId="1" r:id="rId1"/><sheet name="data" sheetId="2" r:id="rId2"/></sheets></workbook>`;
const RELATIONS = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`;
const EMPTY_SHEET = '<worksheet><sheetData/></worksheet>';

/** The parts of a workbook whose sheet `data` holds this XML of rows. */
export function partsOf(rows: string, more: readonly Part[] = []): Part[] {
  const parts: Part[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'xl/workbook.xml', content: WORKBOOK },
    { name: 'xl/_rels/workbook.xml.rels', content: RELATIONS },
    { name: 'xl/worksheets/sheet1.xml', content: EMPTY_SHEET },
    {
      name: 'xl/worksheets/sheet2.xml',
      content: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    },
  ];
  const replaced = new Set(more.map(({ name }) => name));
  return [...parts.filter(({ name }) => !replaced.has(name)), ...more];
}

/** A workbook with texts in its cells, row by row. */
export function workbook(rows: readonly (readonly string[])[]): Buffer {
  return zip(partsOf(rows.map((cells, at) => rowXml(at + 1, cells)).join('')));
}

export function rowXml(number: number, cells: readonly string[]): string {
  const inner = cells
    .map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`)
    .join('');
  return `<row r="${number}">${inner}</row>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
