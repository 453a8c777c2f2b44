import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // What the portal does by itself: when each job ran, and which process holds it now.
  await knex.schema.createTable('jobs', (table) => {
    table.string('name', 60).primary();
    instant(table, 'due_at').notNullable();
    table.string('leased_by', 36);
    instant(table, 'leased_until');
    instant(table, 'started_at');
    instant(table, 'finished_at');
    table.integer('took_ms');
    table.integer('failures').notNullable().defaultTo(0); // one after another; a success begins anew
    table.string('last_error', 200);
    table.check('(leased_by is null) = (leased_until is null)', [], 'a_lease_has_an_end');
  });

  // Who was told that a date passed: once for each date and step. 0: the person, of what ends without their act;
  // 1: whoever has to act; 2: who answers for the office.
  await knex.schema.createTable('escalations', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    date(table, 'due_on').notNullable();
    table.integer('step').notNullable().checkIn(['0', '1', '2']);
    instant(table, 'at').notNullable();
    table.unique(['request_id', 'due_on', 'step']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('escalations');
  await knex.schema.dropTable('jobs');
}
