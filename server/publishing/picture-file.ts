// An uploaded picture becomes a file of our own: checked, made smaller, without the camera's data.
import { mkdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { filesOf, makeAllSizes } from '../catalogue/picture-sizes.ts';
import type { Problem } from '../web/forms.ts';

export const MOST_BYTES = 6 * 1024 * 1024;
const MOST_PIXELS = 40_000_000;
/** Larger than any size that is served: new sizes can be made of it. */
const WIDEST = 1600;

export interface Upload {
  buffer: Buffer;
  originalname: string;
}

export interface PictureFile {
  name: string;
  width: number;
  height: number;
  content: Buffer;
}

/**
 * Reads a JPEG or PNG and encodes it afresh as WebP: what was hidden in the file does not survive.
 * `key` is the random key of the form, so that a form sent twice names one file.
 */
export async function readPicture(
  upload: Upload | undefined,
  key: string,
): Promise<PictureFile | { problems: Problem[] }> {
  if (!upload) return problem('missing.picture');
  const format = formatOf(upload.buffer);
  const ending = path.extname(upload.originalname).toLowerCase();
  if (!format || !ENDINGS[format].includes(ending)) return problem('wrong.pictureKind');
  try {
    const { data, info } = await sharp(upload.buffer, { limitInputPixels: MOST_PIXELS })
      .rotate() // as the camera was held; the note of it goes with the rest of the camera's data
      .resize({ width: WIDEST, withoutEnlargement: true })
      .webp({ quality: 88 })
      .toBuffer({ resolveWithObject: true });
    return { name: `${key}.webp`, width: info.width, height: info.height, content: data };
  } catch {
    return problem('wrong.pictureBroken');
  }
}

/** Writes the file and its sizes below `folder`; false when the same form wrote it already. */
export async function storePicture(
  folder: string,
  { name, content }: PictureFile,
): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(path.join(folder, name), content, { flag: 'wx' });
    await makeAllSizes(folder, name);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a picture's files away; what is gone already is no harm. */
export async function discardPicture(folder: string, name: string): Promise<void> {
  for (const file of filesOf(path.basename(name))) {
    await unlink(path.join(folder, file)).catch(() => {});
  }
}

const ENDINGS = { jpeg: ['.jpg', '.jpeg'], png: ['.png'] };
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

// By the first bytes: a name or a content type may say anything.
function formatOf(content: Buffer): 'jpeg' | 'png' | null {
  if (content.subarray(0, PNG.length).equals(PNG)) return 'png';
  return content.subarray(0, JPEG.length).equals(JPEG) ? 'jpeg' : null;
}

function problem(key: string): { problems: Problem[] } {
  return { problems: [{ field: 'picture', key: `administration.${key}` }] };
}
