// The desk's queries and changes of the guide's rules: from which day, with which numbers, by which source.
import type { Knex } from 'knex';
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import type { RuleContent } from '../../guide/rule.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { Family } from '../../measures/measures.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import { STALE, stampOf } from '../../web/stale.ts';
import type { Act } from '../desk.ts';
import { lockRecord, writeDown } from '../records.ts';
import { continuedBy, inForceOn, isFuture, placeFrom, type Period } from '../timeline.ts';
import type { RuleValues } from './forms.ts';

export interface RuleValue extends Period {
  /** Thousandths by name. */
  numbers: Record<string, number>;
  status: 'confirmed' | 'proposed';
  source: Names;
  row: ValueRow;
}

export interface DeskRule {
  key: string;
  family: Family;
  content: RuleContent;
  /** The oldest first. */
  values: readonly RuleValue[];
}

/** All rules, by family, in the order in which they speak. */
export async function listRules(db: Queryable): Promise<DeskRule[]> {
  const rules: RuleRow[] = await db('guide_rules').orderBy(['family', 'position']);
  const values: ValueRow[] = await db('guide_rule_values').orderBy(['rule_key', 'valid_from']);
  return rules.map((rule) =>
    ruleOf(
      rule,
      values.filter(({ rule_key }) => rule_key === rule.key),
    ),
  );
}

/** @throws NotFound */
export async function findRule(db: Queryable, key: string): Promise<DeskRule> {
  const rule: RuleRow | undefined = await db('guide_rules').where({ key }).first();
  if (!rule) throw new NotFound();
  const values: ValueRow[] = await db('guide_rule_values')
    .where({ rule_key: key })
    .orderBy('valid_from');
  return ruleOf(rule, values);
}

/** Sets a rule's numbers, standing and source from a day on. */
export async function setValues(
  db: Database,
  act: Act,
  key: string,
  { valid_from: from, status, source, numbers }: RuleValues,
): Promise<Problem[]> {
  try {
    return await inTransaction(db, async (trx) => {
      const { values } = await lockRule(trx, key);
      const placing = placeFrom(values, from);
      const written = JSON.stringify(numbers);
      if ('taken' in placing) {
        const sentTwice = placing.taken.row.numbers === written && placing.taken.status === status;
        return sentTwice ? [] : [{ field: 'valid_from', key: 'administration.wrong.termTaken' }];
      }
      if (placing.closes) await endOn(trx, placing.closes, from);
      const row = { rule_key: key, numbers: written, valid_from: from, status };
      const sources = { source_kk: source.kk, source_ru: source.ru, source_en: source.en };
      await trx('guide_rule_values').insert({
        ...row,
        ...sources,
        valid_until: placing.validUntil,
      });
      const before = placing.closes?.row;
      await changed(trx, act, key, 'guide_rule.set', {
        ...numbersChanged(placing.closes?.numbers ?? {}, numbers),
        valid_from: [null, from],
        status: [before?.status ?? null, status],
        source_kk: [before?.source_kk ?? null, source.kk],
        source_ru: [before?.source_ru ?? null, source.ru],
        source_en: [before?.source_en ?? null, source.en],
      });
      return [];
    });
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict();
    throw error;
  }
}

/** Ends a rule: from that day on it says nothing. */
export function endRule(db: Database, act: Act, key: string, from: string): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const { values } = await lockRule(trx, key);
    if (values.some(({ validFrom }) => validFrom >= from))
      return [{ field: 'valid_from', key: 'guide.admin.laterFirst' }];
    const running = inForceOn(values, from);
    if (!running) return [];
    await endOn(trx, running, from);
    await changed(trx, act, key, 'guide_rule.stopped', { valid_until: [running.validUntil, from] });
    return [];
  });
}

/** Takes back a value that is not in force yet: the one before it goes on. */
export function takeBack(
  db: Database,
  act: Act,
  key: string,
  { id, stamp }: { id: number; stamp: string },
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const { values } = await lockRule(trx, key);
    const value = values.find((one) => one.id === id);
    if (!value) throw new NotFound();
    if (!isFuture(value, act.on))
      return [{ field: 'form', key: 'administration.wrong.alreadyInForce' }];
    if (stampOf(value.row) !== stamp) return [STALE];
    await trx('guide_rule_values').where({ id }).del();
    const before = continuedBy(values, value);
    if (before) await endOn(trx, before, value.validUntil);
    await changed(trx, act, key, 'guide_rule.taken_back', {
      ...numbersChanged(value.numbers, {}),
      valid_from: [value.validFrom, null],
    });
    return [];
  });
}

// The rule's row is the lock for all of its values.
async function lockRule(trx: Knex.Transaction, key: string): Promise<DeskRule> {
  await lockRecord(trx, 'guide_rules', { key });
  return findRule(trx, key);
}

async function endOn(trx: Knex.Transaction, { id }: Period, day: string | null): Promise<void> {
  await trx('guide_rule_values').where({ id }).update({ valid_until: day });
}

async function changed(
  trx: Knex.Transaction,
  act: Act,
  key: string,
  action: string,
  differing: Record<string, [unknown, unknown]>,
): Promise<void> {
  await markCatalogueChanged(trx); // rules are kept in memory with the catalogue
  await writeDown(trx, act, { subject: { kind: 'guide_rule', id: key }, action, differing });
}

// In the unit of each, by the name that the rule gives it.
function numbersChanged(
  before: Record<string, number>,
  after: Record<string, number>,
): Record<string, [number | null, number | null]> {
  const inUnits = (thousandths: number | undefined) =>
    thousandths === undefined ? null : thousandths / 1000;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].map((name) => [name, [inUnits(before[name]), inUnits(after[name])]]),
  );
}

function ruleOf(rule: RuleRow, values: readonly ValueRow[]): DeskRule {
  return {
    key: rule.key,
    family: rule.family,
    content: JSON.parse(rule.content) as RuleContent,
    values: values.map((row) => ({
      id: row.id,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      numbers: JSON.parse(row.numbers) as Record<string, number>,
      status: row.status,
      source: namesOf({ ...row }, 'source'),
      row,
    })),
  };
}

interface RuleRow {
  key: string;
  family: Family;
  content: string;
}

interface ValueRow {
  id: number;
  rule_key: string;
  numbers: string;
  valid_from: string;
  valid_until: string | null;
  status: RuleValue['status'];
  source_kk: string;
  source_ru: string;
  source_en: string;
}
