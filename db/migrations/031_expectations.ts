import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

const STEPS = ['decision', 'dispatch', 'arrival', 'whole'];

export async function up(knex: Knex): Promise<void> {
  // How many steps of requests took how many working days. Counts only: no row leads to a person.
  await knex.schema.createTable('duration_counts', (table) => {
    classCode(table).notNullable();
    regionCode(table).notNullable();
    table.string('step', 10).notNullable().checkIn(STEPS);
    table.string('month', 7).notNullable(); // in which the step ended
    table.integer('days').notNullable();
    table.integer('cases').notNullable().checkPositive();
    table.primary(['aid_class_code', 'region_code', 'step', 'month', 'days']);
    table.index('month');
    table.check('days >= 0', [], 'no_step_ends_before_it_began');
  });

  // One row: up to which event the counts have read.
  await knex.schema.createTable('duration_progress', (table) => {
    table.integer('id').primary();
    table.integer('last_event_id').notNullable();
    instant(table, 'counted_at');
  });
  await knex('duration_progress').insert({ id: 1, last_event_id: 0 });

  // What may be said: no row stands on fewer than twenty cases.
  await knex.schema.createTable('expectations', (table) => {
    table.increments('id');
    classCode(table).notNullable(); // a class, or a family with all below it
    regionCode(table); // none: all regions
    table.string('step', 10).notNullable().checkIn(STEPS);
    table.integer('cases').notNullable();
    table.integer('half_days').notNullable();
    table.integer('most_days').notNullable(); // nine in ten
    instant(table, 'reckoned_at').notNullable();
    table.check('cases >= 20', [], 'nothing_below_twenty_cases');
    table.check('half_days <= most_days', [], 'half_before_most');
  });
  await knex.raw(
    'create unique index one_expectation_of_all on expectations (aid_class_code, step) where region_code is null',
  );
  await knex.raw(
    'create unique index one_expectation_of_a_region on expectations (aid_class_code, step, region_code) where region_code is not null',
  );

  // The queue of each office as the job last saw it.
  await knex.schema.createTable('office_queues', (table) => {
    table.integer('office_id').notNullable().unique().references('id').inTable('offices');
    table.integer('waiting').notNullable();
    instant(table, 'reckoned_at').notNullable();
  });
  await knex.schema.createTable('queue_places', (table) => {
    table.integer('request_id').notNullable().unique().references('id').inTable('requests');
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.integer('place').notNullable().checkPositive();
    table.integer('priority').notNullable();
    date(table, 'queued_on').notNullable();
  });

  // Why a place moved back, or was left and taken again: for the person to read.
  await knex.schema.createTable('queue_moves', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    instant(table, 'at').notNullable();
    table.integer('from_place'); // none: was not in the queue
    table.integer('to_place'); // none: left the queue
    table
      .string('reason', 12)
      .notNullable()
      .checkIn(['others', 'own_priority', 'paused', 'back', 'office']);
    table.integer('urgent').notNullable().defaultTo(0); // how many urgent ones came first
    table.integer('earlier').notNullable().defaultTo(0); // how many with an earlier date came first
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'queue_moves',
    'queue_places',
    'office_queues',
    'expectations',
    'duration_progress',
    'duration_counts',
  ]) {
    await knex.schema.dropTable(table);
  }
}

function classCode(table: Knex.CreateTableBuilder) {
  return table.string('aid_class_code', 20).references('code').inTable('aid_classes').index();
}

function regionCode(table: Knex.CreateTableBuilder) {
  return table.string('region_code', 9).references('code').inTable('regions').index();
}
