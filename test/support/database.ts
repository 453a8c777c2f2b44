// A database with the reference data and nobody in it, on the engine of TEST_DATABASE: for tests of rules and acts.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import knex from 'knex';
import { seedReference } from '../../db/seeds/index.ts';
import { migrate, openDatabase, type Database } from '../../server/database.ts';

const SCRATCH = process.env.TEST_SCRATCH ?? path.join(tmpdir(), `tandau-test-${process.pid}`);
const POSTGRES = process.env.TEST_POSTGRES_URL ?? '';
const usesPostgres = process.env.TEST_DATABASE === 'postgres';

let template: Promise<string> | undefined;

/** Opens a migrated database with reference data; ask for it in a suite's body. Closed and dropped after the suite. */
export async function freshDatabase(): Promise<Database> {
  template ??= makeTemplate();
  const from = await template;
  const name = `fresh_${randomBytes(6).toString('hex')}`;
  if (usesPostgres) await asSuperuser('create database ?? template ??', [name, from]);
  else copyFileSync(urlOf(from), urlOf(name));
  const db = openDatabase(urlOf(name));
  after(async () => {
    await db.close();
    if (usesPostgres) await asSuperuser('drop database ??', [name]);
    else for (const suffix of ['', '-wal', '-shm']) rmSync(urlOf(name) + suffix, { force: true });
  });
  return db;
}

async function makeTemplate(): Promise<string> {
  const name = `reference_${process.pid}_${randomBytes(3).toString('hex')}`;
  if (usesPostgres) await asSuperuser('create database ??', [name]);
  else mkdirSync(SCRATCH, { recursive: true });
  const db = openDatabase(urlOf(name));
  await migrate(db);
  await seedReference(db);
  if (!usesPostgres) await db.write.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await db.close();
  return name;
}

function urlOf(name: string): string {
  return usesPostgres ? `${POSTGRES}/${name}` : path.join(SCRATCH, `${name}.sqlite`);
}

async function asSuperuser(sql: string, names: string[]): Promise<void> {
  const admin = knex({
    client: 'pg',
    connection: `${POSTGRES}/postgres`,
    pool: { min: 0, max: 1 },
  });
  try {
    await admin.raw(sql, names);
  } finally {
    await admin.destroy();
  }
}
