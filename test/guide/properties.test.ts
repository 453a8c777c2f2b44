// What holds for all answers and all products: nothing is hidden, and nothing is said without a reason.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answersThat, productsOf } from './arbitraries.ts';
import { ALL_FAMILIES } from '../../server/guide/family.ts';
import { walk } from '../../server/guide/questions.ts';
import { sentenceOf } from '../../server/guide/sentences.ts';
import { judge } from '../../server/guide/verdicts.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { rules, snapshot } from './ground.ts';

const RUNS = { numRuns: 60 };

for (const family of ALL_FAMILIES) {
  const own = rules.filter((rule) => rule.family === family);
  const answers = answersThat(family);
  const products = productsOf(family);

  void describe(`whatever is answered about ${family}`, () => {
    void it('every product is there exactly once, and each verdict has a sentence of its own kind', () => {
      fc.assert(
        fc.property(answers, products, (said, all) => {
          const found = judge(own, said, all, snapshot);
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

    void it('one more answer never makes fit what did not', () => {
      fc.assert(
        fc.property(answers, products, fc.nat(), (said, all, at) => {
          const keys = Object.keys(said);
          const left = keys[at % Math.max(1, keys.length)];
          const fewer = Object.fromEntries(Object.entries(said).filter(([key]) => key !== left));
          const before = judge(own, fewer, all, snapshot);
          const after = judge(own, said, all, snapshot);
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
          const before = judge(own, said, all, snapshot);
          const after = judge(own, said, poorer, snapshot);
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

function fittingRules(reasons: readonly { rule: string; verdict: string }[]): Set<string> {
  return new Set(reasons.filter(({ verdict }) => verdict === 'fits').map(({ rule }) => rule));
}
