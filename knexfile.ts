// For Knex's own command line (`npx knex migrate:list`). The portal migrates itself at start.
import type { Knex } from 'knex';
import { readConfig } from './server/config.ts';
import { migrationSource } from './db/migrations/index.ts';

const { databaseUrl } = readConfig(process.env);
const isPostgres = databaseUrl.startsWith('postgres');

const config: Knex.Config = {
  client: isPostgres ? 'pg' : 'sqlite3',
  connection: isPostgres ? databaseUrl : { filename: databaseUrl },
  useNullAsDefault: true,
  migrations: { migrationSource },
};

export default config;
