// From a file as it came in to one that is kept: known by its content, pictures encoded afresh, PDFs looked through.
import { createHash, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import type { Portal } from '../portal.ts';
import { hasControls } from '../web/forms.ts';
import { storedPath } from './files.ts';
import { LIMITS, type Media } from './kinds.ts';
import { whyNotPdf } from './pdf-safety.ts';
import type { Incoming } from './receive.ts';

/** A checked file, ready for `storeUploads`. */
export interface Upload {
  name: string;
  media: Media;
  bytes: number;
  sha256: string;
  /** Below FILES_DIR/documents. */
  storedFile: string;
  /** Set when a record has it; else it is taken away with the answer. */
  kept: boolean;
}

const MEDIA = new Map<string, { media: Media; endings: string[] }>([
  ['application/pdf', { media: 'pdf', endings: ['.pdf'] }],
  ['image/jpeg', { media: 'jpeg', endings: ['.jpg', '.jpeg'] }],
  ['image/png', { media: 'png', endings: ['.png'] }],
]);

/** Checks a file and writes it afresh, or says why not: the end of the key `documents.refused.*`. */
export async function checkFile(
  portal: Pick<Portal, 'config'>,
  incoming: Incoming,
): Promise<Upload | { refused: string }> {
  if (incoming.bytes > LIMITS.bytes) return { refused: 'tooLarge' };
  if (incoming.bytes === 0) return { refused: 'empty' };
  const given = await readFile(incoming.path);
  const type = await fileTypeFromBuffer(given);
  const known = MEDIA.get(type?.mime ?? '');
  if (!known) return { refused: 'kind' };
  if (!known.endings.includes(path.extname(incoming.name).toLowerCase())) {
    return { refused: 'ending' };
  }
  const content =
    known.media === 'pdf' ? await soundPdf(given) : await freshPicture(given, known.media);
  if ('refused' in content) return content;
  const storedFile = randomUUID();
  await writeFile(storedPath(portal, storedFile), content, { flag: 'wx', mode: 0o600 });
  return {
    name: displayName(incoming.name),
    media: known.media,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    storedFile,
    kept: false,
  };
}

async function soundPdf(given: Buffer): Promise<Buffer | { refused: string }> {
  const refused = await whyNotPdf(given);
  return refused ? { refused } : given;
}

/** A picture encoded afresh: place, camera and whatever else was hidden in the file do not survive. */
async function freshPicture(given: Buffer, media: Media): Promise<Buffer | { refused: string }> {
  try {
    const picture = sharp(given, { limitInputPixels: LIMITS.pixels })
      .rotate() // as the camera was held; the note of it goes with the rest
      .resize({ width: 4000, height: 4000, fit: 'inside', withoutEnlargement: true });
    const encoded = media === 'png' ? picture.png() : picture.jpeg({ quality: 85 });
    return await encoded.toBuffer();
  } catch {
    return { refused: 'broken' };
  }
}

// Some browsers send the whole path; marks of direction could turn an ending round.
function displayName(given: string): string {
  const name = given.normalize('NFC').split(/[\\/]/).at(-1)!.trim();
  const sound = Array.from(name).filter(
    (letter) => !hasControls(letter) && !/\p{Cf}/u.test(letter),
  );
  const ending = path.extname(name).slice(0, 6);
  const whole = sound.join('');
  return sound.length > 100 ? `${sound.slice(0, 90).join('')}…${ending}` : whole;
}
