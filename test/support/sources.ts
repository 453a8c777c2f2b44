// The portal's own files, for tests that read them.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface Source {
  /** From the root, with forward slashes: `server/web/pages.ts`. */
  file: string;
  text: string;
}

/** All files below `folder` that end with `ending`, in order. */
export function sourcesBelow(folder: string, ending: string): Source[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .toSorted()
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

/** The number of the line on which `index` lies. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
