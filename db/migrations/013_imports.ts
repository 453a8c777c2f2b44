import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

/** Products brought in from files: checked in steps that outlive a restart, then written at once. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('imports', (table) => {
    table.increments('id');
    belongsTo(table, 'account_id', 'accounts').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers'); // whose file; empty: an administrator's
    table.string('file_name', 200).notNullable(); // as the person called it
    table.string('kind', 4).notNullable().checkIn(['csv', 'xlsx']);
    table.integer('bytes').notNullable();
    table.string('digest', 64).notNullable();
    table.string('stored_file', 60); // below the files' folder, until its rows are read
    table
      .string('status', 12)
      .notNullable()
      .checkIn(['uploaded', 'checking', 'checked', 'refused', 'committing', 'done', 'failed']);
    table.string('refusal', 30); // why the file was not read
    table.text('refusal_values');
    table.text('headers'); // JSON: the columns of the file
    table.integer('rows_read').notNullable().defaultTo(0);
    table.integer('rows_total'); // known once the file is read
    table.integer('rows_checked').notNullable().defaultTo(0);
    table.integer('problems').notNullable().defaultTo(0);
    for (const name of ['products', 'offers']) {
      for (const outcome of ['new', 'changed', 'same']) {
        table.integer(`${name}_${outcome}`).notNullable().defaultTo(0);
      }
    }
    table.integer('drafts').notNullable().defaultTo(0); // products that still lacked something for the review
    table.boolean('outdated').notNullable().defaultTo(false); // a product changed after the check
    table.integer('version').notNullable().defaultTo(1);
    table.string('creation_key', 60).unique();
    table.string('lease_key', 40); // who works on it, and until when nobody else may
    instant(table, 'lease_until');
    table.integer('attempts').notNullable().defaultTo(0);
    instant(table, 'uploaded_at').notNullable();
    instant(table, 'checked_at');
    instant(table, 'done_at');
    table.index(['supplier_id', 'id']);
    table.index(['uploaded_at']);
  });
  await knex.raw(
    `create index imports_at_work on imports (id) where status in ('uploaded', 'checking', 'committing')`,
  );

  // The rows of a file, until what they say is written.
  await knex.schema.createTable('import_rows', (table) => {
    table.integer('import_id').notNullable().references('id').inTable('imports');
    table.integer('row').notNullable(); // as a spreadsheet counts
    table.text('cells').notNullable(); // JSON, in the order of the import's headers
    table.primary(['import_id', 'row']);
  });

  await knex.schema.createTable('import_problems', (table) => {
    table.increments('id');
    table.integer('import_id').notNullable().references('id').inTable('imports');
    table.integer('row').notNullable();
    table.string('column', 100);
    table.string('code', 30).notNullable();
    table.text('detail'); // JSON: what the sentence names
    table.index(['import_id', 'id']);
  });

  await knex.schema.createTable('import_products', (table) => {
    table.increments('id');
    table.integer('import_id').notNullable().references('id').inTable('imports');
    belongsTo(table, 'product_id', 'products'); // empty: a new one
    table.string('outcome', 8).notNullable().checkIn(['new', 'changed', 'same']);
    table.integer('first_row').notNullable();
    inThreeLanguages(table, 'name');
    table.string('stamp', 100); // the state that the check saw
    table.text('content'); // JSON: what is proposed
    table.text('changes'); // JSON: column, article, old and new cell
    table.index(['import_id', 'outcome', 'id']);
  });

  await knex.schema.createTable('import_offers', (table) => {
    table.increments('id');
    table.integer('import_id').notNullable().references('id').inTable('imports');
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    table.integer('row').notNullable();
    table.string('article', 60).notNullable();
    table.string('outcome', 8).notNullable().checkIn(['new', 'changed', 'same']);
    // Planned while nothing is written; waiting for the product that it is for; written.
    table.string('state', 8).notNullable().checkIn(['planned', 'waiting', 'done']);
    belongsTo(table, 'offer_id', 'offers'); // the offer that is changed, later the one that was written
    table.integer('offer_version');
    table.bigInteger('price_tiyn').notNullable();
    table.integer('delivery_days').notNullable();
    table.boolean('available').notNullable();
    table.text('regions').notNullable(); // JSON
    date(table, 'valid_from').notNullable();
    table.text('before'); // JSON: the terms that hold now
    table.index(['import_id', 'outcome', 'id']);
  });
  await knex.raw(
    `create index import_offers_waiting on import_offers (id) where state = 'waiting'`,
  );
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'import_offers',
    'import_products',
    'import_problems',
    'import_rows',
    'imports',
  ]) {
    await knex.schema.dropTable(table);
  }
}
