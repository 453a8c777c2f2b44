// A catalogue of nothing but reference data, and variants made up for a test.
import { catalogueSnapshot } from '../../server/catalogue/catalogue.ts';
import {
  definitionsFor,
  type Definition,
  type Value,
} from '../../server/catalogue/technical-data.ts';
import type { Answers } from '../../server/guide/answers.ts';
import { evaluate } from '../../server/guide/evaluate.ts';
import { ALL_FAMILIES } from '../../server/guide/family.ts';
import type { Rule } from '../../server/guide/rule.ts';
import { rulesInForce } from '../../server/guide/rules-in-force.ts';
import { freshDatabase } from '../support/database.ts';

/** Numbers in their unit, keys of options, yes or no, by the key of the data. */
export type Data = Readonly<Record<string, number | string | boolean>>;

export const db = await freshDatabase();
export const snapshot = await catalogueSnapshot(db);
export const TODAY = '2026-11-23';

const all = await Promise.all(
  ALL_FAMILIES.map((family) => rulesInForce(db, family, { on: TODAY, version: snapshot.version })),
);
/** All rules in force. */
export const rules: readonly Rule[] = all.flat();

export function ruleOf(key: string): Rule {
  const rule = rules.find((one) => one.key === key);
  if (!rule) throw new Error(`there is no rule ${key}`);
  return rule;
}

/** What is defined for a class, by key; the nearest definition counts. */
export function definitionsOf(aidClassCode: string): Map<string, Definition> {
  const defined = definitionsFor(
    snapshot.definitions,
    snapshot.classes.withAncestors(aidClassCode),
  );
  return new Map(defined.toReversed().map((definition) => [definition.key, definition]));
}

/** A variant of a class with these data. */
export function variantOf(aidClassCode: string, data: Data, variantId = 1) {
  const definitions = definitionsOf(aidClassCode);
  const values = new Map<number, Value>();
  for (const [key, value] of Object.entries(data)) {
    const definition = definitions.get(key);
    if (!definition) throw new Error(`${aidClassCode} has no ${key}`);
    values.set(definition.id, valueOf(definition, value));
  }
  return { variantId, aidClassCode, values, definitions };
}

function valueOf({ optionKeys }: Definition, value: number | string | boolean): Value {
  const option = [...optionKeys].find(([, key]) => key === value);
  if (typeof value === 'string' && !option) throw new Error(`no option ${value}`);
  return {
    thousandths: typeof value === 'number' ? Math.round(value * 1000) : null,
    optionId: option?.[0] ?? null,
    yes: typeof value === 'boolean' ? value : null,
    text: { kk: '', ru: '', en: '' },
  };
}

/** Answers with numbers in their unit. */
export function answersOf(said: Readonly<Record<string, number | string>>): Answers {
  return Object.fromEntries(
    Object.entries(said).map(([key, value]) => [
      key,
      typeof value === 'number' ? Math.round(value * 1000) : value,
    ]),
  );
}

/** What one rule says of a variant. */
export function saidBy(
  key: string,
  said: Readonly<Record<string, number | string>>,
  aidClassCode: string,
  data: Data,
) {
  return evaluate(ruleOf(key), answersOf(said), variantOf(aidClassCode, data));
}
