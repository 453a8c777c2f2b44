import type { Knex } from 'knex';
import { belongsTo, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // What a person must be able to do, where nobody offers what they need.
  await knex.raw('alter table requests add column need text');
  await knex.raw('alter table requests add column need_tried text');
  await knex.raw(
    'create index requests_for_needs on requests (submitted_at, id) where need is not null',
  );

  // What the office found for a need: the person chooses.
  await knex.schema.createTable('need_proposals', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'offer_id', 'offers').notNullable();
    belongsTo(table, 'proposed_by', 'accounts').notNullable();
    instant(table, 'proposed_at').notNullable();
    table.text('note').notNullable();
    table.unique(['request_id', 'offer_id']);
  });

  // What nobody offered in a month, counted.
  await knex.schema.createTable('need_digests', (table) => {
    table.increments('id');
    table.string('month', 7).notNullable().unique(); // 2026-11
    instant(table, 'made_at').notNullable();
    table.integer('total').notNullable();
  });
  await knex.schema.createTable('need_digest_lines', (table) => {
    belongsTo(table, 'digest_id', 'need_digests').notNullable();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.integer('count').notNullable().checkPositive();
    table.primary(['digest_id', 'aid_class_code', 'region_code']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('need_digest_lines');
  await knex.schema.dropTable('need_digests');
  await knex.schema.dropTable('need_proposals');
  await knex.raw('drop index requests_for_needs');
  await knex.raw('alter table requests drop column need_tried');
  await knex.raw('alter table requests drop column need');
}
