import type { Knex } from 'knex';

/** Technical data in sections, and the step in which a number is given. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('attribute_definitions', (table) => {
    table.string('section', 20).notNullable().defaultTo('general'); // see catalogue/technical-data.ts
    table.bigInteger('step'); // thousandths of the unit; empty: any
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('attribute_definitions', (table) => {
    table.dropColumns('section', 'step');
  });
}
