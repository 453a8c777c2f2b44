// A database with nothing in it, on the engine of TEST_DATABASE, and the catalogue of what stands in one.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import knex from 'knex';
import { openDatabase, type Database } from '../../server/database.ts';

const SCRATCH = process.env.TEST_SCRATCH ?? path.join(tmpdir(), `tandau-test-${process.pid}`);

/** Opens an empty database. The caller closes it. */
export async function emptyDatabase(): Promise<Database> {
  return openDatabase(await emptyDatabaseUrl());
}

/** Makes an empty database and gives its address. */
export async function emptyDatabaseUrl(): Promise<string> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  if (process.env.TEST_DATABASE !== 'postgres') {
    mkdirSync(SCRATCH, { recursive: true });
    return path.join(SCRATCH, `${name}.sqlite`);
  }
  const server = process.env.TEST_POSTGRES_URL!;
  const admin = knex({ client: 'pg', connection: `${server}/postgres`, pool: { min: 0, max: 1 } });
  await admin.raw('create database ??', [name]);
  await admin.destroy();
  return `${server}/${name}`;
}

export interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

const OURS = (table: string) => !/^(knex_|sqlite_|product_search_)/.test(table);

/** Every column of every table, in order. Tables that Knex and FTS5 keep for themselves are left out. */
export async function listColumns(db: Database): Promise<Column[]> {
  const rows: Column[] =
    db.engine === 'sqlite'
      ? await db.read.raw(
          `select m.name as "table", c.name as "column", c.type as type, c."notnull" = 0 as nullable
           from sqlite_master m, pragma_table_xinfo(m.name) c where m.type = 'table' and c.hidden <> 1`,
        )
      : (
          await db.read.raw(
            `select table_name as "table", column_name as "column", data_type as type,
               is_nullable = 'YES' as nullable
             from information_schema.columns where table_schema = 'public'`,
          )
        ).rows;
  return rows
    .filter(({ table }) => OURS(table))
    .toSorted((a, b) => (`${a.table} ${a.column}` < `${b.table} ${b.column}` ? -1 : 1));
}

export interface Index {
  table: string;
  name: string;
  /** Columns in order; an expression is `null`. */
  columns: (string | null)[];
  definition: string;
}

/** Every index, primary keys included. */
export async function listIndexes(db: Database): Promise<Index[]> {
  const rows: { table: string; name: string; column: string | null; definition: string }[] =
    db.engine === 'sqlite'
      ? await db.read.raw(
          `select m.name as "table", i.name as name, c.name as "column",
             coalesce((select sql from sqlite_master where type = 'index' and name = i.name), i.origin) as definition
           from sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
           where m.type = 'table' order by m.name, i.name, c.seqno`,
        )
      : (
          await db.read.raw(
            `select t.relname as "table", i.relname as name, a.attname as "column",
               pg_get_indexdef(x.indexrelid) as definition
             from pg_index x
             join pg_class t on t.oid = x.indrelid
             join pg_class i on i.oid = x.indexrelid
             join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
             cross join lateral unnest(x.indkey) with ordinality as k(number, place)
             left join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number
             order by t.relname, i.relname, k.place`,
          )
        ).rows;
  const indexes = new Map<string, Index>();
  for (const { table, name, column, definition } of rows.filter(({ table }) => OURS(table))) {
    const index = indexes.get(name) ?? { table, name, columns: [], definition };
    index.columns.push(column);
    indexes.set(name, index);
  }
  return [...indexes.values()];
}

/** Every foreign key: the column, and the table it leads to. */
export async function listForeignKeys(
  db: Database,
): Promise<{ table: string; column: string; parent: string }[]> {
  if (db.engine === 'sqlite') {
    return db.read.raw(
      `select m.name as "table", f."from" as "column", f."table" as parent
       from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table' order by 1, 2`,
    );
  }
  const { rows } = await db.read.raw(
    `select t.relname as "table", a.attname as "column", p.relname as parent
     from pg_constraint c
     join pg_class t on t.oid = c.conrelid
     join pg_class p on p.oid = c.confrelid
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
     where c.contype = 'f' order by 1, 2`,
  );
  return rows;
}
