import type { Knex } from 'knex';
import { belongsTo, date, instant, inThreeLanguages } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // A rule of guided choice: what it looks at and says. Comes with a release, see `db/reference/guide`.
  await knex.schema.createTable('guide_rules', (table) => {
    table.string('key', 40).primary();
    table.string('family', 40).notNullable();
    table.integer('position').notNullable();
    table.text('content').notNullable(); // JSON
  });

  // When a rule is in force, with which numbers and by which source. Half-open: up to, not including, `valid_until`.
  await knex.schema.createTable('guide_rule_values', (table) => {
    table.increments('id');
    table.string('rule_key', 40).notNullable().references('key').inTable('guide_rules').index();
    table.text('numbers').notNullable(); // JSON: thousandths by name
    date(table, 'valid_from').notNullable();
    date(table, 'valid_until');
    table.string('status', 10).notNullable().checkIn(['confirmed', 'proposed']);
    inThreeLanguages(table, 'source');
    table.unique(['rule_key', 'valid_from']);
    table.check(
      'valid_until is null or valid_until > valid_from',
      [],
      'guide_rule_period_runs_forward',
    );
  });

  // Answers that a person attached to a request, for the caseworker to see.
  await knex.schema.createTable('request_guide_answers', (table) => {
    table.increments('id');
    table.integer('request_id').notNullable().unique().references('id').inTable('requests');
    table.string('family', 40).notNullable();
    table.text('answers').notNullable(); // JSON, by the question's key
    date(table, 'answered_on').notNullable();
    instant(table, 'attached_at').notNullable();
    belongsTo(table, 'attached_by', 'accounts').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['request_guide_answers', 'guide_rule_values', 'guide_rules']) {
    await knex.schema.dropTable(table);
  }
}
