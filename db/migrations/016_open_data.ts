import type { Knex } from 'knex';
import { inThreeLanguages } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // The WHO's list of priority assistive products, and the aid classes in which each can be requested here.
  await knex.schema.createTable('priority_products', (table) => {
    table.integer('no').primary(); // place in the WHO's list
    table
      .string('domain', 16)
      .notNullable()
      .checkIn(['mobility', 'vision', 'hearing', 'communication', 'cognition', 'self-care']);
    inThreeLanguages(table, 'name');
    table.text('iso9999_code');
    table.text('source_url').notNullable();
  });
  await knex.schema.createTable('priority_product_classes', (table) => {
    table.integer('no').notNullable().references('no').inTable('priority_products');
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.primary(['no', 'aid_class_code']);
  });

  // The newest products first: the feed of catalogue news.
  await knex.schema.alterTable('products', (table) => {
    table.index(['status', 'published_on', 'id'], 'products_newest');
    table.index(['status', 'aid_class_code', 'id'], 'products_of_class');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('products', (table) => {
    table.dropIndex(['status', 'aid_class_code', 'id'], 'products_of_class');
    table.dropIndex(['status', 'published_on', 'id'], 'products_newest');
  });
  await knex.schema.dropTable('priority_product_classes');
  await knex.schema.dropTable('priority_products');
}
