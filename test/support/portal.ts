// A running portal on a fresh copy of the demo, with a clock that tests move.
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import knex from 'knex';
import { demoSignIns, seedDemo, seedReference } from '../../db/seeds/index.ts';
import { readConfig, type Config } from '../../server/config.ts';
import { migrate, openDatabase, type Database } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { start, type Running } from '../../server/main.ts';
import { createVault } from '../../server/vault.ts';
import { signIn, stranger, type Visitor } from './visitor.ts';

/** The day on which every test stands unless it says otherwise: a Monday, 10 o'clock in Astana. */
export const TODAY = '2026-11-23T05:00:00.000Z';

export interface TestPortal extends Running {
  db: Database;
  /** Moves the portal's clock. */
  setTime(instant: string): void;
  stranger(): Visitor;
  /** A visitor signed in as a demo person, by the key in `db/demo/people.json` or by IIN. */
  signedIn(iin: string): Promise<Visitor>;
}

/** Starts a portal for one test file; it stops by itself after the file's last test. */
export async function startPortal({ at = TODAY } = {}): Promise<TestPortal> {
  let now = new Date(at);
  const config = testConfig(await copyOfDemo());
  const running = await start(config, () => now);
  after(() => running.stop());
  return {
    ...running,
    db: running.portal.db,
    setTime(instant) {
      now = new Date(instant);
    },
    stranger: () => stranger(running.address),
    signedIn: (iin) => signIn(stranger(running.address), iin, demoSignIns[0]!.password),
  };
}

const SCRATCH = process.env.TEST_SCRATCH ?? path.join(tmpdir(), `tandau-test-${process.pid}`);
const POSTGRES = process.env.TEST_POSTGRES_URL ?? '';
const usesPostgres = process.env.TEST_DATABASE === 'postgres';

function testConfig(databaseUrl: string): Config {
  mkdirSync(SCRATCH, { recursive: true });
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    FILES_DIR: path.join(SCRATCH, `files-${randomBytes(4).toString('hex')}`),
    MAIL_DIR: path.join(SCRATCH, `mail-${randomBytes(4).toString('hex')}`),
    DEMO: 'yes',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  });
}

let template: Promise<string> | undefined;

// The demo is made once per process; every portal gets a copy.
async function copyOfDemo(): Promise<string> {
  template ??= makeTemplate();
  const from = await template;
  const name = `demo_${randomBytes(6).toString('hex')}`;
  if (!usesPostgres) {
    const file = path.join(SCRATCH, `${name}.sqlite`);
    copyFileSync(from, file);
    return file;
  }
  await asSuperuser((admin) => admin.raw('create database ?? template ??', [name, from]));
  return `${POSTGRES}/${name}`;
}

async function makeTemplate(): Promise<string> {
  mkdirSync(SCRATCH, { recursive: true });
  const name = `template_${process.pid}`;
  if (usesPostgres) {
    await asSuperuser((admin) => admin.raw('create database ??', [name]));
  }
  const url = usesPostgres ? `${POSTGRES}/${name}` : path.join(SCRATCH, `${name}.sqlite`);
  const config = testConfig(url);
  const db = openDatabase(url);
  await migrate(db);
  await seedReference(db);
  const clock = () => new Date(TODAY);
  const vault = createVault(config.iinKey);
  await seedDemo({ db, vault, texts: loadTexts(), clock, config });
  if (!usesPostgres) await db.write.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
  if (!usesPostgres && !existsSync(url)) throw new Error(`the demo was not made at ${url}`);
  return usesPostgres ? name : url;
}

async function asSuperuser(work: (admin: knex.Knex) => Promise<unknown>): Promise<void> {
  const admin = knex({
    client: 'pg',
    connection: `${POSTGRES}/postgres`,
    pool: { min: 0, max: 1 },
  });
  try {
    await work(admin);
  } finally {
    await admin.destroy();
  }
}
