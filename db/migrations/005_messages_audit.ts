import type { Knex } from 'knex';
import { belongsTo, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // A text to a person. In the portal's inbox at once; other channels go through the outbox.
  await knex.schema.createTable('messages', (table) => {
    table.increments('id');
    belongsTo(table, 'account_id', 'accounts').notNullable();
    belongsTo(table, 'applicant_id', 'applicants');
    belongsTo(table, 'request_id', 'requests');
    table.string('kind', 60).notNullable(); // the text's key: 'request.submitted'
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.text('subject').notNullable();
    table.text('body').notNullable();
    instant(table, 'created_at').notNullable();
    instant(table, 'read_at');
    table.string('source_key', 80).notNullable(); // what it tells of: one message per event and reader
    table.unique(['source_key', 'account_id']);
    table.index(['account_id', 'id']);
  });
  await knex.raw('create index unread_messages on messages (account_id) where read_at is null');

  await knex.schema.createTable('outbox', (table) => {
    table.increments('id');
    belongsTo(table, 'message_id', 'messages').notNullable();
    table.string('channel', 10).notNullable().checkIn(['email']);
    table.string('state', 10).notNullable().checkIn(['waiting', 'sent', 'dead']);
    table.integer('tries').notNullable().defaultTo(0);
    instant(table, 'next_try_at').notNullable();
    instant(table, 'leased_until');
    instant(table, 'sent_at');
    table.string('last_error', 200);
    table.unique(['message_id', 'channel']);
  });
  await knex.raw(`create index outbox_waiting on outbox (next_try_at, id) where state = 'waiting'`);

  // Who read or changed what about whom. Append-only (triggers), each entry chained to the one before.
  await knex.schema.createTable('audit_entries', (table) => {
    table.increments('id');
    instant(table, 'at').notNullable();
    belongsTo(table, 'actor_id', 'accounts');
    table.string('actor_role', 20).notNullable();
    table.string('action', 60).notNullable(); // 'request.read', 'offer.published'
    table.string('object_kind', 40).notNullable();
    table.string('object_id', 40).notNullable();
    belongsTo(table, 'applicant_id', 'applicants'); // whose data
    table.text('fields').notNullable().defaultTo('[]'); // names of fields, never values of people
    table.text('detail'); // values of things that are not people: old and new amounts, status
    table.text('reason');
    table.string('previous_hash', 64).notNullable();
    table.string('hash', 64).notNullable().unique();
    table.index(['object_kind', 'object_id', 'id']);
    table.index(['action', 'id']);
  });

  await knex.schema.createTable('audit_head', (table) => {
    table.integer('id').primary().checkIn(['1']);
    table.string('hash', 64).notNullable();
  });
  await knex('audit_head').insert({ id: 1, hash: '0'.repeat(64) });

  for (const table of ['audit_entries', 'request_events']) await refuseChanges(knex, table);
}

async function refuseChanges(knex: Knex, table: string): Promise<void> {
  if (knex.client.dialect === 'postgresql') {
    await knex.raw(`create function ${table}_never_change() returns trigger language plpgsql
      as $$ begin raise exception '${table} is append-only'; end $$`);
    await knex.raw(`create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function ${table}_never_change()`);
  } else {
    for (const act of ['update', 'delete']) {
      await knex.raw(`create trigger ${table}_no_${act} before ${act} on ${table}
        begin select raise(abort, '${table} is append-only'); end`);
    }
  }
}

export async function down(knex: Knex): Promise<void> {
  const postgres = knex.client.dialect === 'postgresql';
  if (postgres) {
    await knex.raw('drop trigger request_events_append_only on request_events');
  } else {
    for (const act of ['update', 'delete']) {
      await knex.raw(`drop trigger request_events_no_${act}`);
    }
  }
  for (const table of ['audit_head', 'audit_entries', 'outbox', 'messages']) {
    await knex.schema.dropTable(table);
  }
  if (postgres) {
    for (const table of ['audit_entries', 'request_events']) {
      await knex.raw(`drop function ${table}_never_change()`);
    }
  }
}
