import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('corrections', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'office_id', 'offices').notNullable();
    table
      .string('record', 16)
      .notNullable()
      .checkIn([
        'name',
        'birth_date',
        'address',
        'phone',
        'channel',
        'office',
        'disability_group',
        'programme_line',
        'measure',
        'event',
        'decision',
      ]);
    belongsTo(table, 'request_id', 'requests'); // the case it is about
    belongsTo(table, 'entitlement_id', 'entitlements'); // the line it is about
    table.text('wrong').notNullable();
    table.text('correct').notNullable();
    belongsTo(table, 'filed_by', 'accounts').notNullable();
    table.string('filed_as', 20).notNullable();
    instant(table, 'filed_at').notNullable();
    date(table, 'due_on').notNullable();
    table
      .string('state', 14)
      .notNullable()
      .checkIn(['received', 'asked', 'corrected', 'not_corrected', 'withdrawn']);
    instant(table, 'asked_at'); // the register that holds it
    table.text('asked_note');
    table.text('explanation'); // to the person
    belongsTo(table, 'decided_by', 'accounts');
    instant(table, 'decided_at');
    // The request goes on meanwhile with what the person says.
    belongsTo(table, 'interim_by', 'accounts');
    instant(table, 'interim_at');
    instant(table, 'overdue_at'); // the lead was told
    table.string('creation_key', 60).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table.check(
      `(state in ('corrected', 'not_corrected')) = (decided_at is not null)`,
      [],
      'a_corrected_record_has_its_day',
    );
  });
  await knex.raw(
    `create index corrections_due on corrections (office_id, due_on, id) where state in ('received', 'asked')`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('corrections');
}
