// What holds for all answers and all products: nothing is hidden, and nothing is said without a reason.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answersThat, productsOf } from './arbitraries.ts';
import { groupedBy } from '../../server/catalogue/grouped-by.ts';
import { neededBy } from '../../server/guide/bounds.ts';
import { ALL_FAMILIES } from '../../server/guide/family.ts';
import { judgeColumns } from '../../server/guide/judge-columns.ts';
import { walk } from '../../server/guide/questions.ts';
import { sentenceOf } from '../../server/guide/sentences.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { columnsOf, definitionsOf, judge, rules } from './ground.ts';

const RUNS = { numRuns: 60 };

for (const family of ALL_FAMILIES) {
  const own = rules.filter((rule) => rule.family === family);
  const answers = answersThat(family);
  const products = productsOf(family);

  void describe(`whatever is answered about ${family}`, () => {
    void it('every product is there exactly once, and each verdict has a sentence of its own kind', () => {
      fc.assert(
        fc.property(answers, products, (said, all) => {
          const found = judge(own, said, all);
          assert.deepEqual(
            [...found.keys()],
            all.map(({ variantId }) => variantId),
          );
          for (const { verdict, reasons } of found.values()) {
            assert.equal(reasons[0]?.verdict, verdict);
            for (const reason of reasons) {
              for (const lang of LANGUAGES) assert.match(sentenceOf(reason, lang), /\p{L}.*\.$/u);
            }
          }
        }),
        RUNS,
      );
    });

    void it('all of a class judged at once come to what each by itself comes to', () => {
      fc.assert(
        fc.property(answers, products, (said, all) => {
          for (const [aidClassCode, variants] of byClass(all)) {
            const definitions = definitionsOf(aidClassCode);
            const columns = columnsOf(variants);
            const found = judgeColumns(own, said, { aidClassCode, columns, definitions });
            const one = judge(own, said, variants);
            const spoken = new Set<string>();
            variants.forEach(({ variantId }, at) => {
              const { verdict, reasons } = one.get(variantId)!;
              assert.equal(found.verdictAt(at), verdict);
              for (const { rule } of reasons) if (rule !== 'none') spoken.add(rule);
            });
            assert.deepEqual(new Set([...found.spoken].map(({ key }) => key)), spoken);
            for (const { key, check } of found.waiting) {
              assert.ok(
                neededBy(check).some((question) => said[question] === undefined),
                key,
              );
            }
          }
        }),
        RUNS,
      );
    });

    void it('one more answer never makes fit what did not', () => {
      fc.assert(
        fc.property(answers, products, fc.nat(), (said, all, at) => {
          const keys = Object.keys(said);
          const left = keys[at % Math.max(1, keys.length)];
          const fewer = Object.fromEntries(Object.entries(said).filter(([key]) => key !== left));
          const before = judge(own, fewer, all);
          const after = judge(own, said, all);
          for (const [id, { verdict }] of before) {
            if (verdict === 'does_not_fit') assert.equal(after.get(id)!.verdict, 'does_not_fit');
          }
        }),
        RUNS,
      );
    });

    void it('a product that lacks a fact fits no better than before', () => {
      fc.assert(
        fc.property(answers, products, fc.nat(), (said, all, at) => {
          const poorer = all.map((one) => {
            const keys = [...one.values.keys()];
            const values = new Map(one.values);
            values.delete(keys[at % Math.max(1, keys.length)]!);
            return { ...one, values };
          });
          const before = judge(own, said, all);
          const after = judge(own, said, poorer);
          for (const [id, { reasons }] of after) {
            const fitted = fittingRules(before.get(id)!.reasons);
            for (const rule of fittingRules(reasons)) assert.ok(fitted.has(rule), rule);
          }
        }),
        RUNS,
      );
    });

    void it('answers to questions that are not asked change nothing', () => {
      fc.assert(
        fc.property(answers, (said) => {
          const { counted, questions } = walk(family, said);
          const asked = new Set(questions.map(({ key }) => key));
          assert.ok(Object.keys(counted).every((key) => asked.has(key)));
          assert.deepEqual(walk(family, counted), { counted, questions });
        }),
        RUNS,
      );
    });
  });
}

function byClass<T extends { aidClassCode: string }>(all: readonly T[]): Map<string, T[]> {
  return groupedBy(all, ({ aidClassCode }) => aidClassCode);
}

function fittingRules(reasons: readonly { rule: string; verdict: string }[]): Set<string> {
  return new Set(reasons.filter(({ verdict }) => verdict === 'fits').map(({ rule }) => rule));
}
