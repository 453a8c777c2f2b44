// Uploaded videos become files of our own: checked by their first bytes, named by the digest of their content.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

export const MOST_VIDEO_BYTES = 80 * 1024 * 1024;
export const MOST_POSTER_BYTES = 6 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;
const WIDEST = 1280;

/** The kind of a video by its first bytes and its name, which must agree; null for anything else. */
export async function videoKindOf(file: string, name: string): Promise<'mp4' | 'webm' | null> {
  const kind = signatureOf(await firstBytes(file));
  return kind && path.extname(name).toLowerCase() === `.${kind}` ? kind : null;
}

// MP4 begins with a box called `ftyp`; WebM is Matroska (EBML) of the document type `webm`.
function signatureOf(start: Buffer): 'mp4' | 'webm' | null {
  if (start.subarray(4, 8).toString('latin1') === 'ftyp') return 'mp4';
  const isMatroska = start.readUInt32BE(0) === 0x1a45dfa3;
  return isMatroska && start.includes('webm', 4, 'latin1') ? 'webm' : null;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const start = Buffer.alloc(64);
    await handle.read(start, 0, start.length, 0);
    return start;
  } finally {
    await handle.close();
  }
}

export interface Poster {
  content: Buffer;
  width: number;
  height: number;
}

/** The still picture, encoded afresh; null when it is no picture. */
export async function readPoster(file: string): Promise<Poster | null> {
  try {
    const { data, info } = await sharp(file, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .resize({ width: WIDEST, withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  } catch {
    return null;
  }
}

/** Moves an uploaded file to where it is served from. Gives its name. */
export async function keepFile(
  folder: string,
  file: string,
  { code, ending }: { code: string; ending: string },
): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  const name = nameOf(code, hash.digest('hex'), ending);
  const target = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  await rename(file, target).catch(() => copyFile(file, target)); // another disk cannot be moved to
  return name;
}

/** Writes content to where it is served from. Gives its name. */
export async function keepContent(
  folder: string,
  content: Buffer,
  { code, ending }: { code: string; ending: string },
): Promise<string> {
  const name = nameOf(code, createHash('sha256').update(content).digest('hex'), ending);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), content);
  return name;
}

/** Takes files away; one that is gone already is no harm. */
export async function discardFiles(folder: string, names: Iterable<string>): Promise<void> {
  for (const name of names) await unlink(path.join(folder, path.basename(name))).catch(() => {});
}

function nameOf(code: string, digest: string, ending: string): string {
  return `${code.toLowerCase()}-${digest.slice(0, 32)}.${ending}`;
}
