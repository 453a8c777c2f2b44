// The rules of guided choice. What a rule says comes with each release; its numbers, once read in, are administrators'.
import type { Knex } from 'knex';
import type { Names } from '../../server/i18n/languages.ts';
import { FAMILIES } from '../../server/measures/kinds.ts';
import { insertMissing, readJson } from './files.ts';

/** One file a family. */
export const GUIDE_FILES = Object.keys(FAMILIES).map((family) => `reference/guide/${family}.json`);

interface GuideFile {
  family: string;
  rules: ({ key: string; values: RuleValues[] } & Record<string, unknown>)[];
}

interface RuleValues {
  validFrom: string;
  status: string;
  /** In the unit of each. */
  numbers: Record<string, number>;
  source: Names;
}

export async function seedGuideRules(trx: Knex.Transaction): Promise<void> {
  const rules = GUIDE_FILES.flatMap((file) => {
    const { family, rules: own } = readJson<GuideFile>(file);
    return own.map((rule, position) => ({ family, position, ...rule }));
  });
  for (const { key, family, position, values: _, ...content } of rules) {
    const row = { key, family, position, content: JSON.stringify(content) };
    await trx('guide_rules').insert(row).onConflict('key').merge();
  }
  const values = rules.flatMap((rule) =>
    rule.values.map(({ validFrom, status, numbers, source }) => ({
      rule_key: rule.key,
      numbers: JSON.stringify(inThousandths(numbers)),
      valid_from: validFrom,
      status,
      source_kk: source.kk,
      source_ru: source.ru,
      source_en: source.en,
    })),
  );
  await insertMissing(trx, 'guide_rule_values', values);
}

function inThousandths(numbers: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, Math.round(value * 1000)]),
  );
}
