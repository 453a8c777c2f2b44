// Small rules about the code itself, each with its reason.
import { test } from 'node:test';
import { none } from '../support/none.ts';
import { lineOf, sourcesBelow, type Source } from '../support/sources.ts';

const server = sourcesBelow('server', '.ts');

void test('nothing but main.ts prints: the log is a list of known fields', () => {
  const elsewhere = server.filter(({ file }) => file !== 'server/main.ts');
  none(found(elsewhere, /\bconsole\.|process\.std(out|err)\b/g));
});

void test('settings are read once, in config.ts', () => {
  const elsewhere = server.filter(
    ({ file }) => !['server/config.ts', 'server/main.ts'].includes(file),
  );
  none(found(elsewhere, /process\.env\b/g));
});

void test('no file is too long to read at once', () => {
  const files = [...server, ...sourcesBelow('views', '.ejs')];
  const long = files
    .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > 260);
  none(long);
});

void test('SQL is never put together from pieces (v5.0.0-1.2.4)', () => {
  // A list of question marks, as long as the list that is bound, is the one thing that may vary.
  const sources = server.map(({ file, text }) => ({
    file,
    text: text.replace(/\$\{\w+\.map\(\(\) => '\?{1,2}'\)\.join\(', '\)\}/g, '?'),
  }));
  none(found(sources, /\b(raw|whereRaw|orderByRaw|havingRaw|joinRaw|selectRaw)\(\s*`[^`]*\$\{/g));
  none(found(server, /\b(raw|whereRaw|orderByRaw|havingRaw)\(\s*['"][^'"]*['"]\s*\+/g));
});

void test('lists are paged by key: OFFSET reads all that it skips', () => {
  none(found(server, /\.offset\(/g));
});

void test('nothing evaluates text, starts programs or draws secrets from Math.random (V15)', () => {
  none(
    found(
      server,
      /\beval\(|new Function\(|node:child_process|Math\.random|createHash\('(md5|sha1)'/g,
    ),
  );
});

void test("the time is the portal's clock, not the machine's", () => {
  const clocks = [
    'server/main.ts', // makes the portal's clock
    'server/calendar/holidays.ts', // the age of what is kept in memory
    'server/catalogue/freshness.ts', // names this start, which may bring other templates
  ];
  const elsewhere = server.filter(({ file }) => !clocks.includes(file));
  none(found(elsewhere, /new Date\(\)|Date\.now\(\)/g));
});

void test('nothing waits to be done later', () => {
  const all = ['server', 'db', 'bin', 'test'].flatMap((folder) => sourcesBelow(folder, '.ts'));
  none(found(all, /\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b/g));
  none(found(all, /\b(test|describe|it)\.(skip|only|todo)\b/g));
});

function found(sources: Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map((match) => `${file}:${lineOf(text, match.index)} ${match[0]}`),
  );
}
