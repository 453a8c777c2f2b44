// One database, two engines: SQLite by default, PostgreSQL through DATABASE_URL.
// SQLite gets two Knex instances: readers that never wait, and one writer whose transactions begin
// IMMEDIATE, so that none of them fails half-way because another process wrote first.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { migrationSource } from '../db/migrations/index.ts';
import { Busy } from './web/errors.ts';

/** The two ways to the data. On PostgreSQL both are the same pool. */
export interface Database {
  /** For queries of pages. On SQLite it cannot write. */
  read: Knex;
  /** For acts: use it through `inTransaction`. */
  write: Knex;
  engine: 'sqlite' | 'postgres';
  close(): Promise<void>;
}

/** Either way to the data, or a running transaction: what queries take. */
export type Queryable = Knex | Knex.Transaction;

// Sums and counts fit a JavaScript integer: 2^53 tiyn is 90 trillion tenge.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** Opens the database at `url`: a `postgres://` address, or the path of an SQLite file. */
export function openDatabase(url: string): Database {
  return /^postgres(ql)?:\/\//.test(url) ? openPostgres(url) : openSqlite(url);
}

/**
 * Runs `work` in one write transaction: all of it happens, or nothing. Where the engine says that
 * another transaction was in the way, it is run again, at most three times; then `Busy` is thrown.
 */
export async function inTransaction<T>(
  db: Database,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.write.transaction(work);
    } catch (error) {
      if (!wasInTheWay(error)) throw error;
      if (attempt === 3) throw new Busy();
    }
  }
}

/** Says whether a unique index named (or, on SQLite, covering) `what` refused an insert or update. */
export function isDuplicate(error: unknown, what?: string): boolean {
  const { code, message = '', constraint = '' } = error as Record<string, string>;
  if (code === '23505') return !what || constraint.includes(what) || message.includes(what);
  return (
    code === 'SQLITE_CONSTRAINT' && /UNIQUE/.test(message) && (!what || message.includes(what))
  );
}

/** Brings the schema up to date; on PostgreSQL one process at a time, by Knex's lock. */
export async function migrate(db: Database): Promise<void> {
  await db.write.migrate.latest({ migrationSource });
  await db.write.raw(db.engine === 'sqlite' ? 'PRAGMA optimize = 0x10002' : 'ANALYZE');
}

/** True when every migration has run and none is unknown. */
export async function isMigrated(db: Database): Promise<boolean> {
  const [done, pending] = (await db.write.migrate.list({ migrationSource })) as [
    unknown[],
    unknown[],
  ];
  return done.length > 0 && pending.length === 0;
}

// SQLite's busy, PostgreSQL's serialization failure, deadlock and lock time-out.
function wasInTheWay(error: unknown): boolean {
  return ['SQLITE_BUSY', '40001', '40P01', '55P03'].includes(
    (error as { code?: string }).code ?? '',
  );
}

function openPostgres(connection: string): Database {
  const pool = knex({
    client: 'pg',
    connection: { connectionString: connection, statement_timeout: 5000 },
    pool: { min: 0, max: 10 },
    acquireConnectionTimeout: 5000,
  });
  return { read: pool, write: pool, engine: 'postgres', close: () => pool.destroy() };
}

function openSqlite(filename: string): Database {
  mkdirSync(path.dirname(path.resolve(filename)), { recursive: true });
  const write = sqlite(filename, { max: 1, pragmas: WRITER });
  const read = sqlite(filename, { max: 4, pragmas: READER });
  return {
    read,
    write,
    engine: 'sqlite',
    close: async () => {
      await read.destroy();
      await write.destroy();
    },
  };
}

const WRITER =
  'PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000';
const READER =
  'PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456';

function sqlite(filename: string, { max, pragmas }: { max: number; pragmas: string }): Knex {
  return knex({
    client: ImmediateSqlite,
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max,
      afterCreate: (
        connection: { exec(sql: string, done: (error: Error | null) => void): void },
        done: (error: Error | null, connection: unknown) => void,
      ) => connection.exec(pragmas, (error) => done(error, connection)),
    },
  });
}

// Knex's transaction begins through this method, which its types leave out.
interface Beginning {
  begin(connection: unknown): Promise<unknown>;
  query(connection: unknown, sql: string): Promise<unknown>;
}

const SqliteClient = createRequire(import.meta.url)(
  'knex/lib/dialects/sqlite3/index.js',
) as typeof Knex.Client;

class ImmediateSqlite extends SqliteClient {
  override transaction(...args: [unknown, unknown, unknown]): Knex.Transaction {
    const transaction = super.transaction(...args);
    const beginning = transaction as unknown as Beginning;
    beginning.begin = (connection) => beginning.query(connection, 'BEGIN IMMEDIATE;');
    return transaction;
  }
}
