// A catalogue of nothing but reference data, and variants made up for a test.
import type { ClassColumns } from '../../server/catalogue/class-columns.ts';
import { catalogueSnapshot } from '../../server/catalogue/catalogue.ts';
import type { Definition, Value, Values } from '../../server/catalogue/technical-data.ts';
import type { Answers } from '../../server/guide/answers.ts';
import { evaluate } from '../../server/guide/evaluate.ts';
import { ALL_FAMILIES } from '../../server/guide/family.ts';
import type { Rule } from '../../server/guide/rule.ts';
import { rulesInForce } from '../../server/guide/rules-in-force.ts';
import type { VariantVerdict } from '../../server/guide/verdict.ts';
import { definitionsOf as definitionsIn, reasonsFor } from '../../server/guide/verdicts.ts';
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

/** What is defined for a class, by key. */
export function definitionsOf(aidClassCode: string): ReadonlyMap<string, Definition> {
  return definitionsIn(aidClassCode, snapshot);
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

/** The verdict on each variant, with its reasons, as `evaluate.ts` finds them one by one. */
export function judge(
  own: readonly Rule[],
  answers: Answers,
  variants: readonly { variantId: number; aidClassCode: string; values: Values }[],
): Map<number, VariantVerdict> {
  return new Map(
    variants.map(({ variantId, aidClassCode, values }) => {
      const definitions = definitionsOf(aidClassCode);
      const reasons = reasonsFor(own, answers, { aidClassCode, definitions, values });
      return [variantId, { verdict: reasons[0]!.verdict, reasons }];
    }),
  );
}

/** The columns that variants of one class would have, each of a product of its own. */
export function columnsOf(
  variants: readonly { variantId: number; values: Values }[],
): ClassColumns {
  const ids = Int32Array.from(variants, ({ variantId }) => variantId);
  const values = (id: number) =>
    Float64Array.from(variants, (variant) => {
      const value = variant.values.get(id);
      return (
        value?.thousandths ??
        value?.optionId ??
        (typeof value?.yes === 'boolean' ? Number(value.yes) : NaN)
      );
    });
  const column = (id: number) => ({
    values: values(id),
    min: 0,
    max: 0,
    distinct: new Set<number>(),
  });
  return { variantIds: ids, productIds: ids, slots: ids, column };
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
