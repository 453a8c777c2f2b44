// Small rules about the code itself, each with its reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOf, sourcesBelow, type Source } from '../support/sources.ts';

const server = sourcesBelow('server', '.ts');

void test('nothing but main.ts prints: the log is a list of known fields', () => {
  const elsewhere = server.filter(({ file }) => file !== 'server/main.ts');
  assert.deepEqual(found(elsewhere, /\bconsole\.|process\.std(out|err)\b/g), []);
});

void test('settings are read once, in config.ts', () => {
  const elsewhere = server.filter(
    ({ file }) => !['server/config.ts', 'server/main.ts'].includes(file),
  );
  assert.deepEqual(found(elsewhere, /process\.env\b/g), []);
});

void test('no file is too long to read at once', () => {
  const files = [...server, ...sourcesBelow('views', '.ejs')];
  const long = files
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 260);
  assert.deepEqual(long, []);
});

void test('SQL is never put together from pieces (v5.0.0-1.2.4)', () => {
  // A list of question marks, as long as the list that is bound, is the one thing that may vary.
  const sources = server.map(({ file, text }) => ({
    file,
    text: text.replace(/\$\{\w+\.map\(\(\) => '\?{1,2}'\)\.join\(', '\)\}/g, '?'),
  }));
  assert.deepEqual(
    found(sources, /\b(raw|whereRaw|orderByRaw|havingRaw|joinRaw|selectRaw)\(\s*`[^`]*\$\{/g),
    [],
  );
  assert.deepEqual(
    found(server, /\b(raw|whereRaw|orderByRaw|havingRaw)\(\s*['"][^'"]*['"]\s*\+/g),
    [],
  );
});

void test('lists are paged by key: OFFSET reads all that it skips', () => {
  assert.deepEqual(found(server, /\.offset\(/g), []);
});

void test('nothing evaluates text, starts programs or draws secrets from Math.random (V15)', () => {
  assert.deepEqual(
    found(
      server,
      /\beval\(|new Function\(|node:child_process|Math\.random|createHash\('(md5|sha1)'/g,
    ),
    [],
  );
});

void test("the time is the portal's clock, not the machine's", () => {
  const clocks = [
    'server/main.ts', // makes the portal's clock
    'server/catalogue/freshness.ts', // names this start, which may bring other templates
  ];
  const elsewhere = server.filter(({ file }) => !clocks.includes(file));
  assert.deepEqual(found(elsewhere, /new Date\(\)|Date\.now\(\)/g), []);
});

void test('nothing waits to be done later', () => {
  const all = ['server', 'db', 'bin', 'test'].flatMap((folder) => sourcesBelow(folder, '.ts'));
  assert.deepEqual(found(all, /\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b/g), []);
  assert.deepEqual(found(all, /\b(test|describe|it)\.(skip|only|todo)\b/g), []);
});

function found(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((match) => `${file}:${lineOf(text, match.index)} ${match[0]}`),
  );
}
