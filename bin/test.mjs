// `npm test`: proves the portal. Sets up what is missing, brings its own PostgreSQL and Chromium where
// none is set, runs every check, and ends with one line that counts. Nothing is skipped in silence.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

process.chdir(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
await setup();
const { startPostgres } = await import('./postgres.mjs');
const { findChromium } = await import('./chromium.mjs');

const TESTS = [
  '--import',
  'tsx',
  '--test',
  '--test-force-exit',
  '--test-timeout=2400000',
  '--test-reporter=spec',
];
const stages = [];

await run('types', 'npx', ['tsc', '--noEmit']);
await run('lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings']);
await run('format', 'npx', ['oxfmt', '--check']);

const postgres = await need('PostgreSQL', startPostgres);
const chromium = await need('Chromium', findChromium);
const scratch = mkdtempSync(path.join(tmpdir(), 'tandau-test-'));
try {
  // What takes longest comes first; each of two workers takes the next stage when it is done with one.
  const waiting = [
    ...['1/2', '2/2'].flatMap((part) => [
      postgres &&
        rules('PostgreSQL', part, { TEST_DATABASE: 'postgres', TEST_POSTGRES_URL: postgres.url }),
      rules('SQLite', part, { TEST_DATABASE: 'sqlite' }),
    ]),
    ...(chromium ? [1, 2, 3].map((part) => journeys(`${part}/3`)) : []),
  ].filter(Boolean);
  const work = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) await stage();
  };
  await Promise.all([work(), work()]);
} finally {
  await postgres?.stop();
  rmSync(scratch, { recursive: true, force: true });
}
report();

/** A part of all tests but the journeys, on one engine. */
function rules(engine, part, env) {
  return () =>
    run(`rules and HTTP on ${engine} ${part}`, process.execPath, [...TESTS, 'test/all.ts'], {
      TEST_PART: part,
      TEST_SCRATCH: path.join(scratch, `${engine}-${part.at(0)}`),
      ...env,
    });
}

/** A part of the journeys in a real browser. */
function journeys(part) {
  return () =>
    run(`journeys in the browser ${part}`, process.execPath, [...TESTS, 'test/browser/all.ts'], {
      TEST_DATABASE: 'sqlite',
      TEST_PART: part,
      TEST_SCRATCH: path.join(scratch, `browser-${part.at(0)}`),
      CHROMIUM_PATH: chromium,
    });
}

/** Finds or starts something that tests need; without it the run fails, with a sentence on what to install. */
async function need(name, find) {
  try {
    return await find();
  } catch (error) {
    stages.push({ name, passed: 0, failed: 1 });
    console.error(`\n${name} is missing: ${error.message}`);
    return null;
  }
}

/** Runs one stage. Tests count themselves; any other command counts as one. */
function run(name, command, args, env = {}) {
  const startedAt = performance.now();
  console.log(`\n— ${name}`);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32' && command === 'npx',
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const counted = countTests(output);
      const stage = { name, ...(counted ?? { passed: code === 0 ? 1 : 0, failed: 0 }) };
      if (code !== 0 && stage.failed === 0) stage.failed = 1;
      console.log(`\n— ${name}: ${seconds} s\n${stage.failed ? output : lastLines(output)}`);
      stages.push(stage);
      resolve();
    });
  });
}

// node:test's closing lines. Skipped and unfinished tests count as failed: they prove nothing.
function countTests(output) {
  const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  if (!/^ℹ tests \d+$/m.test(output)) return null;
  const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
  return { passed: count('pass'), failed };
}

function lastLines(output) {
  return output.trimEnd().split('\n').slice(-12).join('\n');
}

function report() {
  const sum = (what) => stages.reduce((total, stage) => total + stage[what], 0);
  console.log();
  for (const { name, passed, failed } of stages) {
    console.log(`${failed ? '✖' : '✔'} ${name}: ${passed} passed, ${failed} failed`);
  }
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  // Said outright: PostgreSQL's package ends a process that merely falls silent with 0.
  process.exit(sum('failed') ? 1 : 0);
}
