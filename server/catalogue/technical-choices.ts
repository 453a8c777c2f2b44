// The filters of technical data as a page shows them: what there is to choose from, and what is chosen in words.
import type { Database } from '../database.ts';
import type { Typed } from '../web/forms.ts';
import type { Visit } from '../web/visit.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { columnsBelow, type ClassColumns } from './class-columns.ts';
import { unitText } from './product-page.ts';
import { codesBelow } from './selection.ts';
import type { Snapshot } from './snapshot.ts';
import { SECTIONS, type Definition } from './technical-data.ts';
import { filterableFor, wordOf, type Condition } from './technical-filters.ts';

interface Choice {
  name: string;
  text: string;
  hint: string;
  /** For a number. */
  ends: { name: string; text: string; value: string }[];
  /** For a choice, and for yes and no. */
  options: { value: string; text: string; checked: boolean }[];
  isTyped: boolean;
}

/** The filters of a class in sections; only those in which its products differ, or in which something was typed. */
export async function technicalChoices(
  db: Database,
  snapshot: Snapshot,
  typed: Typed,
  visit: Visit,
): Promise<{ name: string; open: boolean; choices: Choice[] }[]> {
  const code = typeof typed.class === 'string' ? typed.class : '';
  const definitions = snapshot.classes.find(code) ? filterableFor(snapshot, code) : [];
  if (definitions.length === 0) return [];
  const index = await catalogueIndex(db, snapshot.version);
  const columns = await columnsBelow(db, index, codesBelow(code, snapshot.classes));
  const sections = SECTIONS.map((section) => ({
    section,
    choices: definitions
      .filter((definition) => definition.section === section)
      .map((definition) => choiceOf(definition, columns, typed, visit))
      .filter(({ isTyped, hint, options }) => isTyped || hint !== '' || options.length > 1),
  }));
  return sections
    .filter(({ choices }) => choices.length > 0)
    .map(({ section, choices }) => ({
      name: visit.t(`catalogue.section.${section}`),
      open: choices.some(({ isTyped }) => isTyped),
      choices,
    }));
}

function choiceOf(
  definition: Definition,
  classes: readonly ClassColumns[],
  typed: Typed,
  visit: Visit,
): Choice {
  const { t, lang } = visit;
  const name = `a-${definition.key}`;
  const there = classes.map(({ column }) => column(definition.id));
  if (definition.kind === 'number') {
    const min = Math.min(...there.map((column) => column.min));
    const max = Math.max(...there.map((column) => column.max));
    const ends = (['from', 'to'] as const).map((end) => ({
      name: `${name}-${end}`,
      text: t(`catalogue.filter.${end}`),
      value: textOf(typed[`${name}-${end}`]),
    }));
    return {
      name,
      text: nameWithUnit(definition, visit),
      hint: min < max ? rangeText(definition, min, max, visit) : '',
      ends,
      options: [],
      isTyped: ends.some(({ value }) => value !== ''),
    };
  }
  const chosen = [typed[name] ?? []].flat();
  const occurring = new Set(there.flatMap(({ distinct }) => [...distinct]));
  const inOrder = definition.kind === 'yes_no' ? [1, 0] : [...definition.optionKeys.keys()];
  const options = inOrder
    .map((value) => ({ value, word: wordOf(definition, value) }))
    .filter(({ value, word }) => occurring.has(value) || chosen.includes(word))
    .map(({ value, word }) => ({
      value: word,
      text: optionText(definition, value, visit),
      checked: chosen.includes(word),
    }));
  const text = definition.names[lang];
  return { name, text, hint: '', ends: [], options, isTyped: chosen.some((one) => one !== '') };
}

/** A condition in words: `Seat width: 42–44 cm`. */
export function conditionText({ definition, from, to, values }: Condition, visit: Visit): string {
  const { t, lang } = visit;
  const name = definition.names[lang];
  if (definition.kind !== 'number') {
    const options = values.map((value) => optionText(definition, value, visit)).join(', ');
    return t('catalogue.chosen.technical', { name, value: options });
  }
  const value =
    from === null
      ? t('catalogue.chosen.to', { value: withUnit(definition, to!, visit) })
      : to === null
        ? t('catalogue.chosen.from', { value: withUnit(definition, from, visit) })
        : rangeText({ ...definition, step: null }, from, to, visit);
  return t('catalogue.chosen.technical', { name, value });
}

function rangeText(definition: Definition, min: number, max: number, visit: Visit): string {
  const { t, format } = visit;
  const range = `${format.number(min / 1000)}–${withUnit(definition, max, visit)}`;
  const { step } = definition;
  if (step === null || step <= 1000) return range; // finer than anybody asks for
  return t('catalogue.filter.steps', { range, step: withUnit(definition, step, visit) });
}

function withUnit({ unit }: Definition, thousandths: number, { t, format }: Visit): string {
  const number = format.number(thousandths / 1000);
  return unit ? `${number}\u00a0${unitText(unit, t)}` : number;
}

function nameWithUnit({ names, unit }: Definition, { t, lang }: Visit): string {
  return unit ? `${names[lang]}, ${unitText(unit, t)}` : names[lang];
}

function optionText({ kind, options }: Definition, value: number, { t, lang }: Visit): string {
  if (kind === 'yes_no') return t(`catalogue.${value ? 'yes' : 'no'}`);
  return options.get(value)?.[lang] ?? '';
}

function textOf(typed: string | string[] | undefined): string {
  return typeof typed === 'string' ? typed : '';
}
