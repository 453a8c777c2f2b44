// The form of what a maker has to know: one field for each question, and "I do not know" for each of them.
import { readThousandths } from '../measures/decimal.ts';
import {
  choice,
  optionalText,
  readForm,
  ticked,
  type Field,
  type Outcome,
  type Typed,
} from '../web/forms.ts';
import type { Particular, Particulars } from './particulars.ts';

const LONGEST = 500;

/** The field of a question, and of not knowing. */
export const fieldOf = ({ key }: Pick<Particular, 'key'>) => `p_${key}`;
export const unknownOf = ({ key }: Pick<Particular, 'key'>) => `p_${key}_unknown`;

/** Whether not knowing is a box of its own: choices have it among their answers, what need not be said stays empty. */
export function hasUnknownBox({ kind, required }: Particular): boolean {
  return required && (kind === 'number' || kind === 'text');
}

/** Reads the answers. A number outside what is sensible, or something that must be said, is a problem. */
export function readParticulars(
  asked: readonly Particular[],
  body: unknown,
): Outcome<Particulars[]> {
  const given = (body ?? {}) as Record<string, unknown>;
  const fields: Record<string, Field<Particulars | null | boolean>> = {};
  for (const one of asked) {
    const unknown = hasUnknownBox(one) && given[unknownOf(one)] === 'yes';
    fields[fieldOf(one)] = unknown ? () => unknownAnswer(one) : answerField(one);
    if (hasUnknownBox(one)) fields[unknownOf(one)] = ticked();
  }
  const read = readForm(fields, body);
  if ('problems' in read) return read;
  const answers = asked.map((one) => read.values[fieldOf(one)] as Particulars | null);
  return { values: answers.filter((answer) => answer !== null), typed: read.typed };
}

/** The answers as they stand in the fields. */
export function typedParticulars(
  asked: readonly Particular[],
  answers: readonly Particulars[],
): Typed {
  const typed: Typed = {};
  for (const one of asked) {
    const answer = answers.find(({ particularId }) => particularId === one.id);
    if (!answer) continue;
    if (answer.state === 'unknown') {
      if (hasUnknownBox(one)) typed[unknownOf(one)] = 'yes';
      else typed[fieldOf(one)] = 'unknown';
    } else if (one.kind === 'number') {
      typed[fieldOf(one)] = String((answer.thousandths ?? 0) / 1000);
    } else if (one.kind === 'choice') {
      typed[fieldOf(one)] = one.options.find(({ id }) => id === answer.optionId)?.key ?? '';
    } else if (one.kind === 'yes_no') {
      typed[fieldOf(one)] = answer.yes ? 'yes' : 'no';
    } else {
      typed[fieldOf(one)] = answer.text ?? '';
    }
  }
  return typed;
}

function answerField(one: Particular): Field<Particulars | null> {
  const missing = 'made-to-order.missing';
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return one.required ? refuse(missing) : null;
    if (one.kind === 'text') {
      const text = optionalText({ max: LONGEST, lines: true })(raw, refuse);
      if (typeof text === 'symbol') return text;
      if (text === null) return one.required ? refuse(missing) : null;
      return known(one, { text });
    }
    if (one.kind === 'number') return numberOf(one, raw, refuse);
    const keys =
      one.kind === 'choice' ? one.options.map(({ key }) => key) : (['yes', 'no'] as string[]);
    const key = choice([...keys, 'unknown'], { missing: 'forms.unknownChoice' })(raw, refuse);
    if (typeof key === 'symbol') return key;
    if (key === 'unknown') return unknownAnswer(one);
    return one.kind === 'choice'
      ? known(one, { optionId: one.options.find((option) => option.key === key)!.id })
      : known(one, { yes: key === 'yes' });
  };
}

function numberOf(
  one: Particular,
  raw: unknown,
  refuse: Parameters<Field<Particulars | null>>[1],
): ReturnType<Field<Particulars | null>> {
  if (typeof raw !== 'string') return refuse('forms.repeated');
  const thousandths = readThousandths(raw);
  if (thousandths === null) return refuse('made-to-order.notANumber');
  const [min, max] = [(one.least ?? 0) / 1000, (one.most ?? 999_999_000) / 1000];
  const outside = thousandths < min * 1000 || thousandths > max * 1000;
  return outside ? refuse('made-to-order.outside', { min, max }) : known(one, { thousandths });
}

function known({ id }: Particular, answer: Partial<Particulars>): Particulars {
  return {
    particularId: id,
    state: 'known',
    thousandths: null,
    optionId: null,
    yes: null,
    text: null,
    ...answer,
  };
}

function unknownAnswer(one: Particular): Particulars {
  return { ...known(one, {}), state: 'unknown' };
}
