import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

const MEASURERS = ['self', 'relative', 'specialist', 'unknown'];

/** What people measured, with its history; and what a request took with it when it was submitted. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('applicant_measures', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    table.string('kind', 40).notNullable(); // a key of server/measures/kinds.ts
    table.integer('thousandths').notNullable();
    date(table, 'measured_on').notNullable();
    table.string('measured_by', 12).notNullable().checkIn(MEASURERS);
    instant(table, 'recorded_at').notNullable();
    belongsTo(table, 'recorded_by', 'accounts').notNullable();
    instant(table, 'replaced_at'); // empty: this one counts
    table.check('thousandths >= 0', [], 'a_measure_is_not_negative');
  });
  await knex.raw(
    'create unique index one_measure_of_a_kind on applicant_measures (applicant_id, kind) where replaced_at is null',
  );

  await knex.schema.createTable('request_measures', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.string('kind', 40).notNullable();
    table.integer('thousandths').notNullable();
    date(table, 'measured_on').notNullable();
    table.string('measured_by', 12).notNullable().checkIn(MEASURERS);
    table.unique(['request_id', 'kind']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('request_measures');
  await knex.schema.dropTable('applicant_measures');
}
