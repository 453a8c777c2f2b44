// Assisted entry: a caseworker opens a person's file with a reason and types for them.
import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('assisted_entries', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'office_id', 'offices').notNullable();
    belongsTo(table, 'opened_by', 'accounts').notNullable();
    instant(table, 'opened_at').notNullable();
    table.string('told', 8).notNullable().checkIn(['phone', 'office', 'paper', 'home']);
    table.text('reason').notNullable();
    date(table, 'received_on').notNullable(); // the clocks count from here
    table.integer('request_id').references('id').inTable('requests').unique();
    instant(table, 'read_back_at'); // the person heard and agreed to what was entered
    table.string('creation_key', 60).notNullable().unique();
    table.check('read_back_at is null or request_id is not null', [], 'what_was_read_is_there');
    table.index(['opened_by', 'id']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('assisted_entries');
}
