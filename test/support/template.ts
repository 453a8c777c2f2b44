// Databases for tests, on the engine of TEST_DATABASE. What stands in one is written once per process; each
// test file then gets a copy, which takes milliseconds.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import knex from 'knex';
import { seedDemo, seedReference } from '../../db/seeds/index.ts';
import { readConfig } from '../../server/config.ts';
import { migrate, openDatabase, type Database } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { createVault } from '../../server/vault.ts';

/** The day on which every test stands unless it says otherwise: a Monday, 10 o'clock in Astana. */
export const TODAY = '2026-11-23T05:00:00.000Z';

/** Where tests may write. */
export const SCRATCH =
  process.env.TEST_SCRATCH ?? path.join(tmpdir(), `tandau-test-${process.pid}`);

/** What a database starts with: reference data, and the demo's people, products and requests, too. */
export type Content = 'reference' | 'demo';

const SERVER = process.env.TEST_POSTGRES_URL ?? '';
const usesPostgres = process.env.TEST_DATABASE === 'postgres';
const templates = new Map<Content, Promise<string>>();

/** A database of its own. Gives its address. */
export async function copyOf(content: Content): Promise<string> {
  const made = templates.get(content) ?? makeTemplate(content);
  templates.set(content, made);
  const template = await made;
  const name = `${content}_${randomBytes(6).toString('hex')}`;
  if (usesPostgres) await onServer('create database ?? template ??', [name, template]);
  else copyFileSync(addressOf(template), addressOf(name));
  return addressOf(name);
}

/** Removes a database that nobody has open any more. */
export async function drop(address: string): Promise<void> {
  if (usesPostgres) await onServer('drop database ??', [path.posix.basename(address)]);
  else for (const suffix of ['', '-wal', '-shm']) rmSync(address + suffix, { force: true });
}

async function makeTemplate(content: Content): Promise<string> {
  const name = `template_${content}_${process.pid}_${randomBytes(3).toString('hex')}`;
  if (usesPostgres) await onServer('create database ??', [name]);
  else mkdirSync(SCRATCH, { recursive: true });
  const db = openDatabase(addressOf(name));
  await migrate(db);
  await fill(db, content);
  if (!usesPostgres) await db.write.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
  return name;
}

async function fill(db: Database, content: Content): Promise<void> {
  await seedReference(db);
  if (content === 'reference') return;
  const config = readConfig({ NODE_ENV: 'test' });
  const vault = createVault(config.iinKey);
  await seedDemo({ db, vault, texts: loadTexts(), clock: () => new Date(TODAY), config });
}

function addressOf(name: string): string {
  return usesPostgres ? `${SERVER}/${name}` : path.join(SCRATCH, `${name}.sqlite`);
}

async function onServer(sql: string, names: string[]): Promise<void> {
  const connection = `${SERVER}/postgres`;
  const admin = knex({ client: 'pg', connection, pool: { min: 0, max: 1 } });
  try {
    await admin.raw(sql, names);
  } finally {
    await admin.destroy();
  }
}
