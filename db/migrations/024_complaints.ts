import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('complaints', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'order_id', 'orders').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'office_id', 'offices').notNullable();
    table
      .string('kind', 20)
      .notNullable()
      .checkIn([
        'not_delivered',
        'something_else',
        'asked_money',
        'false_confirmation',
        'unsafe',
        'rude',
        'other',
      ]);
    table.text('text').notNullable();
    date(table, 'known_on').notNullable();
    table.boolean('late').notNullable();
    table.text('late_reason');
    belongsTo(table, 'filed_by', 'accounts').notNullable();
    table.string('filed_as', 20).notNullable();
    instant(table, 'filed_at').notNullable();

    // The supplier's side
    date(table, 'answer_due_on').notNullable();
    table.text('answer');
    belongsTo(table, 'answered_by', 'accounts');
    instant(table, 'answered_at');

    // The commission's decision
    date(table, 'decision_due_on').notNullable();
    table.string('state', 10).notNullable().checkIn(['open', 'founded', 'unfounded', 'withdrawn']);
    table.string('consequence', 10).checkIn(['none', 'remedy', 'suspension', 'removal']);
    table.text('reasons'); // in plain words, to the person
    date(table, 'remedy_by');
    date(table, 'return_not_before');
    belongsTo(table, 'decided_by', 'accounts');
    instant(table, 'decided_at');
    instant(table, 'overdue_at'); // the commission was told
    table.string('creation_key', 60).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table.check('late_reason is not null or not late', [], 'a_late_complaint_says_why');
    table.check(
      `(state in ('founded', 'unfounded')) = (decided_at is not null)`,
      [],
      'a_decision_has_its_day',
    );
    table.check(
      `(consequence in ('remedy', 'suspension', 'removal')) is not true or state = 'founded'`,
      [],
      'only_the_founded_has_consequences',
    );
  });
  await knex.raw(
    `create index complaints_due on complaints (decision_due_on, id) where state = 'open'`,
  );
  await knex.raw(
    `create unique index one_open_complaint on complaints (order_id, kind) where state = 'open'`,
  );

  // A member's vote, once and for good.
  await knex.schema.createTable('complaint_votes', (table) => {
    table.increments('id');
    belongsTo(table, 'complaint_id', 'complaints').notNullable();
    belongsTo(table, 'account_id', 'accounts').notNullable();
    table.string('vote', 10).notNullable().checkIn(['founded', 'unfounded']);
    table.text('note').notNullable();
    instant(table, 'voted_at').notNullable();
    table.unique(['complaint_id', 'account_id']);
  });

  await knex.raw('alter table suppliers add column return_not_before varchar(10)');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table suppliers drop column return_not_before');
  await knex.schema.dropTable('complaint_votes');
  await knex.schema.dropTable('complaints');
}
