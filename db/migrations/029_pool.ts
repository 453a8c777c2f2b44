import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // Whether the person would take an aid that somebody had before: yes, no, or "ask me".
  await knex.schema.alterTable('requests', (table) => {
    table.string('used_aid', 4).notNullable().defaultTo('ask');
  });
  // For which request an aid of the pool is kept, and when it was cleaned and looked at. Without a foreign key, since
  // SQLite could not drop the column again.
  await knex.schema.alterTable('aids', (table) => {
    table.integer('reserved_for');
    date(table, 'checked_on');
  });

  await knex.schema.createTable('pool_inspections', (table) => {
    table.increments('id');
    belongsTo(table, 'aid_id', 'aids').notNullable();
    table.string('condition', 10).notNullable().checkIn(['as_new', 'good', 'worn', 'broken']);
    date(table, 'cleaned_on').notNullable();
    table.text('note');
    belongsTo(table, 'inspected_by', 'accounts').notNullable();
    instant(table, 'inspected_at').notNullable();
    table.string('act_key', 60).unique();
  });

  await knex.schema.createTable('pool_offers', (table) => {
    table.increments('id');
    belongsTo(table, 'aid_id', 'aids').notNullable();
    belongsTo(table, 'request_id', 'requests').notNullable();
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['offered', 'accepted', 'declined', 'withdrawn', 'lapsed', 'supplied']);
    belongsTo(table, 'offered_by', 'accounts').notNullable();
    instant(table, 'offered_at').notNullable();
    date(table, 'answer_by').notNullable();
    belongsTo(table, 'answered_by', 'accounts');
    instant(table, 'answered_at');
    table.text('answer_note'); // how a caseworker was told
    table.string('act_key', 60).unique();
    table.check(
      `(state in ('accepted', 'declined', 'supplied')) = (answered_at is not null)`,
      [],
      'an_answer_has_its_time',
    );
  });
  await knex.raw(
    `create unique index an_aid_is_offered_to_one on pool_offers (aid_id) where state in ('offered', 'accepted')`,
  );
  await knex.raw(
    `create unique index a_request_is_offered_one_aid on pool_offers (request_id) where state in ('offered', 'accepted')`,
  );
  await knex.raw(
    `create index pool_offers_to_sweep on pool_offers (id) where state in ('offered', 'accepted')`,
  );

  // What an office hands out of its pool: a delivery without a supplier. The code is the person's, as with any other.
  await knex.schema.createTable('pool_deliveries', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'aid_id', 'aids').notNullable();
    table.string('state', 10).notNullable().checkIn(['sent', 'received', 'returned']);
    date(table, 'sent_on').notNullable();
    table.text('note').notNullable(); // how it comes
    table.text('delivery_code_encrypted').notNullable();
    // What had been chosen before, for the case that this one does not fit
    belongsTo(table, 'former_offer_id', 'offers');
    belongsTo(table, 'former_variant_id', 'variants');
    table.bigInteger('former_price_tiyn');
    table.bigInteger('former_guaranteed_tiyn');
    table.bigInteger('former_state_share_tiyn');
    table.bigInteger('former_co_payment_tiyn');
    date(table, 'former_priced_on');
    date(table, 'closed_on');
    table.check(`(state = 'sent') = (closed_on is null)`, [], 'what_is_on_its_way_is_open');
  });
  await knex.raw(
    `create unique index one_pool_delivery_of_a_request on pool_deliveries (request_id) where state = 'sent'`,
  );
  await knex.raw(
    `create unique index one_pool_delivery_of_an_aid on pool_deliveries (aid_id) where state = 'sent'`,
  );
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['pool_deliveries', 'pool_offers', 'pool_inspections']) {
    await knex.schema.dropTable(table);
  }
  await knex.raw('alter table aids drop column checked_on');
  await knex.raw('alter table aids drop column reserved_for');
  await knex.raw('alter table requests drop column used_aid');
}
