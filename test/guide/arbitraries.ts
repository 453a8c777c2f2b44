// Any answers and any products: some questions unanswered, some data missing.
import fc from 'fast-check';
import type { Definition, Value } from '../../server/catalogue/technical-data.ts';
import type { Answers } from '../../server/guide/answers.ts';
import { classesOf } from '../../server/guide/family.ts';
import { questionsOf, type Question } from '../../server/guide/questions.ts';
import type { Family } from '../../server/measures/measures.ts';
import { definitionsOf, snapshot } from './ground.ts';

/** Answers to any of a family's questions, asked or not. */
export function answersThat(family: Family): fc.Arbitrary<Answers> {
  const each = questionsOf(family).map((question): [string, fc.Arbitrary<number | string>] => [
    question.key,
    answerTo(question),
  ]);
  return fc.record(Object.fromEntries(each), { requiredKeys: [] }) as fc.Arbitrary<Answers>;
}

function answerTo(question: Question): fc.Arbitrary<number | string> {
  if (question.kind === 'choice') return fc.constantFrom(...question.options.map(({ key }) => key));
  const { min, max, step } = question.measure;
  return fc.integer({ min: min / step, max: max / step }).map((steps) => steps * step);
}

/** Variants of the family's classes, with any data or none. */
export function productsOf(family: Family) {
  const classes = classesOf(family, snapshot);
  return fc
    .array(
      fc
        .constantFrom(...classes)
        .chain((aidClassCode) =>
          fc.record({ aidClassCode: fc.constant(aidClassCode), values: valuesOf(aidClassCode) }),
        ),
      { minLength: 1, maxLength: 12 },
    )
    .map((all) => all.map((one, at) => ({ ...one, variantId: at + 1 })));
}

function valuesOf(aidClassCode: string): fc.Arbitrary<Map<number, Value>> {
  const definitions = [...definitionsOf(aidClassCode).values()];
  return fc
    .tuple(...definitions.map((definition) => fc.option(valueFor(definition), { nil: null })))
    .map(
      (values) =>
        new Map(
          values.flatMap((value, at): [number, Value][] =>
            value ? [[definitions[at]!.id, value]] : [],
          ),
        ),
    );
}

const NOTHING: Value = {
  thousandths: null,
  optionId: null,
  yes: null,
  text: { kk: '', ru: '', en: '' },
};

function valueFor({ kind, optionKeys }: Definition): fc.Arbitrary<Value> {
  if (kind === 'number') {
    return fc.integer({ min: 0, max: 300_000 }).map((thousandths) => ({ ...NOTHING, thousandths }));
  }
  if (kind === 'choice') {
    return fc.constantFrom(...optionKeys.keys()).map((optionId) => ({ ...NOTHING, optionId }));
  }
  return fc.boolean().map((yes) => (kind === 'yes_no' ? { ...NOTHING, yes } : NOTHING));
}
