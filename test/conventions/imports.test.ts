// The map of ARCHITECTURE.md holds: floors ← domains ← desks ← app.ts, and among domains one way.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { none } from '../support/none.ts';
import { lineOf, sourcesBelow, type Source } from '../support/sources.ts';

// Each slice may import those of a smaller rank, and itself. Slices of one rank know nothing of each other.
const RANKS: Record<string, number> = {
  web: 0,
  i18n: 0,
  calendar: 0,
  audit: 1,
  letters: 1,
  jobs: 1,
  notifications: 2, // tells in the audit what it sent
  accounts: 3,
  applicants: 4,
  search: 4,
  documents: 4.5, // of people; tells them what the scanner found
  catalogue: 5,
  measures: 6,
  publishing: 6,
  emergencies: 6,
  guide: 7,
  imports: 7,
  shortlists: 8,
  entitlements: 9,
  aids: 9.5, // what people have
  requests: 10,
  experiences: 11,
  appointments: 11,
  representations: 11,
  corrections: 11,
  trials: 11,
  complaints: 11,
  needs: 11,
  assisted: 11,
  pool: 11,
  consumables: 11,
  expectations: 11,
  papers: 11.2, // shows what others decided, on paper
  aftercare: 11.5, // lends from the pool
  mailroom: 12,
  casework: 12,
  suppliers: 12,
  administration: 12,
  information: 12,
  reporting: 12,
  operations: 12,
  'open-data': 12,
};

const FLOORS = ['web', 'i18n', 'calendar'];

// The house itself: settings, database, addresses. Everybody may use them.
const HOUSE = ['config', 'database', 'navigation', 'paths', 'portal', 'vault'];

// What stands against the map, and why.
const EXCEPTIONS: Record<string, string> = {
  'server/web/visit.ts → server/accounts/reader.ts': 'a visit names its reader (type only)',
  'server/web/visit.ts → server/accounts/display-settings.ts':
    'an error page too is shown as chosen',
  'server/web/pages.ts → server/navigation.ts': 'the layout shows the main links',
  'server/paths.ts → server/i18n/languages.ts': 'addresses begin with the language',
  'server/paths/at.ts → server/i18n/languages.ts': 'addresses begin with the language',
  'server/database.ts → db/migrations/index.ts': 'the portal migrates itself',
  'server/main.ts → db/seeds/index.ts': 'the portal fills itself at start',
};

interface Import {
  file: string;
  line: number;
  target: string;
  typeOnly: boolean;
}

const imports = [...sourcesBelow('server', '.ts'), ...sourcesBelow('db', '.ts')].flatMap(importsOf);

void test('the reader of imports sees them', () => {
  assert.ok(imports.length > 100);
});

void test('slices import only what stands below them on the map', () => {
  const wrong = imports.filter(isServer).flatMap((one) => explain(one, ruleBroken(one)));
  none(wrong);
});

void test("no slice reaches into another's store.ts or routes.ts", () => {
  const wrong = imports.filter(isServer).flatMap((one) => {
    const isPrivate = /(^|\/)(store|routes)\.ts$/.test(one.target);
    const isApp = one.file === 'server/app.ts' && one.target.endsWith('/routes.ts');
    const isForeign = sliceOf(one.file) !== sliceOf(one.target);
    return explain(one, isPrivate && isForeign && !isApp ? 'use the face or a pure rule' : null);
  });
  none(wrong);
});

void test('migrations import nothing of the portal: a merged one never changes', () => {
  const wrong = imports
    .filter(({ file, target }) => file.startsWith('db/migrations/') && target.startsWith('server/'))
    .flatMap((one) => explain(one, 'copy the constant into the migration'));
  none(wrong);
});

void test('every exception is still needed', () => {
  const seen = new Set(imports.map(({ file, target }) => `${file} → ${target}`));
  none(Object.keys(EXCEPTIONS).filter((exception) => !seen.has(exception)));
});

void test('every folder below server/ has its place on the map', () => {
  const folders = imports.map(({ file }) => sliceOf(file)).filter((slice) => slice !== null);
  none([...new Set(folders)].filter((slice) => RANKS[slice] === undefined));
});

function ruleBroken({ file, target }: Import): string | null {
  if (EXCEPTIONS[`${file} → ${target}`]) return null;
  if (['server/app.ts', 'server/parts.ts', 'server/main.ts'].includes(file)) {
    return target.startsWith('server/') ? null : 'only main.ts fills the database';
  }
  if (!target.startsWith('server/')) return 'the server does not import from here';
  const [from, to] = [sliceOf(file), sliceOf(target)];
  if (file.startsWith('server/paths') && target.startsWith('server/paths/')) return null;
  if (to === null) return houseRule(from, target);
  if (from === null) {
    return FLOORS.includes(to) ? null : `the house knows no slice, and ${to} is one`;
  }
  if (from === to || (FLOORS.includes(from) && FLOORS.includes(to))) return null;
  return RANKS[to]! < RANKS[from]! ? null : `${from} stands not above ${to}`;
}

function houseRule(from: string | null, target: string): string | null {
  const name = path.basename(target, '.ts');
  if (!HOUSE.includes(name)) return `nobody imports ${name}.ts`;
  if (from === 'i18n') return `${from} is used without a portal`;
  return null;
}

function explain({ file, line, target }: Import, rule: string | null): string[] {
  return rule === null ? [] : [`${file}:${line} imports ${target}: ${rule}`];
}

function importsOf({ file, text }: Source): Import[] {
  const statement = /^\s*(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?['"](\.[^'"]+)['"]/gm;
  return [...text.matchAll(statement)].map((match) => ({
    file,
    line: lineOf(text, match.index),
    target: path.posix.join(path.posix.dirname(file), match[2]!),
    typeOnly: match[1] !== undefined,
  }));
}

function isServer({ file }: Import): boolean {
  return file.startsWith('server/');
}

/** The folder directly below `server/`, or null for the house's own files. */
function sliceOf(file: string): string | null {
  const folder = /^server\/([\w-]+)\//.exec(file)?.[1] ?? null;
  return folder === null || HOUSE.includes(folder) ? null : folder;
}
