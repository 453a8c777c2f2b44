import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // A line of the programme that comes in lots: it is asked for through its plan alone.
  await knex.schema.alterTable('entitlements', (table) => {
    table.boolean('in_lots').notNullable().defaultTo(false);
  });

  await knex.schema.createTable('consumable_plans', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'entitlement_id', 'entitlements').notNullable();
    belongsTo(table, 'offer_id', 'offers').notNullable(); // what is sent next
    // What the person agreed to for one piece
    table.bigInteger('price_tiyn').notNullable();
    table.bigInteger('co_payment_tiyn').notNullable();
    table.integer('pieces').notNullable().checkPositive(); // in a lot
    table.integer('months').notNullable().checkPositive(); // that a lot lasts
    table.string('delivery_address', 300).notNullable();
    table.string('delivery_phone', 40);
    table.text('delivery_note');
    table.string('state', 8).notNullable().checkIn(['active', 'ended']);
    table.string('end_reason', 20).checkIn(['stopped', 'programme_ended', 'used_up']);
    date(table, 'ended_on');
    belongsTo(table, 'started_by', 'accounts').notNullable();
    instant(table, 'started_at').notNullable();
    table.integer('version').notNullable().defaultTo(1);
    table.string('creation_key', 60).unique();
    table.index(['applicant_id', 'id']);
    table.check(
      `(state = 'ended') = (ended_on is not null) and (ended_on is null) = (end_reason is null)`,
      [],
      'a_plan_ends_for_a_reason',
    );
  });
  await knex.raw(
    `create unique index one_plan_of_a_line on consumable_plans (entitlement_id) where state = 'active'`,
  );
  await knex.raw(`create index plans_that_run on consumable_plans (id) where state = 'active'`);

  // One year of the programme: norm = reserved + used + free, always.
  await knex.schema.createTable('consumable_years', (table) => {
    table.increments('id');
    belongsTo(table, 'entitlement_id', 'entitlements').notNullable();
    date(table, 'starts_on').notNullable();
    table.integer('norm').notNullable().checkPositive();
    table.integer('reserved').notNullable().defaultTo(0);
    table.integer('used').notNullable().defaultTo(0);
    table.unique(['entitlement_id', 'starts_on']);
    table.check(
      'reserved >= 0 and used >= 0 and reserved + used <= norm',
      [],
      'the_norm_is_conserved',
    );
  });

  await knex.schema.createTable('consumable_lots', (table) => {
    table.increments('id');
    belongsTo(table, 'plan_id', 'consumable_plans').notNullable();
    table.integer('number').notNullable().checkPositive();
    table
      .string('state', 8)
      .notNullable()
      .checkIn(['planned', 'sent', 'received', 'ended', 'skipped', 'dropped']);
    date(table, 'opens_on').notNullable(); // the time lock
    date(table, 'lasts_until'); // until when the pieces last, once it is sent
    belongsTo(table, 'year_id', 'consumable_years');
    table.integer('request_id').unique().references('id').inTable('requests');
    table.integer('pieces');
    instant(table, 'reminded_at');
    table.unique(['plan_id', 'number']);
    table.check(
      `(state in ('sent', 'received', 'ended')) = (request_id is not null)`,
      [],
      'what_was_sent_is_a_request',
    );
    table.check(
      '(request_id is null) = (pieces is null) and (pieces is null) = (year_id is null)',
      [],
      'what_was_sent_counts_in_a_year',
    );
  });
  await knex.raw(
    `create unique index one_next_lot on consumable_lots (plan_id) where state = 'planned'`,
  );
  await knex.raw(
    `create index lots_to_remind on consumable_lots (opens_on, id) where state = 'planned' and reminded_at is null`,
  );
  await knex.raw(`create index lots_on_their_way on consumable_lots (id) where state = 'sent'`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('consumable_lots');
  await knex.schema.dropTable('consumable_years');
  await knex.schema.dropTable('consumable_plans');
  await knex.raw('alter table entitlements drop column in_lots');
}
