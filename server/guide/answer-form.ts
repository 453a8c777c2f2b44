// Reads the answer to one question, or what has to be mended.
import { readThousandths } from '../measures/decimal.ts';
import { valueWithUnit } from '../measures/words.ts';
import { choice, readForm, ticked, type Field, type Outcome } from '../web/forms.ts';
import type { Visit } from '../web/visit.ts';
import type { Question } from './questions.ts';

/** An answer; null where the person left the question out. */
export function readAnswer(
  question: Question,
  body: unknown,
  visit: Visit,
): Outcome<{ answer: number | string | null }> {
  const left = readForm({ skip: ticked() }, body);
  if ('values' in left && left.values.skip) return { values: { answer: null }, typed: {} };
  const field: Field<number | string> =
    question.kind === 'choice'
      ? choice(
          question.options.map(({ key }) => key),
          { missing: 'guide.question.missing' },
        )
      : measure(question, visit);
  const read = readForm({ answer: field }, body);
  return read;
}

function measure(
  { title, measure: { unit, min, max, step } }: Extract<Question, { kind: 'measure' }>,
  visit: Visit,
): Field<number> {
  const inWords = (thousandths: number) => valueWithUnit(thousandths, unit, visit);
  const name = title[visit.lang];
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return refuse('guide.question.missingNumber');
    if (typeof raw !== 'string') return refuse('forms.repeated');
    if (raw.trim() === '') return refuse('guide.question.missingNumber');
    const read = readThousandths(raw);
    const middle = Math.round((min + max) / 2 / step) * step;
    if (read === null) {
      return refuse('guide.question.number', { name, example: inWords(middle) });
    }
    if (read < min || read > max) {
      const range = { min: inWords(min), max: inWords(max) };
      return refuse('guide.question.range', { value: inWords(read), ...range });
    }
    if (read % step === 0) return read;
    const below = inWords(Math.floor(read / step) * step);
    const above = inWords(Math.ceil(read / step) * step);
    return refuse('guide.question.step', { value: inWords(read), below, above });
  };
}
