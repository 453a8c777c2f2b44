import {
  choice,
  optionalChoice,
  optionalDate,
  optionalText,
  text,
  wholeNumber,
  type Field,
  type Problem,
  type Typed,
  type Values,
} from '../../web/forms.ts';
import { ticked } from '../../web/forms.ts';
import { LANGUAGES, type Lang } from '../../i18n/languages.ts';
import type { Definition } from '../aid-classes/definitions.ts';
import {
  creationKey,
  decimal,
  inThree,
  inThreeOrNone,
  problemsOfThree,
  typedDecimal,
  version,
} from '../../web/desk-fields.ts';
import { COUNTRIES } from './countries.ts';

/** A product's form. A draft may still lack its summaries and descriptions, never its names. */
export const productFields = {
  version,
  creation_key: creationKey,
  aid_class_code: text({ missing: 'administration.missing.class', max: 20, pattern: /^[\w-]+$/ }),
  maker: text({ missing: 'administration.missing.maker', max: 200 }),
  ...inThree('name', { max: 160 }),
  ...orEmpty(inThreeOrNone('summary', { max: 400, lines: true })),
  ...orEmpty(inThreeOrNone('description', { max: 6000, lines: true })),
  made_to_order: ticked(),
  certificate_number: optionalText({ max: 60 }),
  certificate_valid_until: optionalDate(),
  origin: choice(COUNTRIES, { missing: 'administration.missing.origin' }),
  warranty_months: wholeNumber({
    missing: 'administration.missing.warranty_months',
    min: 0,
    max: 240,
  }),
};
export type ProductValues = Values<typeof productFields>;

/** A variant's own fields; its technical data come from the class. */
export const variantFields = {
  version,
  article: text({
    missing: 'administration.missing.article',
    max: 60,
    pattern: /^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u,
    wrong: 'administration.wrong.article',
  }),
  ...inThree('label', { max: 120 }),
  active: ticked(),
};
export type VariantValues = Values<typeof variantFields>;

/** One value of technical data, as its table keeps it. */
export interface AttributeValue {
  thousandths: number | null;
  option_id: number | null;
  yes: boolean | null;
  text_kk: string | null;
  text_ru: string | null;
  text_en: string | null;
}

/** The name of a definition's field in the form. */
export function fieldOf({ id }: Pick<Definition, 'id'>): string {
  return `attribute-${id}`;
}

/** The fields of the technical data that a class asks for. */
export function attributeFields(
  definitions: readonly Definition[],
): Record<string, Field<unknown>> {
  return Object.fromEntries(
    definitions.flatMap((definition): [string, Field<unknown>][] => {
      const name = fieldOf(definition);
      if (definition.kind === 'number') return [[name, decimal]];
      if (definition.kind === 'yes_no') return [[name, optionalChoice(['yes', 'no'])]];
      if (definition.kind === 'text') return Object.entries(inThreeOrNone(name, { max: 200 }));
      return [[name, optionalChoice(definition.options.map(({ id }) => String(id)))]];
    }),
  );
}

/** What a form's technical data come to; definitions without an answer are left out. */
export function attributeValues(
  definitions: readonly Definition[],
  values: Record<string, unknown>,
): Map<number, AttributeValue> {
  const answers = definitions.map((definition): [number, AttributeValue | null] => [
    definition.id,
    valueOf(definition, values),
  ]);
  return new Map(answers.filter((one): one is [number, AttributeValue] => one[1] !== null));
}

/** Texts of technical data that were begun in one language only. */
export function attributeProblems(
  definitions: readonly Definition[],
  values: Record<string, unknown>,
): Problem[] {
  return definitions
    .filter(({ kind }) => kind === 'text')
    .flatMap((definition) => problemsOfThree(values, fieldOf(definition), 'text'));
}

/** Stored technical data as the form shows them. */
export function attributesTyped(values: ReadonlyMap<number, AttributeValue>, lang: Lang): Typed {
  const typed: Typed = {};
  for (const [id, value] of values) {
    const name = fieldOf({ id });
    if (value.thousandths !== null) typed[name] = typedDecimal(value.thousandths, lang);
    if (value.option_id !== null) typed[name] = String(value.option_id);
    if (value.yes !== null) typed[name] = value.yes ? 'yes' : 'no';
    for (const one of LANGUAGES) {
      typed[`${name}_${one}`] = value[`text_${one}`] ?? '';
    }
  }
  return typed;
}

const NOTHING: AttributeValue = {
  thousandths: null,
  option_id: null,
  yes: null,
  text_kk: null,
  text_ru: null,
  text_en: null,
};

function valueOf(definition: Definition, values: Record<string, unknown>): AttributeValue | null {
  const name = fieldOf(definition);
  const given = values[name] as string | number | null;
  if (definition.kind === 'text') {
    const [text_kk, text_ru, text_en] = ['kk', 'ru', 'en'].map(
      (lang) => values[`${name}_${lang}`] as string | null,
    ) as [string | null, string | null, string | null];
    return text_kk ? { ...NOTHING, text_kk, text_ru, text_en } : null;
  }
  if (given === null) return null;
  if (definition.kind === 'number') return { ...NOTHING, thousandths: Number(given) };
  if (definition.kind === 'yes_no') return { ...NOTHING, yes: given === 'yes' };
  return { ...NOTHING, option_id: Number(given) };
}

// A text that may wait is stored as an empty one: the columns take no null.
function orEmpty<F extends Record<string, Field<string | null>>>(
  fields: F,
): { [name in keyof F]: Field<string> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      ((raw, refuse) => field(raw, refuse) ?? '') satisfies Field<string>,
    ]),
  ) as { [name in keyof F]: Field<string> };
}
