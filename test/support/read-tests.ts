// Reads many test files into one process. With --test-force-exit the runner leaves as soon as it knows of no unfinished
// test, also while the next file is still being read; so each file is a test itself, which ends when the file is read.
import { test } from 'node:test';

/** Reads the files one after the other; their tests run as they come. */
export async function readTests(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const reading = import(file);
    void test(`${file.replace(/^.*\/test\//, 'test/')} is read`, () => reading.then(() => {}));
    await reading;
  }
}
