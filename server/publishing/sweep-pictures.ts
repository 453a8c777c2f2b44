// Takes away photographs that no product and no version shows any more: drafts that were mended or discarded leave them.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Queryable } from '../database.ts';
import { inChunks } from './chunks.ts';
import { discardPicture } from './picture-file.ts';

const SIZE = /-(320|640|1024)\.webp$/;
const AT_ONCE = 500;
/** A picture is stored before its draft is written: a young file may be on its way. */
const YOUNGEST_MS = 24 * 60 * 60 * 1000;

/** Sweeps the folder of the pictures; gives the names of those taken away. */
export async function sweepPictures(db: Queryable, folder: string, now: Date): Promise<string[]> {
  const unused = new Set(await oldPictures(folder, now));
  for (const some of inChunks([...unused], AT_ONCE)) {
    const shown: { file: string }[] = await db('product_pictures')
      .whereIn('file', some)
      .select('file');
    for (const { file } of shown) unused.delete(file);
  }
  for (let after = 0; unused.size > 0;) {
    const revisions: { id: number; content: string }[] = await db('product_revisions')
      .where('id', '>', after)
      .whereLike('content', '%"file":%')
      .whereNot({ status: 'discarded' })
      .orderBy('id')
      .limit(AT_ONCE)
      .select('id', 'content');
    for (const { content } of revisions) {
      for (const [, file] of content.matchAll(/"file":"([^"]+)"/g)) unused.delete(file!);
    }
    if (revisions.length < AT_ONCE) break;
    after = revisions.at(-1)!.id;
  }
  for (const file of unused) await discardPicture(folder, file);
  return [...unused];
}

async function oldPictures(folder: string, now: Date): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => !name.startsWith('.') && !SIZE.test(name));
  const ages = await Promise.all(
    own.map(async (name) => now.getTime() - (await stat(path.join(folder, name))).mtimeMs),
  );
  return own.filter((_, at) => ages[at]! > YOUNGEST_MS);
}
