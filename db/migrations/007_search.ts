import type { Knex } from 'knex';
import { belongsTo, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // Stems of a product's own words and the classes it belongs to; the words of its classes are not here,
  // `search/class-words.ts` knows them. See `search/engine-*.ts`.
  await knex.schema.dropTable('product_search');
  if (isPostgres(knex)) {
    await knex.schema.createTable('product_search', (table) => {
      table.integer('product_id').primary().references('id').inTable('products');
      table.specificType('words', 'tsvector').notNullable();
    });
    await knex.raw('create index product_search_words on product_search using gin (words)');
  } else {
    await knex.raw(
      `create virtual table product_search using fts5(names, texts, classes, detail = column,
        tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')`,
    ); // rowid = product id
  }
  await knex('catalogue_version').update({ listed_on: null }); // so that the next start fills it

  await knex.schema.createTable('search_articles', (table) => {
    table.string('article', 60).notNullable(); // letters and digits only
    belongsTo(table, 'product_id', 'products').notNullable();
    table.primary(['article', 'product_id']);
  });

  // Every stem of products' words, so that a slip of the finger is told from a word.
  await knex.schema.createTable('search_words', (table) => {
    table.string('stem', 40).primary();
    table.string('shown', 60).notNullable();
    table.string('sound', 60).notNullable().index();
  });
  // What remains of a stem without one of its letters: two words one slip apart share one of these.
  await knex.schema.createTable('search_slips', (table) => {
    table.string('rest', 40).notNullable();
    table.string('stem', 40).notNullable();
    table.primary(['rest', 'stem']);
  });

  await knex.schema.createTable('class_synonyms', (table) => {
    table.increments('id');
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.string('text', 80).notNullable();
    table.string('folded', 80).notNullable();
    table.string('source', 20).notNullable().checkIn(['reference', 'administrator']);
    table.unique(['aid_class_code', 'language', 'folded']);
  });

  await knex.schema.createTable('missing_aids', (table) => {
    table.increments('id');
    table.string('text', 300).notNullable();
    table.string('gist', 300).notNullable(); // its stems in order: the same wish in other words
    table.string('aid_class_code', 20).references('code').inTable('aid_classes').index();
    table.string('region_code', 9).references('code').inTable('regions').index();
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    instant(table, 'said_at').notNullable();
    instant(table, 'seen_at');
    belongsTo(table, 'seen_by', 'accounts');
    table.index(['seen_at', 'gist']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'missing_aids',
    'class_synonyms',
    'search_slips',
    'search_words',
    'search_articles',
    'product_search',
  ]) {
    await knex.schema.dropTable(table);
  }
  if (isPostgres(knex)) {
    await knex.schema.createTable('product_search', (table) => {
      table.integer('product_id').primary().references('id').inTable('products');
      table.specificType('words', 'tsvector').notNullable();
    });
    await knex.raw('create index product_search_words on product_search using gin (words)');
  } else {
    await knex.raw(
      `create virtual table product_search using fts5(name, words, tokenize = 'unicode61', prefix = '2 3')`,
    );
  }
  await knex('catalogue_version').update({ listed_on: null });
}

function isPostgres(knex: Knex): boolean {
  return knex.client.dialect === 'postgresql';
}
