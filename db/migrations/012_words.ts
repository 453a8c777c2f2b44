import type { Knex } from 'knex';
import { belongsTo, inThreeLanguages, instant } from './columns.ts';

type Table = Knex.CreateTableBuilder;

export async function up(knex: Knex): Promise<void> {
  // The easy-read text of an aid class: four blocks, a sentence a line. A change ends one and begins the next, so
  // that what people once read can be seen again.
  await knex.schema.createTable('aid_class_texts', (table) => {
    table.increments('id');
    ofAidClass(table);
    for (const block of ['what', 'who', 'how', 'know']) inThreeLanguages(table, block);
    period(table);
  });
  await knex.raw(
    'create unique index one_text_of_a_class on aid_class_texts (aid_class_code) where ended_at is null',
  );

  await knex.schema.createTable('aid_class_questions', (table) => {
    table.increments('id');
    ofAidClass(table);
    table.integer('position').notNullable();
    inThreeLanguages(table, 'question');
    inThreeLanguages(table, 'answer');
    belongsTo(table, 'follows_id', 'aid_class_questions'); // what it said before
    table.string('creation_key', 60).unique();
    period(table);
  });

  // The sign-language video of a class. Files are named by the digest of their content.
  await knex.schema.createTable('aid_class_videos', (table) => {
    table.increments('id');
    table.string('aid_class_code', 20).notNullable().unique();
    table.foreign('aid_class_code').references('code').inTable('aid_classes');
    table.string('file', 80).notNullable();
    table.integer('bytes').notNullable().checkPositive();
    table.string('poster', 80).notNullable();
    table.integer('width').notNullable().checkPositive();
    table.integer('height').notNullable().checkPositive();
    belongsTo(table, 'added_by', 'accounts').notNullable();
    instant(table, 'added_at').notNullable();
  });

  await knex.schema.createTable('aid_class_captions', (table) => {
    belongsTo(table, 'video_id', 'aid_class_videos').notNullable();
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.string('file', 80).notNullable();
    table.text('transcript').notNullable();
    table.primary(['video_id', 'language']);
  });

  // How a received product serves, told by the person or who acts for them: one per request.
  await knex.schema.createTable('experiences', (table) => {
    table.increments('id');
    table.integer('request_id').notNullable().unique().references('id').inTable('requests');
    belongsTo(table, 'product_id', 'products').notNullable();
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'told_by', 'accounts').notNullable();
    table.string('told_as', 20).notNullable().checkIn(['applicant', 'representative']);
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.string('fit', 12).notNullable();
    table.string('comfort', 12).notNullable();
    table.string('repair', 12).notNullable();
    table.boolean('again').notNullable();
    table.text('text');
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['waiting', 'published', 'declined', 'withdrawn']);
    table.string('reason', 20); // why it was declined
    instant(table, 'told_at').notNullable();
    belongsTo(table, 'decided_by', 'accounts');
    instant(table, 'decided_at');
    table.integer('version').notNullable().defaultTo(1);
    table.index(['product_id', 'state', 'id']);
    table.index(['state', 'id']);
    table.check('decided_by is null or decided_by <> told_by', [], 'nobody_judges_their_own_words');
  });

  // Readers point to a problem: one open flag asks the administrators to look again.
  await knex.schema.createTable('experience_flags', (table) => {
    table.increments('id');
    belongsTo(table, 'experience_id', 'experiences').notNullable();
    table.string('reason', 20).notNullable();
    instant(table, 'flagged_at').notNullable();
    belongsTo(table, 'handled_by', 'accounts');
    instant(table, 'handled_at');
  });
  await knex.raw(
    'create unique index one_open_flag on experience_flags (experience_id) where handled_at is null',
  );
}

function ofAidClass(table: Table): void {
  table
    .string('aid_class_code', 20)
    .notNullable()
    .references('code')
    .inTable('aid_classes')
    .index();
}

// Who said it and when; in force while it has no end. The reference files' texts are nobody's.
function period(table: Table): void {
  belongsTo(table, 'stated_by', 'accounts');
  instant(table, 'stated_at').notNullable();
  instant(table, 'ended_at');
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'experience_flags',
    'experiences',
    'aid_class_captions',
    'aid_class_videos',
    'aid_class_questions',
    'aid_class_texts',
  ]) {
    await knex.schema.dropTable(table);
  }
}
