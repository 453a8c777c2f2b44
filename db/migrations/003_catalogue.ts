import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('products', (table) => {
    table.increments('id');
    table.string('slug', 100).notNullable().unique();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.string('maker', 200).notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'summary');
    inThreeLanguages(table, 'description');
    table.boolean('made_to_order').notNullable();
    table.string('certificate_number', 60);
    date(table, 'certificate_valid_until');
    table.string('origin', 2).notNullable(); // ISO 3166-1
    table.integer('warranty_months').notNullable();
    publication(table);
    date(table, 'published_on');
    instant(table, 'updated_at').notNullable();
    table.check('warranty_months >= 0', [], 'warranty_is_not_negative');
    table.index(['status', 'id']);
  });

  await knex.schema.createTable('variants', (table) => {
    table.increments('id');
    belongsTo(table, 'product_id', 'products').notNullable();
    table.string('article', 60).notNullable().unique();
    inThreeLanguages(table, 'label');
    table.integer('position').notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    table.integer('version').notNullable().defaultTo(1);
  });

  await knex.schema.createTable('attribute_values', (table) => {
    table.increments('id');
    belongsTo(table, 'variant_id', 'variants').notNullable();
    belongsTo(table, 'definition_id', 'attribute_definitions').notNullable();
    table.bigInteger('thousandths'); // numbers: 42.5 is 42500, so that no column floats
    belongsTo(table, 'option_id', 'attribute_options');
    table.boolean('yes');
    inThreeLanguages(table, 'text', { required: false });
    table.unique(['variant_id', 'definition_id']);
  });

  await knex.schema.createTable('product_pictures', (table) => {
    table.increments('id');
    belongsTo(table, 'product_id', 'products').notNullable();
    table.string('file', 80).notNullable().unique();
    table.integer('width').notNullable();
    table.integer('height').notNullable();
    inThreeLanguages(table, 'alt');
    table.integer('position').notNullable();
  });

  await knex.schema.createTable('offers', (table) => {
    table.increments('id');
    belongsTo(table, 'variant_id', 'variants').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    table.bigInteger('price_tiyn').notNullable().checkPositive();
    table.integer('delivery_days').notNullable().checkPositive(); // working days
    table.boolean('available').notNullable().defaultTo(true);
    publication(table);
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    instant(table, 'updated_at').notNullable();
    table.unique(['variant_id', 'supplier_id', 'valid_from']);
    table.check('valid_until is null or valid_until > valid_from', [], 'offer_period_runs_forward');
  });

  await knex.schema.createTable('offer_regions', (table) => {
    belongsTo(table, 'offer_id', 'offers').notNullable();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.primary(['offer_id', 'region_code']);
  });

  // What the catalogue list shows, one row per published product and region ('' = anywhere), kept by
  // `catalogue/listing.ts`, for '' always and for a region where somebody offers it there. Sums are those of
  // the best offer; the sort keys follow each language's alphabet.
  await knex.schema.createTable('catalogue_entries', (table) => {
    table.string('region_code', 9).notNullable();
    belongsTo(table, 'product_id', 'products').notNullable();
    table.string('family_code', 20).notNullable();
    table.string('class_code', 20).notNullable(); // level 2
    table.string('aid_class_code', 20).notNullable(); // the product's own, level 2 or 3
    table.boolean('made_to_order').notNullable();
    table.integer('offers').notNullable();
    table.bigInteger('guaranteed_tiyn'); // in force for the class; empty: not set
    // Where it is not known (nobody offers it, amount not set) the largest value stands, to come last.
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

  // Folded words of a product in all languages, its name apart to rank higher: FTS5 or tsvector, see
  // `catalogue/search-*.ts`.
  if (isPostgres(knex)) {
    await knex.schema.createTable('product_search', (table) => {
      table.integer('product_id').primary().references('id').inTable('products');
      table.specificType('words', 'tsvector').notNullable();
    });
    await knex.raw('create index product_search_words on product_search using gin (words)');
  } else {
    await knex.raw(
      `create virtual table product_search using fts5(name, words, tokenize = 'unicode61', prefix = '2 3')`,
    ); // rowid = product id
  }

  // One row: grows by one with each published change, so that caches know when to look again.
  await knex.schema.createTable('catalogue_version', (table) => {
    table.integer('id').primary().checkIn(['1']);
    table.integer('version').notNullable();
    date(table, 'listed_on');
  });
  await knex('catalogue_version').insert({ id: 1, version: 1 });
}

// Compared byte by byte on both databases, whatever the server's collation is.
function bytes(knex: Knex): string {
  return isPostgres(knex) ? 'varchar(400) collate "C"' : 'varchar(400)';
}

function isPostgres(knex: Knex): boolean {
  return knex.client.dialect === 'postgresql';
}

function publication(table: Knex.CreateTableBuilder): void {
  table
    .string('status', 10)
    .notNullable()
    .checkIn(['draft', 'in_review', 'published', 'withdrawn']);
  table.integer('version').notNullable().defaultTo(1);
  table.string('creation_key', 60).unique(); // idempotency: a form sent twice makes one record
  belongsTo(table, 'submitted_by', 'accounts');
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'catalogue_version',
    'product_search',
    'catalogue_entries',
    'offer_regions',
    'offers',
    'product_pictures',
    'attribute_values',
    'variants',
    'products',
  ]) {
    await knex.schema.dropTable(table);
  }
}
