// Ten thousand rows are checked and brought in within bounded memory.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { stringify } from 'csv-stringify/sync';
import writeXlsx from 'write-excel-file/node';
import { newProduct } from './desk.ts';

const ROWS = 10_000;

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
    const folder = mkdtempSync(path.join(tmpdir(), 'tandau-size-'));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, `large.${kind}`);
    await writeTable(kind, file);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', 'test/imports/ten-thousand.ts', kind, file],
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

async function writeTable(kind: string, target: string): Promise<void> {
  const text = 'Ұзақ сипаттама, длинное описание, which goes on and on. '.repeat(6);
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const product = `p${Math.floor(at / 4)}`;
    return newProduct(product, {
      product,
      article: `MANY-${at}`,
      ...Object.fromEntries(
        ['kk', 'ru', 'en'].map((lang) => [`description_${lang}`, text + product]),
      ),
      seat_width: String(30 + (at % 30)),
      price: String(100_000 + at),
      delivery_days: '7',
      regions: 'Astana; Almaty',
    });
  });
  if (kind === 'csv') return writeFileSync(target, stringify(rows, { header: true }));
  const head = Object.keys(rows[0]!);
  const cells = [head, ...rows.map((row) => head.map((header) => row[header]!))];
  const data = cells.map((row) => row.map((value) => ({ value, type: String })));
  return writeXlsx(data, { sheet: 'data' }).toFile(target);
}
