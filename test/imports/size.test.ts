// Ten thousand rows are checked and brought in within bounded memory.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';

interface Outcome {
  status: string;
  products: number;
  offers: number;
  bytes: number;
  check: Cost;
  intake: Cost;
}
interface Cost {
  seconds: number;
  cpu: number;
  grown: number;
}

/** Megabytes; what a small server has to spare. */
const MOST_MEMORY = 320;

for (const kind of ['csv', 'xlsx']) {
  void test(`10,000 rows of ${kind} are brought in within bounded memory`, async (context) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', 'test/imports/ten-thousand.ts', kind],
      { env: process.env, maxBuffer: 1024 * 1024 },
    );
    const { status, products, offers, bytes, check, intake }: Outcome = JSON.parse(stdout);
    assert.deepEqual([status, products, offers], ['done', 2500, 10_000]);
    for (const [what, { seconds, cpu, grown }] of Object.entries({ check, intake })) {
      context.diagnostic(
        `${what} of ${kind}, ${(bytes / 1e6).toFixed(1)} MB: ${seconds} s (${cpu} s of the processor), +${grown} MB`,
      );
      assert.ok(grown < MOST_MEMORY, `${what}: memory grew by ${grown} MB`);
    }
  });
}
