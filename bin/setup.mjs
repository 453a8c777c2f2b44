// All that must be there before the portal's own code can run: packages, then built styles and scripts.
// Plain JavaScript without packages, since it runs first on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Installs packages when missing or older than the lockfile, and builds what browsers fetch. */
export async function setup() {
  requireNode();
  if (!packagesAreThere()) installPackages();
  const { build } = await import('./build.mjs');
  await build();
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Tańdau needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function packagesAreThere() {
  const installed = path.join(ROOT, 'node_modules/.package-lock.json');
  const wanted = path.join(ROOT, 'package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs;
}

function installPackages() {
  console.log('Installing packages (a few minutes where the database driver has to be compiled) …');
  // Development packages too: the build and the tests need them.
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, JOBS: String(availableParallelism()) },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed: see its message above. Is the npm registry within reach?');
    process.exit(1);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await setup();
