// Asking to represent somebody, and how a representation ends. Nothing that was asked holds before it is verified.
import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('representation_asks', (table) => {
    table.increments('id');
    // Who asked: the helper, the person, or the office for somebody who came.
    table.string('way', 10).notNullable().checkIn(['helper', 'applicant', 'office']);
    belongsTo(table, 'asked_by', 'accounts').notNullable();
    // None: nobody has the number and date that were typed. The asker is never told.
    belongsTo(table, 'applicant_id', 'applicants');
    belongsTo(table, 'account_id', 'accounts'); // the helper
    table.string('subject_lookup', 64).notNullable(); // keyed hash of whom the asker named
    table.string('subject_last4', 4).notNullable();
    table
      .string('kind', 20)
      .notNullable()
      .checkIn(['parent', 'guardian', 'power_of_attorney', 'organisation']);
    table.string('scope', 4).notNullable().checkIn(['see', 'act']);
    table.boolean('receives_messages').notNullable();
    table.text('proof').notNullable();
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['waiting', 'accepted', 'refused', 'withdrawn']);
    belongsTo(table, 'office_id', 'offices');
    instant(table, 'asked_at').notNullable();
    date(table, 'due_on').notNullable();
    table.string('consent', 3).checkIn(['yes', 'no']); // the person's own word
    instant(table, 'consent_at');
    belongsTo(table, 'decided_by', 'accounts');
    instant(table, 'decided_at');
    table.string('reason', 40);
    table.text('explanation');
    table.string('creation_key', 60).notNullable().unique();
    table.integer('version').notNullable().defaultTo(1);
    table.check('(consent is null) = (consent_at is null)', [], 'a_word_has_its_time');
    table.check('decided_by is null or decided_by <> asked_by', [], 'two_people_verify');
  });
  await knex.raw(
    `create unique index one_waiting_ask on representation_asks (asked_by, subject_lookup) where state = 'waiting'`,
  );
  await knex.raw(
    `create index asks_of_an_office on representation_asks (office_id, due_on, id) where state = 'waiting'`,
  );
  await knex.raw(
    `create index asks_due on representation_asks (due_on, id) where state = 'waiting'`,
  );

  await knex.schema.alterTable('representations', (table) => {
    table.boolean('receives_messages').notNullable().defaultTo(true);
    table.string('end_reason', 20);
    table.string('warned_for', 10); // the last day of which both sides were warned
  });
  // Knex would build the table anew for a reference; both engines add one in place.
  await knex.raw('alter table representations add column ended_by integer references accounts(id)');
  await knex.raw(
    'alter table representations add column ask_id integer references representation_asks(id)',
  );
  await knex.raw('create index representations_ended_by_index on representations (ended_by)');
  await knex.raw('create unique index one_paper_per_ask on representations (ask_id)');
  await knex.raw(
    'create index representations_running_out on representations (valid_until, id) where ended_at is null',
  );
  await untilOfAge(knex);
}

// A parent represents a child until the day before the eighteenth birthday (Civil Code art. 17).
async function untilOfAge(knex: Knex): Promise<void> {
  const rows: { id: number; born_on: string; valid_until: string | null }[] = await knex(
    'representations',
  )
    .join('applicants', 'applicants.id', 'representations.applicant_id')
    .where({ kind: 'parent' })
    .select('representations.id', 'applicants.born_on', 'representations.valid_until');
  for (const { id, born_on: bornOn, valid_until: until } of rows) {
    const birthday = new Date(`${Number(bornOn.slice(0, 4)) + 18}${bornOn.slice(4)}T00:00:00Z`);
    birthday.setUTCDate(birthday.getUTCDate() - 1);
    const last = birthday.toISOString().slice(0, 10);
    if (until === null || until > last) {
      await knex('representations').where({ id }).update({ valid_until: last });
    }
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const index of [
    'representations_running_out',
    'one_paper_per_ask',
    'representations_ended_by_index',
  ]) {
    await knex.raw('drop index ??', [index]);
  }
  for (const column of ['ask_id', 'ended_by', 'warned_for', 'end_reason', 'receives_messages']) {
    await knex.raw('alter table representations drop column ??', [column]);
  }
  await knex.schema.dropTable('representation_asks');
}
