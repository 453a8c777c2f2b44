// Knex stores migration names; ours carry no file extension, so that sources and builds agree.
import type { Knex } from 'knex';
import * as reference from './001_reference.ts';
import * as people from './002_people.ts';
import * as catalogue from './003_catalogue.ts';
import * as requests from './004_requests.ts';
import * as messagesAudit from './005_messages_audit.ts';

const migrations: Record<string, Knex.Migration> = {
  '001_reference': reference,
  '002_people': people,
  '003_catalogue': catalogue,
  '004_requests': requests,
  '005_messages_audit': messagesAudit,
};

/** All migrations in order, for `knex.migrate`. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(Object.keys(migrations)),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(migrations[name]!),
};
