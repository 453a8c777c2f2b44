// Knex stores migration names; ours carry no file extension, so that sources and builds agree.
import type { Knex } from 'knex';
import * as reference from './001_reference.ts';
import * as people from './002_people.ts';
import * as catalogue from './003_catalogue.ts';
import * as requests from './004_requests.ts';
import * as messagesAudit from './005_messages_audit.ts';
import * as technicalData from './006_technical_data.ts';
import * as search from './007_search.ts';
import * as listing from './008_listing.ts';
import * as guide from './009_guide.ts';
import * as measures from './010_measures.ts';
import * as shortlists from './011_shortlists.ts';
import * as words from './012_words.ts';
import * as imports from './013_imports.ts';
import * as revisions from './014_revisions.ts';
import * as relations from './015_relations.ts';
import * as openData from './016_open_data.ts';

const migrations: Record<string, Knex.Migration> = {
  '001_reference': reference,
  '002_people': people,
  '003_catalogue': catalogue,
  '004_requests': requests,
  '005_messages_audit': messagesAudit,
  '006_technical_data': technicalData,
  '007_search': search,
  '008_listing': listing,
  '009_guide': guide,
  '010_measures': measures,
  '011_shortlists': shortlists,
  '012_words': words,
  '013_imports': imports,
  '014_revisions': revisions,
  '015_relations': relations,
  '016_open_data': openData,
};

/** All migrations in order, for `knex.migrate`. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(Object.keys(migrations)),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(migrations[name]!),
};
