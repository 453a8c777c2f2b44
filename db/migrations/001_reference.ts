import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('regions', (table) => {
    table.string('code', 9).primary(); // KATO, level 1
    table.string('iso3166_2', 6).notNullable().unique();
    table.string('kind', 10).notNullable().checkIn(['region', 'city']);
    inThreeLanguages(table, 'name');
  });

  await knex.schema.createTable('offices', (table) => {
    table.increments('id');
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'address');
    table.string('phone', 40).notNullable();
    table.string('email', 200).notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    table.integer('version').notNullable().defaultTo(1);
    table.unique(['region_code', 'name_ru']);
  });

  await knex.schema.createTable('public_holidays', (table) => {
    date(table, 'on').primary();
    inThreeLanguages(table, 'name');
    table
      .string('kind', 20)
      .notNullable()
      .checkIn(['public', 'religious', 'observed', 'transferred', 'working-weekend']);
    table.string('status', 12).notNullable().checkIn(['confirmed', 'unconfirmed']);
    table.text('source').notNullable();
    table.text('note');
  });

  await knex.schema.createTable('aid_classes', (table) => {
    table.string('code', 20).primary();
    table.string('parent_code', 20).references('code').inTable('aid_classes').index();
    table.integer('level').notNullable().checkBetween([1, 3]);
    table.integer('position').notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'summary');
    inThreeLanguages(table, 'illustration_alt');
    table
      .string('provision_route', 24)
      .notNullable()
      .checkIn(['portal', 'procurement', 'portal-or-procurement']);
    table.string('name_source', 20).notNullable();
    table.text('name_source_detail').notNullable();
    table
      .string('status', 20)
      .notNullable()
      .checkIn(['official-family', 'official-named', 'named-in-source', 'unconfirmed']);
    table.integer('annual_norm').checkPositive();
    table.text('annual_norm_unit');
    table.string('iso9999_code', 12);
    table.text('iso9999_title');
    table.string('iso9999_confidence', 10);
    table.text('source_url');
    table.text('note');
    table.boolean('active').notNullable().defaultTo(true);
    table.integer('version').notNullable().defaultTo(1);
  });

  await knex.schema.createTable('attribute_definitions', (table) => {
    table.increments('id');
    table.string('aid_class_code', 20).notNullable().references('code').inTable('aid_classes');
    table.string('key', 40).notNullable();
    table.string('kind', 10).notNullable().checkIn(['number', 'choice', 'yes_no', 'text']);
    table.string('unit', 10);
    table.boolean('required').notNullable();
    table.boolean('filterable').notNullable();
    table.integer('position').notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'help', { required: false });
    table.unique(['aid_class_code', 'key']);
  });

  await knex.schema.createTable('attribute_options', (table) => {
    table.increments('id');
    belongsTo(table, 'definition_id', 'attribute_definitions').notNullable();
    table.string('key', 40).notNullable();
    table.integer('position').notNullable();
    inThreeLanguages(table, 'name');
    table.unique(['definition_id', 'key']);
  });

  // What the state pays at most. Half-open: in force from `valid_from` up to, not including, `valid_until`.
  await knex.schema.createTable('guaranteed_amounts', (table) => {
    table.increments('id');
    table.string('aid_class_code', 20).notNullable().references('code').inTable('aid_classes');
    table.bigInteger('amount_tiyn').notNullable().checkPositive();
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    table.text('source').notNullable();
    table.string('status', 12).notNullable().checkIn(['confirmed', 'proposed', 'demo']);
    table.unique(['aid_class_code', 'valid_from']);
    table.check(
      'valid_until is null or valid_until > valid_from',
      [],
      'amount_period_runs_forward',
    );
  });

  // Clocks of the lifecycle, replacement terms and the sum above which a second person consents.
  await knex.schema.createTable('terms', (table) => {
    table.increments('id');
    table.string('key', 40).notNullable();
    table.string('aid_class_code', 20).references('code').inTable('aid_classes').index();
    table.bigInteger('value').notNullable().checkPositive();
    table
      .string('unit', 16)
      .notNullable()
      .checkIn(['working_days', 'calendar_days', 'months', 'tiyn']);
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    table.text('source').notNullable();
    table.string('status', 12).notNullable().checkIn(['confirmed', 'proposed']);
    table.check('valid_until is null or valid_until > valid_from', [], 'term_period_runs_forward');
  });
  await knex.raw(
    `create unique index one_term_a_day on terms (key, coalesce(aid_class_code, ''), valid_from)`,
  );

  // Which reference files have been read in: what administrators removed since stays removed.
  await knex.schema.createTable('reference_loads', (table) => {
    table.string('digest', 64).primary();
    instant(table, 'loaded_at').notNullable();
  });

  // Reasons that people choose from a list: refusing, declining, misfit, withdrawing.
  await knex.schema.createTable('reasons', (table) => {
    table.string('code', 60).primary();
    table.string('kind', 20).notNullable().checkIn(['refusal', 'decline', 'withdrawal']);
    table.integer('position').notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'explanation', { required: false });
    table.text('source').notNullable();
    table.boolean('active').notNullable().defaultTo(true);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'reference_loads',
    'reasons',
    'terms',
    'guaranteed_amounts',
    'attribute_options',
    'attribute_definitions',
    'aid_classes',
    'public_holidays',
    'offices',
    'regions',
  ]) {
    await knex.schema.dropTable(table);
  }
}
