// The rules as they stand on a day, kept in memory while the catalogue's version stays.
import type { Database, Queryable } from '../database.ts';
import { namesOf } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';
import type { Rule, RuleContent } from './rule.ts';

const kept = new WeakMap<Database, { version: number; all: Promise<readonly DatedRule[]> }>();

interface DatedRule extends Rule {
  validUntil: string | null;
}

/** The rules of a family in force on a day, in their order. */
export async function rulesInForce(
  db: Database,
  family: Family,
  { on, version }: { on: string; version: number },
): Promise<readonly Rule[]> {
  let known = kept.get(db);
  if (known?.version !== version) {
    known = { version, all: readRules(db.read) };
    kept.set(db, known);
    known.all.catch(() => kept.delete(db)); // the next page tries again
  }
  return (await known.all).filter(
    (rule) =>
      rule.family === family &&
      rule.validFrom <= on &&
      (rule.validUntil === null || rule.validUntil > on),
  );
}

async function readRules(db: Queryable): Promise<DatedRule[]> {
  const rows: Row[] = await db('guide_rules')
    .join('guide_rule_values', 'guide_rule_values.rule_key', 'guide_rules.key')
    .orderBy(['guide_rules.family', 'guide_rules.position', 'guide_rule_values.valid_from'])
    .select(
      'guide_rules.key',
      'guide_rules.family',
      'guide_rules.content',
      'guide_rule_values.numbers',
      'guide_rule_values.valid_from',
      'guide_rule_values.valid_until',
      'guide_rule_values.status',
      'guide_rule_values.source_kk',
      'guide_rule_values.source_ru',
      'guide_rule_values.source_en',
    );
  return rows.map((row) => ({
    ...(JSON.parse(row.content) as RuleContent),
    key: row.key,
    family: row.family,
    numbersNow: JSON.parse(row.numbers) as Record<string, number>,
    status: row.status,
    source: namesOf(row, 'source'),
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }));
}

interface Row extends Record<string, unknown> {
  key: string;
  family: Family;
  content: string;
  numbers: string;
  valid_from: string;
  valid_until: string | null;
  status: Rule['status'];
}
