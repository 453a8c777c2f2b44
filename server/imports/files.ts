// Where uploaded tables lie until their rows are read: below the portal's files, under names of our own.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Portal } from '../portal.ts';

const NAME = /^[0-9a-f-]{36}$/;

/** The folder of uploaded tables. */
export function importsFolder({ config }: Pick<Portal, 'config'>): string {
  return path.resolve(config.filesDir, 'imports');
}

export async function makeImportsFolder(portal: Pick<Portal, 'config'>): Promise<string> {
  const folder = importsFolder(portal);
  await mkdir(folder, { recursive: true });
  return folder;
}

export function storedPath(portal: Pick<Portal, 'config'>, name: string): string {
  return path.join(importsFolder(portal), path.basename(name));
}

/** Takes a file away; one that is gone already is no harm. */
export async function discardFile(file: string): Promise<void> {
  await unlink(file).catch(() => {});
}

/** SHA-256 of a file's content. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Takes away files that nothing names any more: those of uploads that were cut off. */
export async function sweepFiles(
  portal: Pick<Portal, 'config'>,
  isNamed: (name: string) => boolean,
  olderThan: Date,
): Promise<void> {
  const folder = importsFolder(portal);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => NAME.test(one) && !isNamed(one))) {
    const file = path.join(folder, name);
    const { mtime } = await stat(file).catch(() => ({ mtime: olderThan }));
    if (mtime < olderThan) await discardFile(file);
  }
}
