// Opens the archive that an XLSX file is, and hands out its parts: never more than the limits allow.
import { Transform, type Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { MOST_PARTS, MOST_RATIO, MOST_UNPACKED } from './limits.ts';
import { Refused } from './refusal.ts';

export interface Archive {
  has(name: string): boolean;
  /** The unpacked bytes of a part. @throws Refused where there is none */
  open(name: string): Promise<Readable>;
  close(): void;
}

/** @throws Refused */
export async function openArchive(file: string): Promise<Archive> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(() => {
    throw new Refused('broken');
  });
  try {
    const parts = await listParts(zip);
    let unpacked = 0; // by all parts together, as they turn out to be
    const count = (bytes: number) => {
      unpacked += bytes;
      return unpacked <= MOST_UNPACKED;
    };
    return {
      has: (name) => parts.has(name),
      async open(name) {
        const entry = parts.get(name);
        if (!entry) throw new Refused('broken');
        return unpack(zip, entry, count);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listParts(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  let declared = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (parts.size >= MOST_PARTS) throw new Refused('bomb');
      if (entry.isEncrypted()) throw new Refused('oldExcel');
      refuseUnwanted(entry.fileName);
      declared += entry.uncompressedSize;
      const large = entry.uncompressedSize > 1024 * 1024;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (declared > MOST_UNPACKED || (large && ratio > MOST_RATIO)) throw new Refused('bomb');
      parts.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('broken');
  }
  if (!parts.has('xl/workbook.xml')) {
    throw new Refused(parts.has('[Content_Types].xml') ? 'broken' : 'notATable');
  }
  return parts;
}

function refuseUnwanted(name: string): void {
  if (/vbaProject|xl\/macrosheets\/|xl\/activeX\//i.test(name)) throw new Refused('macros');
  if (/xl\/externalLinks\/|xl\/connections\.xml/i.test(name)) throw new Refused('externalLinks');
}

// The archive may say less than is in it: what comes out is counted again, and against what went in.
async function unpack(
  zip: ZipFile,
  entry: Entry,
  count: (bytes: number) => boolean,
): Promise<Readable> {
  const packed = Math.max(1, entry.compressedSize);
  let own = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      own += chunk.length;
      const swollen = own > 1024 * 1024 && own / packed > MOST_RATIO;
      if (count(chunk.length) && !swollen) done(null, chunk);
      else done(new Refused('bomb'));
    },
  });
  const bytes = await zip.openReadStreamPromise(entry).catch(() => {
    throw new Refused('broken');
  });
  bytes.on('error', () => counted.destroy(new Refused('broken')));
  counted.on('close', () => bytes.destroy());
  return bytes.pipe(counted);
}
