import type { RuleContent } from '../../guide/rule.ts';
import type { Lang, Names } from '../../i18n/languages.ts';
import { decimal, inThree, typedDecimal } from '../../web/desk-fields.ts';
import {
  choice,
  date,
  readForm,
  ticked,
  type Field,
  type Outcome,
  type Problem,
  type Typed,
} from '../../web/forms.ts';

export const RULE_STATUSES = ['confirmed', 'proposed'] as const;

export interface RuleValues {
  valid_from: string;
  today: boolean;
  status: (typeof RULE_STATUSES)[number];
  source: Names;
  /** Thousandths by name, in the order in which the rule names them. */
  numbers: Record<string, number>;
}

const start = {
  valid_from: date({ missing: 'administration.missing.valid_from' }),
  today: ticked(),
};

/** From which day a rule ends. */
export const endFields = start;

/** The field of a number of the rule. */
export function fieldOf(name: string): string {
  return `number_${name}`;
}

/** Reads new values of a rule: its numbers, standing and source from a day on. */
export function readValues({ numbers = {} }: RuleContent, body: unknown): Outcome<RuleValues> {
  const names = Object.keys(numbers);
  const asked = Object.fromEntries(names.map((name) => [fieldOf(name), positive]));
  const fields = {
    ...start,
    status: choice(RULE_STATUSES, { missing: 'administration.missing.status' }),
    ...inThree('source', { max: 500, lines: true }),
  };
  const said = readForm(fields, body);
  const counted = readForm(asked, body);
  const typed = { ...said.typed, ...counted.typed };
  if ('problems' in said || 'problems' in counted) {
    const problems = [said, counted].flatMap((one) => ('problems' in one ? one.problems : []));
    return { problems, typed };
  }
  const inOrder = Object.fromEntries(names.map((name) => [name, counted.values[fieldOf(name)]!]));
  const crossed = crossedIn(inOrder);
  if (crossed.length) return { problems: crossed, typed };
  const { source_kk: kk, source_ru: ru, source_en: en, ...rest } = said.values;
  return { values: { ...rest, source: { kk, ru, en }, numbers: inOrder }, typed };
}

const positive: Field<number> = (raw, refuse) => {
  const read = decimal(raw, refuse);
  if (read === null) return refuse('administration.missing.value');
  if (typeof read !== 'number') return read;
  return read < 0 ? refuse('administration.notDecimal') : read;
};

// `over_from` must not be more than `over_to`.
function crossedIn(numbers: Record<string, number>): Problem[] {
  return Object.entries(numbers).flatMap(([name, value]) => {
    const end = name.endsWith('_from') ? numbers[name.replace(/_from$/, '_to')] : undefined;
    return end !== undefined && end < value
      ? [{ field: fieldOf(name), key: 'guide.admin.crossed' }]
      : [];
  });
}

/** Stored numbers as the form's fields show them. */
export function typedNumbers(numbers: Record<string, number>, lang: Lang): Typed {
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [fieldOf(name), typedDecimal(value, lang)]),
  );
}
