import type { Knex } from 'knex';
import { belongsTo, date, inThreeLanguages, instant } from './columns.ts';

/** Reasons with dates, cases on hold, parts that were not granted, and trials before a decision. */
export async function up(knex: Knex): Promise<void> {
  // What may be chosen as a reason, from a day on. A decision keeps the version that it was made with.
  await knex.schema.createTable('reason_versions', (table) => {
    table.increments('id');
    table.string('code', 60).notNullable(); // of a refusal: the code in `reasons`
    table.string('kind', 10).notNullable().checkIn(['refusal', 'partial', 'hold']);
    table.integer('position').notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'explanation'); // the plain sentence for the person
    inThreeLanguages(table, 'rule', { required: false }); // what the rule says, in plain words
    inThreeLanguages(table, 'source'); // the law and its article
    table.string('source_url', 500);
    inThreeLanguages(table, 'remedy', { required: false }); // what can be sent to change it
    inThreeLanguages(table, 'objection', { required: false }); // how to object
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    table.string('status', 10).notNullable().checkIn(['confirmed', 'proposed']);
    table.unique(['code', 'valid_from']);
    table.index(['kind', 'position']);
    table.check(
      'valid_until is null or valid_until > valid_from',
      [],
      'reason_period_runs_forward',
    );
  });

  await knex.schema.createTable('decision_reasons', (table) => {
    table.increments('id');
    table.integer('decision_id').notNullable().unique().references('id').inTable('decisions');
    belongsTo(table, 'reason_version_id', 'reason_versions').notNullable();
  });

  // The part of a request that was not granted, and what came of an objection to it.
  await knex.schema.createTable('part_refusals', (table) => {
    table.increments('id');
    table.integer('decision_id').notNullable().unique().references('id').inTable('decisions');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'reason_version_id', 'reason_versions').notNullable();
    table.integer('asked').notNullable().checkPositive();
    table.integer('granted').notNullable().checkPositive();
    table.text('explanation').notNullable(); // the plain sentence for the person
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['proposed', 'returned', 'stands', 'appealed', 'withdrawn', 'upheld', 'rejected']);
    table.integer('version').notNullable().defaultTo(1);
    date(table, 'appeal_until');
    table.text('appeal'); // what the person says
    belongsTo(table, 'appealed_by', 'accounts');
    instant(table, 'appealed_at');
    date(table, 'decide_by');
    table.text('outcome'); // why, in plain words for the person
    belongsTo(table, 'outcome_by', 'accounts');
    instant(table, 'outcome_at');
    table.check('granted < asked', [], 'a_part_is_less');
  });
  await knex.raw(
    `create index part_refusals_appealed on part_refusals (decide_by, id) where state = 'appealed'`,
  );

  // The decision clock stands still while one of these is open.
  await knex.schema.createTable('holds', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.string('kind', 8).notNullable().checkIn(['hold', 'trial']);
    belongsTo(table, 'reason_version_id', 'reason_versions'); // none: a trial
    table.text('sentence').notNullable(); // the plain sentence for the person
    date(table, 'from_on').notNullable();
    date(table, 'until_on').notNullable();
    belongsTo(table, 'placed_by', 'accounts').notNullable();
    date(table, 'ended_on');
    table.string('ended_how', 10).checkIn(['date', 'office', 'answered', 'withdrawn']);
    belongsTo(table, 'ended_by', 'accounts');
    table.check('(ended_on is null) = (ended_how is null)', [], 'a_hold_ends_somehow');
    table.check('until_on > from_on', [], 'a_hold_runs_forward');
  });
  await knex.raw('create unique index one_open_hold on holds (request_id) where ended_on is null');

  await knex.schema.createTable('trials', (table) => {
    table.increments('id');
    table.integer('hold_id').notNullable().unique().references('id').inTable('holds');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    table.string('what', 300).notNullable();
    table.text('handover').notNullable(); // where and how the person gets it
    date(table, 'from_on').notNullable();
    date(table, 'until_on').notNullable();
    date(table, 'reminded_on');
    table.string('does_what_needed', 8).checkIn(['yes', 'partly', 'no']);
    table.string('would_keep', 8).checkIn(['yes', 'unsure', 'no']);
    table.text('words');
    table.string('told_how', 10).checkIn(['phone', 'letter', 'in_person']); // none: by the family
    belongsTo(table, 'answered_by', 'accounts');
    instant(table, 'answered_at');
    table.check('until_on >= from_on', [], 'a_trial_runs_forward');
    table.check(
      '(answered_at is null) = (would_keep is null) and (would_keep is null) = (does_what_needed is null)',
      [],
      'both_questions_are_answered',
    );
  });

  await knex.schema.alterTable('requests', (table) => {
    date(table, 'held_until'); // while a row of `holds` is open
    table.string('hold_kind', 8);
  });
  await knex.schema.alterTable('questions', (table) => {
    table.string('told_how', 10); // a caseworker wrote down what was told
  });
}

export async function down(knex: Knex): Promise<void> {
  // By hand: Knex would make the table anew, without its generated column.
  await knex.raw('alter table questions drop column told_how');
  for (const column of ['hold_kind', 'held_until']) {
    await knex.raw('alter table requests drop column ??', [column]);
  }
  for (const table of ['trials', 'holds', 'part_refusals', 'decision_reasons', 'reason_versions']) {
    await knex.schema.dropTable(table);
  }
}
