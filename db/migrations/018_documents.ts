import type { Knex } from 'knex';
import { belongsTo, instant } from './columns.ts';

// What a paper may belong to. Kinds are of their slices; ids are those of the slice's records.
const KINDS = [
  'request',
  'question',
  'representation',
  'complaint',
  'correction',
  'early_replacement',
  'fault',
  'paper_request',
  'need',
  'misfit',
];

export async function up(knex: Knex): Promise<void> {
  // Papers that people send. The content lies in a file; when it is deleted, the row keeps that it was there.
  await knex.schema.createTable('documents', (table) => {
    table.increments('id');
    table.string('subject_kind', 20).notNullable().checkIn(KINDS);
    table.integer('subject_id').notNullable();
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'uploaded_by', 'accounts').notNullable();
    instant(table, 'uploaded_at').notNullable();
    table.string('name', 120); // as the person called the file; none once deleted
    table.text('note'); // what the person says of it; none once deleted
    table.string('media', 4).notNullable().checkIn(['pdf', 'jpeg', 'png']);
    table.integer('bytes').notNullable().checkPositive();
    table.string('sha256', 64); // of the content as it is kept; none once deleted
    table.string('stored_file', 36).unique();
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['waiting', 'unscanned', 'clean', 'infected', 'deleted']);
    table.string('finding', 200); // what the scanner named it
    instant(table, 'scanned_at');
    instant(table, 'next_scan_at');
    table.integer('scan_tries').notNullable().defaultTo(0);
    instant(table, 'deleted_at');
    belongsTo(table, 'deleted_by', 'accounts'); // none: the portal, when the time was over
    table.index(['subject_kind', 'subject_id', 'id'], 'documents_of_a_subject');
    table.check(
      `(stored_file is null) = (state in ('infected', 'deleted'))`,
      [],
      'content_while_it_is_kept',
    );
  });
  // The same file is kept once for one subject, however often a form is sent.
  await knex.raw(
    'create unique index one_copy_of_a_document on documents (subject_kind, subject_id, sha256) where stored_file is not null',
  );
  await knex.raw(
    `create index documents_to_scan on documents (next_scan_at, id) where state in ('waiting', 'unscanned')`,
  );
  await knex.raw(
    'create index documents_kept on documents (subject_kind, uploaded_at, id) where stored_file is not null',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('documents');
}
