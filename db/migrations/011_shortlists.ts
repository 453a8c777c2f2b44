import type { Knex } from 'knex';
import { belongsTo, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // What somebody likes, without sign-in: the browser's cookie holds the key, the table its SHA-256.
  await knex.schema.createTable('shortlists', (table) => {
    table.increments('id');
    table.string('key_hash', 64).notNullable().unique();
    instant(table, 'created_at').notNullable();
    instant(table, 'used_at').notNullable().index();
    // Shared read-only: by an address that cannot be guessed, and by a short code for the phone that runs out.
    table.string('share_secret', 32).unique();
    table.string('share_code', 9).unique();
    instant(table, 'share_code_until');
    table.boolean('share_notes').notNullable().defaultTo(false);
    table.check(
      '(share_secret is null) = (share_code is null) and (share_code is null) = (share_code_until is null)',
      [],
      'a_shared_list_has_address_and_code',
    );
  });

  await knex.schema.createTable('shortlist_items', (table) => {
    table.increments('id');
    belongsTo(table, 'shortlist_id', 'shortlists').notNullable();
    belongsTo(table, 'variant_id', 'variants').notNullable();
    table.integer('position').notNullable();
    table.string('note', 200);
    instant(table, 'added_at').notNullable();
    table.unique(['shortlist_id', 'variant_id']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('shortlist_items');
  await knex.schema.dropTable('shortlists');
}
