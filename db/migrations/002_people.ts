import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('suppliers', (table) => {
    table.increments('id');
    table.string('bin', 12).notNullable().unique();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'address');
    table.string('phone', 40).notNullable();
    table.string('email', 200).notNullable();
    table.string('status', 12).notNullable().checkIn(['admitted', 'suspended', 'removed']);
    date(table, 'admitted_on').notNullable();
    date(table, 'admitted_until');
    table.integer('version').notNullable().defaultTo(1);
  });

  await knex.schema.createTable('supplier_regions', (table) => {
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.primary(['supplier_id', 'region_code']);
  });

  await knex.schema.createTable('accounts', (table) => {
    table.increments('id');
    table.text('iin_encrypted').notNullable(); // AES-256-GCM, with the id of its key
    table.string('iin_lookup', 64).notNullable().unique(); // HMAC-SHA-256, keyed
    table.string('iin_last4', 4).notNullable();
    table.string('family_name', 100).notNullable();
    table.string('given_name', 100).notNullable();
    table.string('patronymic', 100);
    table.string('email', 200);
    table.string('phone', 40);
    table.text('password_hash'); // none while an account signs in only through an identity provider
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.text('display_settings').notNullable().defaultTo('{}');
    table.string('status', 10).notNullable().checkIn(['active', 'disabled']);
    table.boolean('demo').notNullable().defaultTo(false);
    instant(table, 'created_at').notNullable();
    table.integer('version').notNullable().defaultTo(1);
    table.text('search_text').notNullable(); // folded name, for staff with a reason
  });

  await knex.schema.createTable('account_roles', (table) => {
    belongsTo(table, 'account_id', 'accounts').notNullable();
    table
      .string('role', 20)
      .notNullable()
      .checkIn([
        'applicant',
        'representative',
        'caseworker',
        'lead_caseworker',
        'supplier',
        'administrator',
      ]);
    belongsTo(table, 'office_id', 'offices');
    belongsTo(table, 'supplier_id', 'suppliers');
    belongsTo(table, 'granted_by', 'accounts');
    instant(table, 'granted_at').notNullable();
    table.primary(['account_id', 'role']);
    table.check(
      `(role in ('caseworker', 'lead_caseworker')) = (office_id is not null)`,
      [],
      'caseworkers_have_an_office',
    );
    table.check(`(role = 'supplier') = (supplier_id is not null)`, [], 'suppliers_have_a_firm');
  });

  await knex.schema.createTable('sessions', (table) => {
    table.string('id_hash', 64).primary(); // SHA-256: a stolen table opens no session
    belongsTo(table, 'account_id', 'accounts');
    table.text('data').notNullable();
    instant(table, 'created_at').notNullable();
    instant(table, 'seen_at').notNullable();
    instant(table, 'expires_at').notNullable().index();
  });

  await knex.schema.createTable('throttles', (table) => {
    table.string('bucket', 100).primary(); // a keyed hash of what is throttled, never the thing itself
    table.integer('failures').notNullable();
    instant(table, 'last_failed_at').notNullable();
    instant(table, 'blocked_until');
  });

  await knex.schema.createTable('applicants', (table) => {
    table.increments('id');
    table.integer('account_id').references('id').inTable('accounts').unique(); // none for a young child
    table.text('iin_encrypted').notNullable();
    table.string('iin_lookup', 64).notNullable().unique();
    table.string('iin_last4', 4).notNullable();
    table.string('family_name', 100).notNullable();
    table.string('given_name', 100).notNullable();
    table.string('patronymic', 100);
    date(table, 'born_on').notNullable();
    table.string('sex', 6).notNullable().checkIn(['female', 'male']);
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.string('settlement', 200).notNullable();
    table.boolean('urban').notNullable();
    table.string('address', 300).notNullable();
    table.string('phone', 40);
    table.string('disability_group', 10).checkIn(['first', 'second', 'third', 'child']);
    table.text('communication_needs').notNullable().defaultTo('[]'); // JSON list of keys
    table
      .string('preferred_channel', 10)
      .notNullable()
      .checkIn(['portal', 'email', 'sms', 'letter', 'phone']);
    table.string('preferred_language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.integer('version').notNullable().defaultTo(1);
  });

  await knex.schema.createTable('representations', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'account_id', 'accounts').notNullable();
    table
      .string('kind', 20)
      .notNullable()
      .checkIn(['parent', 'guardian', 'power_of_attorney', 'organisation']);
    table.string('scope', 4).notNullable().checkIn(['see', 'act']);
    table.text('proof').notNullable();
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    belongsTo(table, 'verified_by', 'accounts');
    instant(table, 'verified_at');
    instant(table, 'ended_at');
  });

  await knex.schema.createTable('programmes', (table) => {
    table.increments('id');
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    table.string('number', 40).notNullable().unique();
    date(table, 'issued_on').notNullable();
    date(table, 'valid_until');
    table.text('issued_by').notNullable();
  });

  // One line of a programme. granted (quantity) = reserved + used + free, always.
  await knex.schema.createTable('entitlements', (table) => {
    table.increments('id');
    belongsTo(table, 'programme_id', 'programmes').notNullable();
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.integer('quantity').notNullable().checkPositive();
    table.integer('reserved').notNullable().defaultTo(0);
    table.integer('used').notNullable().defaultTo(0);
    date(table, 'notified_on').notNullable();
    date(table, 'order_by').notNullable();
    table.check(
      'reserved >= 0 and used >= 0 and reserved + used <= quantity',
      [],
      'quantity_is_conserved',
    );
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'entitlements',
    'programmes',
    'representations',
    'applicants',
    'throttles',
    'sessions',
    'account_roles',
    'accounts',
    'supplier_regions',
    'suppliers',
  ]) {
    await knex.schema.dropTable(table);
  }
}
