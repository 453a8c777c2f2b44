// Photographs in the sizes of screens: small enough for a slow phone, made once from the picture that was uploaded.
import { randomUUID } from 'node:crypto';
import { access, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { PictureWidth } from '../paths.ts';

export const PICTURE_WIDTHS: readonly PictureWidth[] = [320, 640, 1024];

/** What a photograph may weigh as it is sent. */
export const MOST_SERVED_BYTES = 20_000;

const QUALITIES = [80, 68, 56, 44, 32, 20, 8];
const SIZED = /^([a-z0-9][a-z0-9-]{0,70})-(320|640|1024)\.webp$/;

/** Encodes a picture at most `width` wide in at most `MOST_SERVED_BYTES`: first coarser, then smaller. */
export async function encodeSized(
  source: Buffer | string,
  width: number,
  most = MOST_SERVED_BYTES,
): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const encoded = await sharp(source)
      .resize({ width: Math.round(width), withoutEnlargement: true })
      .webp({ quality })
      .toBuffer();
    if (encoded.length <= most) return encoded;
  }
  return encodeSized(source, width * 0.75, most);
}

const making = new Map<string, Promise<void>>();

/** Makes the size that a file name asks for, where its picture is there; else nothing happens. */
export async function makeSized(folder: string, name: string): Promise<void> {
  const [, stem, width] = SIZED.exec(name) ?? [];
  if (!stem) return;
  const file = path.join(folder, name);
  const before = making.get(file);
  if (before) return before;
  const made = make(folder, stem, Number(width), file).finally(() => making.delete(file));
  making.set(file, made);
  return made;
}

/** Makes all sizes of a picture. */
export async function makeAllSizes(folder: string, file: string): Promise<void> {
  const stem = path.parse(file).name;
  for (const width of PICTURE_WIDTHS) await makeSized(folder, `${stem}-${width}.webp`);
}

/** The files that belong to a picture: itself and its sizes. */
export function filesOf(file: string): string[] {
  const stem = path.parse(file).name;
  return [file, ...PICTURE_WIDTHS.map((width) => `${stem}-${width}.webp`)];
}

async function make(folder: string, stem: string, width: number, file: string): Promise<void> {
  if (await isThere(file)) return;
  const source = await sourceOf(folder, stem);
  if (!source) return;
  // Under a name of its own first: nobody is served half a file, and two processes do no harm.
  const draft = path.join(folder, `.${randomUUID()}.webp`);
  await writeFile(draft, await encodeSized(source, width));
  await rename(draft, file);
}

async function sourceOf(folder: string, stem: string): Promise<string | null> {
  for (const ending of ['webp', 'jpg', 'png']) {
    const file = path.join(folder, `${stem}.${ending}`);
    if (await isThere(file)) return file;
  }
  return null;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
