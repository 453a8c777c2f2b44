import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('emergencies', (table) => {
    table.increments('id');
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'what');
    date(table, 'from_on').notNullable();
    date(table, 'until_on').notNullable(); // the last day
    date(table, 'ended_on'); // the last day, where it was ended early
    table.boolean('relaxes_duplicate').notNullable();
    table.boolean('relaxes_replacement').notNullable();
    table.boolean('relaxes_order_by').notNullable();
    date(table, 'papers_until'); // none: papers may not follow later
    belongsTo(table, 'declared_by', 'accounts').notNullable();
    instant(table, 'declared_at').notNullable();
    instant(table, 'look_due_at').notNullable(); // a second administrator looks by then
    belongsTo(table, 'looked_by', 'accounts');
    instant(table, 'looked_at');
    instant(table, 'look_asked_at'); // the administrators were told that nobody has looked
    belongsTo(table, 'ended_by', 'accounts');
    table.text('end_reason');
    instant(table, 'spread_at'); // requests that waited already were put first
    table.string('creation_key', 60).notNullable().unique();
    table.check('until_on >= from_on', [], 'an_emergency_ends_after_it_begins');
    table.check('looked_by is null or looked_by <> declared_by', [], 'two_people_look');
    table.index(['until_on', 'from_on']);
  });

  await knex.schema.createTable('emergency_regions', (table) => {
    belongsTo(table, 'emergency_id', 'emergencies').notNullable();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.primary(['emergency_id', 'region_code']);
  });

  // None: all classes. A class stands for those below it.
  await knex.schema.createTable('emergency_classes', (table) => {
    belongsTo(table, 'emergency_id', 'emergencies').notNullable();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.primary(['emergency_id', 'aid_class_code']);
  });

  // What people and offices say was lost or broken.
  await knex.schema.createTable('emergency_reports', (table) => {
    table.increments('id');
    belongsTo(table, 'emergency_id', 'emergencies').notNullable();
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.string('address_now', 300).notNullable();
    table.string('phone', 40);
    table.string('reach', 10).notNullable().checkIn(['phone', 'sms', 'portal', 'email', 'visit']);
    table.text('lost'); // what was lost that nobody knew of
    table.text('urgent'); // what cannot wait
    table.string('papers', 8).notNullable().checkIn(['have', 'lost', 'apart']);
    date(table, 'received_on').notNullable();
    belongsTo(table, 'filed_by', 'accounts').notNullable();
    table.string('filed_as', 20).notNullable();
    instant(table, 'filed_at').notNullable();
    table.boolean('office_task').notNullable(); // the portal could not ask for it by itself
    belongsTo(table, 'handled_by', 'accounts');
    instant(table, 'handled_at');
    table.text('outcome');
    table.string('creation_key', 60).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
  });
  await knex.raw(
    'create index emergency_tasks on emergency_reports (office_id, id) where office_task and handled_at is null',
  );

  // Requests that come first, and why.
  await knex.schema.createTable('emergency_requests', (table) => {
    table.increments('id');
    table.integer('request_id').notNullable().unique().references('id').inTable('requests');
    belongsTo(table, 'emergency_id', 'emergencies').notNullable();
    belongsTo(table, 'report_id', 'emergency_reports');
    instant(table, 'first_since').notNullable();
    date(table, 'papers_due_on');
    instant(table, 'papers_reminded_at');
    instant(table, 'papers_overdue_at'); // the office was told
    instant(table, 'papers_came_at');
    belongsTo(table, 'papers_came_to', 'accounts');
  });
  await knex.raw(
    'create index emergency_papers on emergency_requests (papers_due_on, request_id) where papers_due_on is not null and papers_came_at is null',
  );

  // Each relaxation that was used, once for each request.
  await knex.schema.createTable('emergency_uses', (table) => {
    table.increments('id');
    belongsTo(table, 'emergency_id', 'emergencies').notNullable();
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table
      .string('rule', 12)
      .notNullable()
      .checkIn(['duplicate', 'replacement', 'order_by', 'papers', 'first']);
    date(table, 'used_on').notNullable();
    table.unique(['request_id', 'rule']);
  });

  await knex.raw('alter table requests add column priority integer not null default 0');
  await knex.raw(
    'create index queue_by_priority on requests (office_id, priority desc, due_on, id) where is_live',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index queue_by_priority');
  await knex.raw('alter table requests drop column priority');
  for (const table of [
    'emergency_uses',
    'emergency_requests',
    'emergency_reports',
    'emergency_classes',
    'emergency_regions',
    'emergencies',
  ]) {
    await knex.schema.dropTable(table);
  }
}
