// A Chromium for the browser tests: the one at CHROMIUM_PATH, else the packaged one, else the system's.
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns {Promise<string>} the path of a Chromium that can be started */
export async function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    accessSync(CHROMIUM_PATH, constants.X_OK);
    return CHROMIUM_PATH;
  }
  return (await packaged()) ?? installed();
}

// The package unpacks itself into the temporary folder: one of our own, so that versions never mix.
async function packaged() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const before = process.env.TMPDIR;
  const cache = path.resolve('.cache/chromium-147');
  mkdirSync(cache, { recursive: true });
  process.env.TMPDIR = cache;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

function installed() {
  const found = SYSTEM.find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    'install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.',
  );
}
