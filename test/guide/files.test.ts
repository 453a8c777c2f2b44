// The files of questions and rules: what they name is there, and every sentence can be said in every language.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neededBy } from '../../server/guide/bounds.ts';
import { ALL_FAMILIES, classesOf } from '../../server/guide/family.ts';
import { questionsOf } from '../../server/guide/questions.ts';
import type { Check, Rule, Sentences } from '../../server/guide/rule.ts';
import { sentenceOf } from '../../server/guide/sentences.ts';
import type { SentenceValues } from '../../server/guide/verdict.ts';
import { isBelow } from '../../server/guide/evaluate.ts';
import { LANGUAGES, type Names } from '../../server/i18n/languages.ts';
import { kindsOf } from '../../server/measures/measures.ts';
import { none } from '../support/none.ts';
import { definitionsOf, rules, snapshot } from './ground.ts';

void describe('the questions of the guide', () => {
  for (const family of ALL_FAMILIES) {
    const questions = questionsOf(family);
    void it(`of ${family} are about ten, each with its words in three languages`, () => {
      const always = questions.filter(({ when }) => !when).length;
      assert.ok(always <= 12 && questions.length >= 8, `${always} of ${questions.length}`);
      const texts = questions.flatMap((one) => [
        one.title,
        ...(one.hint ? [one.hint] : []),
        ...(one.kind === 'choice' ? one.options.map(({ name }) => name) : []),
      ]);
      none(texts.filter((names) => !isWhole(names)));
    });

    void it(`of ${family} ask for measures of its sheet, and after what was asked before`, () => {
      const measures = new Set<string>(kindsOf(family).map(({ key }) => key));
      const seen = new Map<string, ReadonlySet<string>>();
      for (const question of questions) {
        for (const [key, those] of Object.entries(question.when ?? {})) {
          none(those.filter((answer) => !seen.get(key)?.has(answer)));
        }
        if (question.kind === 'measure') assert.ok(measures.has(question.key), question.key);
        const options = question.kind === 'choice' ? question.options.map(({ key }) => key) : [];
        assert.ok(!seen.has(question.key));
        seen.set(question.key, new Set(options));
      }
    });

    void it(`of ${family} each serve a rule`, () => {
      const used = new Set(
        rules
          .filter((rule) => rule.family === family)
          .flatMap(({ check, when = {} }) => [...neededBy(check), ...Object.keys(when)]),
      );
      const leads = questions.flatMap(({ when = {} }) => Object.keys(when));
      none(questions.map(({ key }) => key).filter((key) => !used.has(key) && !leads.includes(key)));
    });
  }
});

void describe('the rules of the guide', () => {
  void it('speak of classes of their family, and of data that these have', () => {
    none(
      rules.flatMap((rule) => {
        const own = classesOf(rule.family, snapshot).filter((code) =>
          rule.classes.some((one) => isBelow(code, one)),
        );
        const keys = [...dataOf(rule.check), ...Object.keys(rule.of ?? {})];
        return own.length
          ? own.flatMap((code) =>
              keys
                .filter((key) => !definitionsOf(code).has(key))
                .map((key) => [rule.key, code, key].join(' ')),
            )
          : [rule.key];
      }),
    );
  });

  void it('name options and answers that there are', () => {
    none(
      rules.flatMap(({ key, family, classes, check, when = {}, of = {} }) => {
        const questions = new Map(questionsOf(family).map((one) => [one.key, one]));
        const answers = (question: string) => {
          const found = questions.get(question);
          return found?.kind === 'choice' ? found.options.map((option) => option.key) : [];
        };
        const wrongAnswers = [...Object.entries(when), ...answersIn(check)].flatMap(
          ([question, those]) => those.filter((one) => !answers(question).includes(one)),
        );
        const options = (data: string) =>
          classes.flatMap((code) => [
            ...(definitionsOf(code).get(data)?.optionKeys.values() ?? []),
          ]);
        const wrongOptions = [...Object.entries(of), ...optionsIn(check)].flatMap(([data, those]) =>
          those.filter((one) => !options(data).includes(one)),
        );
        return [...wrongAnswers, ...wrongOptions].map((one) => `${key}: ${one}`);
      }),
    );
  });

  void it('have each sentence they may need, in three languages, with a source', () => {
    none(
      rules.flatMap((rule) => [
        ...neededSentences(rule)
          .filter((kind) => !isWhole(rule.sentences[kind]))
          .map((kind) => `${rule.key}: ${kind}`),
        ...(isWhole(rule.source) && isWhole(rule.names) ? [] : [rule.key]),
      ]),
    );
  });

  void it('can say each sentence with what they know, and leave no hole in it', () => {
    for (const rule of rules) {
      for (const sentence of Object.values(rule.sentences)) {
        for (const answer of [undefined, ...answersIn(rule.check).flatMap(([, those]) => those)]) {
          for (const lang of LANGUAGES) {
            const values = { ...KNOWN, ...measuresOf(rule), answer: answer ?? 'none' };
            const said = sentenceOf({ sentence, values }, lang);
            assert.match(said, /^[\p{L}\d].*\.$/u, said);
            assert.doesNotMatch(said, /[{}]|undefined/, said);
          }
        }
      }
    }
  });
});

const NAME: Names = { kk: 'Атау', ru: 'Имя', en: 'Name' };
const KNOWN: SentenceValues = { value: 1000, high: 2000, from: 3000, to: 4000, option: NAME };

function isWhole(names: Names | undefined): boolean {
  return LANGUAGES.every((lang) => Boolean(names?.[lang]?.trim()));
}

function dataOf(check: Check): string[] {
  if ('number' in check) return [check.number];
  if ('range' in check) return [...check.range];
  if ('option' in check) return [check.option];
  return 'yes' in check ? [check.yes] : [];
}

function answersIn(check: Check): [string, readonly string[]][] {
  if ('class' in check) return [[check.class, Object.keys(check.accept)]];
  if ('option' in check && 'by' in check) return [[check.by, Object.keys(check.accept)]];
  if ('number' in check || 'range' in check) {
    return [check.from, check.to].flatMap((bound) =>
      bound && 'by' in bound ? [[bound.by, Object.keys(bound.numbers)] as [string, string[]]] : [],
    );
  }
  return [];
}

function optionsIn(check: Check): [string, readonly string[]][] {
  if ('number' in check && check.as) return [[check.number, Object.keys(check.as)]];
  if (!('option' in check)) return [];
  return [[check.option, 'by' in check ? Object.values(check.accept).flat() : check.accept]];
}

function measuresOf({ check }: Rule): SentenceValues {
  return Object.fromEntries(neededBy(check).map((key) => [key, 5000]));
}

function neededSentences({ check, of, wish }: Rule): (keyof Sentences)[] {
  if ('say' in check) return [check.say];
  return [
    'fits',
    'does_not_fit',
    ...(dataOf(check).length || of ? (['cannot_tell'] as const) : []),
    ...(neededBy(check).length && !wish ? (['unanswered'] as const) : []),
  ];
}
