// `npm run benchmark`: what a page costs, and whether it costs more with a hundred times the data. Two portals of the
// same code stand side by side, one with 1,000 products, one with 100,000 products and as many requests; their pages
// are measured in turns, as they are made: no page that is kept in memory is sent again.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { drive, measure, type Measured } from './benchmark-drive.ts';
import { desks, publicPages, type BenchmarkPage } from './benchmark-pages.ts';
import { endAll, serve, type Server } from './benchmark-serve.ts';

const { values: options } = parseArgs({
  options: {
    small: { type: 'string', default: '1000' },
    products: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '2' },
    // Measures only the pages whose names have this in them.
    only: { type: 'string', default: '' },
    // Keeps the databases here, and takes those that are there.
    data: { type: 'string' },
  },
});
/** A page may cost so many times what it costs with little data. */
const MOST = 1.5;

const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const folder = options.data ?? mkdtempSync(path.join(tmpdir(), 'tandau-benchmark-'));
mkdirSync(folder, { recursive: true });

try {
  const small = await serve(folder, prepare('small', options.small, '0'), 'portal');
  const large = await serve(folder, prepare('large', options.products, options.requests), 'portal');
  const constant = await serve(folder, '', 'constant', '40000');
  const still = await drive(constant, ['/'], { seconds });
  await constant.end();
  console.log(`\nA constant page of 40 kB: ${round(still.cpuMs)} CPU-ms\n`);

  const pairs = [];
  const [ofSmall, ofLarge] = [await pagesOf(small), await pagesOf(large)];
  for (const [at, page] of ofSmall.entries()) {
    if (!page.name.includes(options.only)) continue;
    const pair = await compare(small, page, large, ofLarge[at]!);
    pairs.push(pair);
    console.log(lineOf(pair, still.cpuMs));
  }
  const judged = pairs.filter(({ isPublic }) => isPublic);
  const over = judged.filter(({ ratio }) => ratio > MOST);
  console.log(`\nall within ${MOST}: ${over.length ? 'no' : 'yes'}`);
  for (const { page, ratio } of over) console.log(`  ${page}: ${round(ratio)}`);
} finally {
  endAll();
  if (!options.data) rmSync(folder, { recursive: true, force: true });
}

interface Pair {
  page: string;
  isPublic: boolean;
  small: Measured;
  large: Measured;
  ratio: number;
}

async function pagesOf(server: Server): Promise<BenchmarkPage[]> {
  return [...(await publicPages(server.address)), ...(await desks(server.address))];
}

// In turns, so that whatever else the machine does slows down both.
async function compare(
  small: Server,
  page: BenchmarkPage,
  large: Server,
  twin: BenchmarkPage,
): Promise<Pair> {
  const few: Measured[] = [];
  const many: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    few.push(await measure(small, page, { seconds }));
    many.push(await measure(large, twin, { seconds }));
  }
  const [ofSmall, ofLarge] = [cheapest(few), cheapest(many)];
  return {
    page: page.name,
    isPublic: page.isPublic,
    small: ofSmall,
    large: ofLarge,
    ratio: ofLarge.cpuMs / ofSmall.cpuMs,
  };
}

function cheapest(all: Measured[]): Measured {
  return all.toSorted((a, b) => a.cpuMs - b.cpuMs)[0]!;
}

function lineOf({ page, small, large, ratio }: Pair, constantMs: number): string {
  return [
    page.padEnd(34),
    `${round(small.cpuMs)} → ${round(large.cpuMs)} CPU-ms`.padEnd(26),
    `ratio ${round(ratio)}`.padEnd(12),
    `queries ${small.queries} → ${large.queries}`.padEnd(16),
    `cards ${small.cards} → ${large.cards}`.padEnd(14),
    `p99 ${large.p99} ms`.padEnd(12),
    `${round(large.kilobytes)} kB, ${round(large.cpuMs / constantMs)} × constant`,
  ].join('  ');
}

function prepare(name: string, products: string, requests: string): string {
  const file = path.join(folder, `${name}-${products}-${requests}.sqlite`);
  if (existsSync(file)) return file;
  console.log(`Preparing ${products} products and ${requests} requests …`);
  const seed = fileURLToPath(new URL('seed.ts', import.meta.url));
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', seed, '--products', products, '--requests', requests],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        NODE_ENV: 'test',
        DATABASE_URL: file,
        FILES_DIR: path.join(folder, 'files'),
        MAIL_DIR: path.join(folder, 'mail'),
      },
    },
  );
  if (status !== 0) throw new Error(`The ${name} database could not be made.`);
  return file;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
