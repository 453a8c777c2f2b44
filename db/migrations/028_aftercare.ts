import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

type Table = Knex.CreateTableBuilder;

const TOLD = ['phone', 'letter', 'in_person'];

/** What happens with an aid after it arrived: checks that it fits, repairs, returns, early replacement. */
export async function up(knex: Knex): Promise<void> {
  for (const name of ['fault_kinds', 'early_reasons']) {
    await knex.schema.createTable(name, (table) => {
      table.string('code', 40).primary();
      table.integer('position').notNullable();
      inThreeLanguages(table, 'name');
      inThreeLanguages(table, 'needs'); // what helps us to act, or what must be sent
      table.text('source').notNullable();
      table.boolean('active').notNullable().defaultTo(true);
    });
  }

  await knex.schema.createTable('fit_checks', (table) => {
    ofAid(table);
    belongsTo(table, 'request_id', 'requests'); // the request that its answer closes or opens again
    table.string('kind', 10).notNullable().checkIn(['six_weeks', 'half_year']);
    date(table, 'opened_on').notNullable(); // the day of its round
    date(table, 'due_on').notNullable();
    table.string('state', 8).notNullable().checkIn(['open', 'answered', 'missed']);
    table.string('fits', 10).checkIn(['yes', 'too_small', 'too_large', 'no']);
    table.string('does', 8).checkIn(['yes', 'partly', 'no', 'broken']);
    table.string('hurts', 8).checkIn(['no', 'pressure', 'danger']);
    table.string('uses', 10).checkIn(['daily', 'sometimes', 'never']);
    table.text('words');
    table.string('outcome', 8).checkIn(['good', 'misfit', 'repair', 'early', 'talk']);
    told(table, 'answered', { required: false });
    date(table, 'talk_by'); // where the answers ask for a talk: the last day for it
    instant(table, 'talked_at');
    belongsTo(table, 'talked_by', 'accounts');
    table.text('talk_note');
    table.unique(['aid_id', 'kind', 'opened_on']);
    table.check(`(state = 'answered') = (outcome is not null)`, [], 'an_answer_has_its_outcome');
  });
  await knex.raw(`create unique index one_open_check on fit_checks (aid_id) where state = 'open'`);
  await knex.raw(`create index checks_due on fit_checks (due_on, id) where state = 'open'`);
  await knex.raw(
    `create index talks_to_have on fit_checks (talk_by, id) where outcome = 'talk' and talked_at is null`,
  );

  await knex.schema.createTable('repairs', (table) => {
    ofAid(table);
    belongsTo(table, 'office_id', 'offices').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers'); // who repairs under the warranty; empty: the office sees to it
    table
      .string('state', 14)
      .notNullable()
      .checkIn([
        'reported',
        'accepted',
        'picked_up',
        'repaired',
        'confirmed',
        'not_repairable',
        'withdrawn',
      ]);
    table.specificType(
      'is_open',
      `boolean generated always as (state in ('reported', 'accepted', 'picked_up', 'repaired')) stored`,
    );
    instant(table, 'state_since').notNullable();
    date(table, 'due_on'); // the next date, whoever it binds
    table.string('fault', 40).notNullable().references('code').inTable('fault_kinds').index();
    table.text('words').notNullable();
    table.boolean('safe').notNullable(); // the person can use it until it is repaired
    table.boolean('wants_loan').notNullable();
    told(table, 'reported', { required: true });
    table.integer('loan_aid_id').references('id').inTable('aids').index(); // out of the pool
    table.text('loan_words'); // what the supplier lent
    date(table, 'lent_on');
    date(table, 'loan_back_on');
    date(table, 'closed_on');
    table.integer('version').notNullable().defaultTo(1);
    table.index(['office_id', 'is_open', 'due_on', 'id']);
    table.index(['supplier_id', 'is_open', 'due_on', 'id']);
    table.check('is_open or due_on is null', [], 'what_ended_has_no_next_date');
  });
  await knex.raw('create unique index one_open_repair on repairs (aid_id) where is_open');
  await knex.raw('create index repairs_due on repairs (due_on, id) where is_open');
  await knex.raw(
    'create unique index one_loan_at_a_time on repairs (loan_aid_id) where loan_back_on is null',
  );

  await knex.schema.createTable('aid_returns', (table) => {
    ofAid(table);
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.string('state', 10).notNullable().checkIn(['announced', 'confirmed', 'withdrawn']);
    table.string('reason', 12).notNullable().checkIn(['not_needed', 'replaced', 'died', 'other']);
    table.string('way', 8).notNullable().checkIn(['pick_up', 'bring']);
    table.string('condition', 10).notNullable().checkIn(['as_new', 'good', 'worn', 'broken']);
    table.text('words'); // where and when to pick it up, what is wrong with it
    told(table, 'announced', { required: true });
    date(table, 'due_on');
    table.string('outcome', 12).checkIn(['pool', 'written_off']);
    instant(table, 'confirmed_at');
    belongsTo(table, 'confirmed_by', 'accounts');
    table.integer('version').notNullable().defaultTo(1);
    table.index(['office_id', 'state', 'due_on', 'id']);
  });
  await knex.raw(
    `create unique index one_open_return on aid_returns (aid_id) where state = 'announced'`,
  );

  await knex.schema.createTable('early_replacements', (table) => {
    ofAid(table);
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.string('state', 10).notNullable().checkIn(['asked', 'granted', 'refused', 'withdrawn']);
    table
      .string('reason_code', 40)
      .notNullable()
      .references('code')
      .inTable('early_reasons')
      .index();
    table.text('words').notNullable();
    told(table, 'asked', { required: true });
    date(table, 'due_on');
    instant(table, 'decided_at');
    belongsTo(table, 'decided_by', 'accounts');
    table.text('decision_words');
    belongsTo(table, 'entitlement_id', 'entitlements'); // the line that was granted
    table.integer('version').notNullable().defaultTo(1);
    table.index(['office_id', 'state', 'due_on', 'id']);
    table.check('decided_by is null or decided_by <> asked_by', [], 'nobody_grants_to_themselves');
  });
  await knex.raw(
    `create unique index one_open_early_replacement on early_replacements (aid_id) where state = 'asked'`,
  );
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'early_replacements',
    'aid_returns',
    'repairs',
    'fit_checks',
    'early_reasons',
    'fault_kinds',
  ]) {
    await knex.schema.dropTable(table);
  }
}

function ofAid(table: Table): void {
  table.increments('id');
  belongsTo(table, 'aid_id', 'aids').notNullable();
  belongsTo(table, 'applicant_id', 'applicants').notNullable(); // who had the aid then
}

// Who said it and when; for the person at the desk: how the person told it.
function told(table: Table, act: string, { required }: { required: boolean }): void {
  const at = instant(table, `${act}_at`);
  const by = belongsTo(table, `${act}_by`, 'accounts');
  if (required) {
    at.notNullable();
    by.notNullable();
  }
  table.string('told', 10).checkIn(TOLD); // empty: they wrote it themselves
}
