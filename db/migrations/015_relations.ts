import type { Knex } from 'knex';
import { belongsTo, inThreeLanguages } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // What goes with a product: `to` is an accessory or a spare part of `from`. The other two kinds hold both
  // ways and stand once, with the smaller id in `from`.
  await knex.schema.createTable('product_relations', (table) => {
    table.increments('id');
    belongsTo(table, 'from_product_id', 'products').notNullable();
    belongsTo(table, 'to_product_id', 'products').notNullable();
    table
      .string('kind', 12)
      .notNullable()
      .checkIn(['equivalent', 'accessory', 'spare_part', 'works_with']);
    table.unique(['from_product_id', 'to_product_id', 'kind']);
    table.check('from_product_id <> to_product_id', [], 'nothing_goes_with_itself');
    table.check(
      `kind in ('accessory', 'spare_part') or from_product_id < to_product_id`,
      [],
      'both_ways_stand_once',
    );
  });

  // Towns and villages that deliveries tell apart.
  await knex.schema.createTable('settlements', (table) => {
    table.increments('id');
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    inThreeLanguages(table, 'name');
  });

  // Where an offer differs from what it says for the whole region: more working days, or no delivery.
  await knex.schema.createTable('offer_places', (table) => {
    belongsTo(table, 'offer_id', 'offers').notNullable();
    belongsTo(table, 'settlement_id', 'settlements').notNullable();
    table.boolean('delivers').notNullable().defaultTo(true);
    table.integer('extra_days').notNullable().defaultTo(0);
    table.primary(['offer_id', 'settlement_id']);
    table.check('extra_days between 0 and 365', [], 'extra_days_are_few');
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['offer_places', 'settlements', 'product_relations']) {
    await knex.schema.dropTable(table);
  }
}
