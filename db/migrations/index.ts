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
import * as jobs from './017_jobs.ts';
import * as documents from './018_documents.ts';
import * as representations from './019_representations.ts';
import * as corrections from './020_corrections.ts';
import * as madeToOrder from './021_made_to_order.ts';
import * as caseTalk from './022_case.ts';
import * as messages from './023_messages.ts';
import * as complaints from './024_complaints.ts';
import * as emergencies from './025_emergencies.ts';
import * as needs from './026_needs.ts';
import * as aids from './027_aids.ts';
import * as aftercare from './028_aftercare.ts';
import * as pool from './029_pool.ts';
import * as consumables from './030_consumables.ts';
import * as expectations from './031_expectations.ts';
import * as assisted from './032_assisted.ts';

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
  '017_jobs': jobs,
  '018_documents': documents,
  '019_representations': representations,
  '020_corrections': corrections,
  '021_made_to_order': madeToOrder,
  '022_case': caseTalk,
  '023_messages': messages,
  '024_complaints': complaints,
  '025_emergencies': emergencies,
  '026_needs': needs,
  '027_aids': aids,
  '028_aftercare': aftercare,
  '029_pool': pool,
  '030_consumables': consumables,
  '031_expectations': expectations,
  '032_assisted': assisted,
};

/** All migrations in order, for `knex.migrate`. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(Object.keys(migrations)),
  getMigrationName: (name) => name,
  getMigration: (name) => Promise.resolve(migrations[name]!),
};
