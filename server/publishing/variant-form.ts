// A variant's form: its own fields, and those that the class's technical data ask for.
import type { Definition } from '../catalogue/technical-data.ts';
import type { Lang } from '../i18n/languages.ts';
import {
  decimal,
  inThree,
  inThreeOrNone,
  problemsOfThree,
  typedDecimal,
  version,
} from '../web/desk-fields.ts';
import {
  optionalChoice,
  readForm,
  text,
  ticked,
  type Field,
  type Problem,
  type Typed,
} from '../web/forms.ts';
import type { ContentValue, VariantContent } from './content.ts';
import { three, typedThree } from './product-form.ts';
import { isInSteps } from './sound.ts';

const ownFields = {
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

/** The name of a definition's field in the form. */
export function fieldOf({ id }: Pick<Definition, 'id'>): string {
  return `attribute-${id}`;
}

/** Reads the form. What is no longer asked for stays as `before` says. */
export function readVariant(
  definitions: readonly Definition[],
  before: VariantContent | null,
  body: unknown,
  lang: Lang,
):
  | { typed: Typed; problems: Problem[] }
  | { typed: Typed; stamp: string; variant: VariantContent } {
  const asked = definitions.filter(({ retired }) => !retired);
  const form = readForm({ ...ownFields, ...attributeFields(asked, before) }, body ?? {});
  if ('problems' in form) return form;
  const { typed } = form;
  const values = form.values as typeof form.values & Record<string, unknown>;
  const problems = [...textProblems(asked, values), ...stepProblems(asked, values, lang)];
  if (problems.length) return { typed, problems };
  const kept = Object.entries(before?.values ?? {}).filter(
    ([key]) => !asked.some((one) => one.key === key),
  );
  const variant = {
    article: values.article,
    labels: three(values, 'label'),
    active: values.active,
    values: { ...Object.fromEntries(kept), ...valuesOf(asked, values) },
  };
  return { typed, stamp: values.version ?? '', variant };
}

/** A variant as the form's fields show it. */
export function typedVariant(
  { article, labels, active, values }: VariantContent,
  definitions: readonly Definition[],
  lang: Lang,
): Typed {
  const typed: Typed = { article, ...typedThree('label', labels), active: active ? 'yes' : '' };
  for (const definition of definitions) {
    const value = values[definition.key];
    const name = fieldOf(definition);
    if (value === undefined) continue;
    if (typeof value === 'number') typed[name] = typedDecimal(value, lang);
    else if (typeof value === 'boolean') typed[name] = value ? 'yes' : 'no';
    else if (typeof value === 'string') typed[name] = value;
    else Object.assign(typed, typedThree(name, value));
  }
  return typed;
}

/** The options that may be chosen: all but the retired, unless it is the one that the variant has. */
export function optionsFor(
  { options, optionKeys, retiredOptions }: Definition,
  held: ContentValue | undefined,
): { key: string; names: Record<Lang, string> }[] {
  return [...options]
    .map(([id, names]) => ({ id, key: optionKeys.get(id)!, names }))
    .filter(({ id, key }) => !retiredOptions.has(id) || key === held);
}

function attributeFields(
  definitions: readonly Definition[],
  before: VariantContent | null,
): Record<string, Field<unknown>> {
  return Object.fromEntries(
    definitions.flatMap((definition): [string, Field<unknown>][] => {
      const name = fieldOf(definition);
      if (definition.kind === 'number') return [[name, decimal]];
      if (definition.kind === 'yes_no') return [[name, optionalChoice(['yes', 'no'])]];
      if (definition.kind === 'text') return Object.entries(inThreeOrNone(name, { max: 200 }));
      const options = optionsFor(definition, before?.values[definition.key]);
      return [[name, optionalChoice(options.map(({ key }) => key))]];
    }),
  );
}

function valuesOf(
  definitions: readonly Definition[],
  values: Record<string, unknown>,
): Record<string, ContentValue> {
  return Object.fromEntries(
    definitions.flatMap((definition): [string, ContentValue][] => {
      const name = fieldOf(definition);
      if (definition.kind === 'text') {
        const texts = three(values, name);
        return texts.kk ? [[definition.key, texts]] : [];
      }
      const given = values[name] as string | number | null;
      if (given === null) return [];
      return [[definition.key, definition.kind === 'yes_no' ? given === 'yes' : given]];
    }),
  );
}

// Texts that were begun in one language only.
function textProblems(
  definitions: readonly Definition[],
  values: Record<string, unknown>,
): Problem[] {
  return definitions
    .filter(({ kind }) => kind === 'text')
    .flatMap((definition) => problemsOfThree(values, fieldOf(definition), 'text'));
}

function stepProblems(
  definitions: readonly Definition[],
  values: Record<string, unknown>,
  lang: Lang,
): Problem[] {
  return definitions.flatMap((definition) => {
    const given = values[fieldOf(definition)];
    if (typeof given !== 'number' || isInSteps(definition, given)) return [];
    const step = typedDecimal(definition.step ?? 0, lang);
    return [{ field: fieldOf(definition), key: 'publishing.wrong.step', values: { step } }];
  });
}
