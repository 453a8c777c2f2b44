// Where papers lie: below the portal's files, outside of what is served, under random names.
import { mkdir, readdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Portal } from '../portal.ts';

type Place = Pick<Portal, 'config'>;

const NAME = /^[0-9a-f-]{36}$/;

export function documentsFolder({ config }: Place): string {
  return path.resolve(config.filesDir, 'documents');
}

/** The folder of uploads that nobody has checked yet. */
function incomingFolder(place: Place): string {
  return path.join(documentsFolder(place), 'incoming');
}

export async function makeFolders(place: Place): Promise<string> {
  const folder = incomingFolder(place);
  await mkdir(folder, { recursive: true });
  return folder;
}

export function storedPath(place: Place, name: string): string {
  return path.join(documentsFolder(place), path.basename(name));
}

/** Takes a file away; one that is gone already is no harm. */
export async function discardFile(file: string): Promise<void> {
  await unlink(file).catch(() => {});
}

/**
 * Takes away files older than `olderThan` that no row names: of uploads that were cut off, and of papers that
 * were deleted when the process ended. Returns how many.
 */
export async function sweepFiles(
  place: Place,
  namedOf: (names: string[]) => Promise<ReadonlySet<string>>,
  olderThan: Date,
): Promise<number> {
  let swept = 0;
  for (const folder of [documentsFolder(place), incomingFolder(place)]) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name));
    for (let from = 0; from < names.length; from += 500) {
      const some = names.slice(from, from + 500);
      const named = folder === documentsFolder(place) ? await namedOf(some) : new Set<string>();
      for (const name of some.filter((one) => !named.has(one))) {
        const file = path.join(folder, name);
        const { mtime } = await stat(file).catch(() => ({ mtime: olderThan }));
        if (mtime >= olderThan) continue;
        await discardFile(file);
        swept += 1;
      }
    }
  }
  return swept;
}
