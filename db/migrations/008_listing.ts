import type { Knex } from 'knex';
import { belongsTo, date } from './columns.ts';

/**
 * One compact row for each listed product in place of one for each product and region: every process keeps the
 * catalogue in memory and reads the rows that changed. The rows are made anew when the portal starts.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.dropTable('catalogue_entries');
  await knex.schema.createTable('product_listings', (table) => {
    table.integer('product_id').primary().references('id').inTable('products');
    table.integer('version').notNullable(); // of the catalogue in which it was last listed
    table.boolean('listed').notNullable(); // false: withdrawn since, so that every process lets go of it
    table.string('aid_class_code', 20).notNullable();
    table.boolean('made_to_order').notNullable();
    date(table, 'published_on').notNullable();
    table.bigInteger('guaranteed_tiyn'); // in force for the class; empty: not set
    for (const lang of ['kk', 'ru', 'en']) table.string(`sort_${lang}`, 400).notNullable();
    table.text('offers').notNullable(); // those in force, as `catalogue/listed-offers.ts` writes them
    table.string('words_digest', 22).notNullable(); // of what it is found by; '' makes its words anew
    table.text('technical').notNullable(); // active variants' data, as `catalogue/listed-data.ts` writes them
    table.index(['version', 'product_id']);
    table.index(['aid_class_code', 'version', 'product_id']);
  });
  await knex('catalogue_version').update({ listed_on: null, version: knex.raw('version + 1') });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('product_listings');
  await knex.schema.createTable('catalogue_entries', (table) => {
    table.string('region_code', 9).notNullable();
    belongsTo(table, 'product_id', 'products').notNullable();
    table.string('family_code', 20).notNullable();
    table.string('class_code', 20).notNullable();
    table.string('aid_class_code', 20).notNullable();
    table.boolean('made_to_order').notNullable();
    table.integer('offers').notNullable();
    table.bigInteger('guaranteed_tiyn');
    table.bigInteger('price_from_tiyn').notNullable();
    table.bigInteger('co_payment_from_tiyn').notNullable();
    table.integer('delivery_days_from').notNullable();
    date(table, 'published_on').notNullable();
    for (const lang of ['kk', 'ru', 'en'])
      table.specificType(`sort_${lang}`, bytes(knex)).notNullable();
    table.primary(['region_code', 'product_id']);
    for (const sort of [
      'sort_kk',
      'sort_ru',
      'sort_en',
      'price_from_tiyn',
      'co_payment_from_tiyn',
      'delivery_days_from',
      'published_on',
    ]) {
      table.index(['region_code', sort, 'product_id']);
    }
    table.index(['region_code', 'family_code', 'class_code', 'aid_class_code', 'product_id']);
  });
  await knex('catalogue_version').update({ listed_on: null, version: knex.raw('version + 1') });
}

// Compared byte by byte on both databases, whatever the server's collation is.
function bytes(knex: Knex): string {
  return knex.client.dialect === 'postgresql' ? 'varchar(400) collate "C"' : 'varchar(400)';
}
