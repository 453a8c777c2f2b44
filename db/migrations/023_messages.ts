// Messages by every way: what people choose, the outbox of all channels, texts as data. Messages and the outbox are
// built anew by hand, since neither engine can widen a check in place.
import type { Knex } from 'knex';
import { belongsTo, inThreeLanguages, instant } from './columns.ts';

const OLD_OUTBOX = [
  'id',
  'message_id',
  'channel',
  'state',
  'tries',
  'next_try_at',
  'leased_until',
  'sent_at',
  'last_error',
];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('message_choices', (table) => {
    table.increments('id');
    belongsTo(table, 'account_id', 'accounts').notNullable().unique();
    // Of those without a record as an applicant: others' stands there.
    table.string('channel', 10).checkIn(['portal', 'email', 'sms', 'letter', 'phone']);
    table.string('letter_language', 2).checkIn(['kk', 'ru', 'en']); // none: as the portal
    table.string('sms_language', 2).checkIn(['kk', 'ru', 'en']);
    table.string('format', 5).checkIn(['plain', 'large', 'easy']); // none: by what the person needs
    table.integer('quiet_from'); // whole hours in Kazakhstan; none: as the portal proposes
    table.integer('quiet_until');
    instant(table, 'changed_at').notNullable();
    table.integer('version').notNullable().defaultTo(1);
    table.check('(quiet_from is null) = (quiet_until is null)', [], 'quiet_hours_have_an_end');
    table.check(
      'quiet_from is null or (quiet_from between 0 and 23 and quiet_until between 0 and 23)',
      [],
      'hours_of_a_day',
    );
  });

  await knex.schema.createTable('message_templates', (table) => {
    table.increments('id');
    table.string('kind', 60).notNullable(); // as in messages, or a channel's own: 'email', 'sms.code'
    table.integer('version').notNullable();
    inThreeLanguages(table, 'subject'); // empty where the channel has none
    inThreeLanguages(table, 'body');
    inThreeLanguages(table, 'easy', { required: false }); // for who asked for easy words
    belongsTo(table, 'stated_by', 'accounts'); // none: shipped with the portal
    instant(table, 'valid_from').notNullable();
    instant(table, 'ended_at');
    table.unique(['kind', 'version']);
  });
  await knex.raw(
    'create unique index template_in_force on message_templates (kind) where ended_at is null',
  );

  const outbox = await takeAway(knex, 'outbox');
  await letMessagesGoToPeopleWithoutAccount(knex);
  await knex.schema.createTable('outbox', (table) => {
    table.increments('id');
    belongsTo(table, 'message_id', 'messages').notNullable();
    table.string('channel', 10).notNullable().checkIn(['email', 'sms', 'letter', 'phone']);
    table.string('state', 10).notNullable().checkIn(['waiting', 'sent', 'dead', 'dropped']);
    table.string('language', 2).checkIn(['kk', 'ru', 'en']); // none: the message's own
    table.string('format', 5).notNullable().defaultTo('plain').checkIn(['plain', 'large', 'easy']);
    table.text('subject'); // where the channel says it in another language or way than the message
    table.text('body');
    table.string('code', 20); // a delivery code that the channel may carry; taken out when it is sent
    table.string('address', 200); // where it is not the account's own
    belongsTo(table, 'office_id', 'offices'); // that posts the letter or makes the call
    table.integer('tries').notNullable().defaultTo(0);
    instant(table, 'due_at').notNullable(); // since when it could have gone
    instant(table, 'next_try_at').notNullable();
    instant(table, 'leased_until');
    instant(table, 'sent_at');
    table.string('last_error', 200);
    belongsTo(table, 'handled_by', 'accounts'); // who posted or told it
    table.string('handled_how', 20);
    table.unique(['message_id', 'channel']);
  });
  for (const index of [
    `index outbox_waiting on outbox (channel, next_try_at, id) where state = 'waiting'`,
    `index outbox_since on outbox (channel, due_at) where state = 'waiting'`,
    `index outbox_of_office on outbox (office_id, channel, id) where state = 'waiting'`,
    `index outbox_dead on outbox (channel, last_error, id) where state = 'dead'`,
    `index outbox_sent on outbox (channel, sent_at) where state = 'sent'`,
  ]) {
    await knex.raw(`create ${index}`);
  }
  await putBack(knex, outbox, 'outbox', [...OLD_OUTBOX, 'due_at'], {
    due_at: knex.ref('next_try_at'),
  });

  // What the gateway took of a text message, part by part, and what became of it.
  await knex.schema.createTable('sms_parts', (table) => {
    table.increments('id');
    belongsTo(table, 'outbox_id', 'outbox').notNullable();
    table.integer('part').notNullable().checkIn(['1', '2']);
    table.string('provider_id', 65).index();
    table.string('state', 10).notNullable().checkIn(['taken', 'arrived', 'failed']);
    instant(table, 'at').notNullable();
    table.unique(['outbox_id', 'part']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sms_parts');
  const outbox = await takeAway(knex, 'outbox');
  await knex(outbox).whereNot({ channel: 'email' }).orWhere({ state: 'dropped' }).del();
  await letMessagesGoToAccountsOnly(knex, outbox);
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
  await putBack(knex, outbox, 'outbox', OLD_OUTBOX);
  await knex.schema.dropTable('message_templates');
  await knex.schema.dropTable('message_choices');
}

async function letMessagesGoToPeopleWithoutAccount(knex: Knex): Promise<void> {
  const check = 'account_id is not null or applicant_id is not null';
  if (isPostgres(knex)) {
    await knex.raw('alter table messages alter column account_id drop not null');
    await knex.raw(`alter table messages add constraint a_message_has_a_reader check (${check})`);
  } else {
    await rebuildMessages(knex, (table) => void table.check(check, [], 'a_message_has_a_reader'));
  }
  await knex.raw(
    'create unique index one_message_to_who_has_no_account on messages (source_key, applicant_id) where account_id is null',
  );
}

async function letMessagesGoToAccountsOnly(knex: Knex, outbox: string): Promise<void> {
  const lost = knex('messages').whereNull('account_id');
  await knex(outbox).whereIn('message_id', lost.clone().select('id')).del();
  await lost.del();
  await knex.raw('drop index one_message_to_who_has_no_account');
  if (isPostgres(knex)) {
    await knex.raw('alter table messages drop constraint a_message_has_a_reader');
    await knex.raw('alter table messages alter column account_id set not null');
  } else {
    await rebuildMessages(knex, (_table, account) => void account.notNullable());
  }
}

// Only SQLite needs it.
async function rebuildMessages(
  knex: Knex,
  differing: (table: Knex.CreateTableBuilder, account: Knex.ReferencingColumnBuilder) => void,
): Promise<void> {
  await knex.raw('PRAGMA defer_foreign_keys = ON');
  const copy = await takeAway(knex, 'messages');
  await knex.schema.createTable('messages', (table) => {
    table.increments('id');
    const account = belongsTo(table, 'account_id', 'accounts');
    belongsTo(table, 'applicant_id', 'applicants');
    belongsTo(table, 'request_id', 'requests');
    table.string('kind', 60).notNullable();
    table.string('language', 2).notNullable().checkIn(['kk', 'ru', 'en']);
    table.text('subject').notNullable();
    table.text('body').notNullable();
    instant(table, 'created_at').notNullable();
    instant(table, 'read_at');
    table.string('source_key', 80).notNullable();
    table.unique(['source_key', 'account_id']);
    table.index(['account_id', 'id']);
    differing(table, account);
  });
  await knex.raw('create index unread_messages on messages (account_id) where read_at is null');
  const columns = [
    'id',
    'account_id',
    'applicant_id',
    'request_id',
    'kind',
    'language',
    'subject',
    'body',
    'created_at',
    'read_at',
    'source_key',
  ];
  await putBack(knex, copy, 'messages', columns);
}

// Both engines keep the rows of a table that is built anew under another name meanwhile.
async function takeAway(knex: Knex, table: string): Promise<string> {
  const copy = `${table}_before`;
  await knex.raw('create table ?? as select * from ??', [copy, table]);
  await knex.schema.dropTable(table);
  return copy;
}

async function putBack(
  knex: Knex,
  copy: string,
  table: string,
  columns: string[],
  made: Record<string, Knex.Ref<string, Record<string, string>>> = {},
): Promise<void> {
  const values = columns.map((column) => made[column] ?? column);
  await knex(
    knex.raw('?? (' + columns.map(() => '??').join(', ') + ')', [table, ...columns]),
  ).insert(knex(copy).select(values));
  await knex.schema.dropTable(copy);
  if (isPostgres(knex)) {
    await knex.raw(`select setval(pg_get_serial_sequence(?, 'id'), (select max(id) from ??))`, [
      table,
      table,
    ]);
  }
}

function isPostgres(knex: Knex): boolean {
  return knex.client.dialect === 'postgresql';
}
