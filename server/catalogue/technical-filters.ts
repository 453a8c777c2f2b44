// Filters made from the technical data of the class that is chosen: a range for a number, some of the options for a
// choice, yes or no. In an address: `a-seat_width-from=42`, `a-drive=rims`, `a-folding=yes`.
import type { Lang } from '../i18n/languages.ts';
import {
  choices,
  readForm,
  type Field,
  type Outcome,
  type Problem,
  type Typed,
} from '../web/forms.ts';
import type { Snapshot } from './snapshot.ts';
import { definitionsFor, type Definition } from './technical-data.ts';

/** What a variant has to be like. */
export interface Condition {
  definition: Definition;
  /** Thousandths; null where there is no such end. */
  from: number | null;
  to: number | null;
  /** Of these values one; none where it is a number. */
  values: readonly number[];
}

/** The definitions of a class by which its products can be filtered, its own before those from above. */
export function filterableFor(
  { classes, definitions }: Pick<Snapshot, 'classes' | 'definitions'>,
  code: string | null,
): Definition[] {
  if (code === null) return [];
  const byKey = new Map<string, Definition>();
  for (const definition of definitionsFor(definitions, classes.withAncestors(code))) {
    const { key, filterable, kind } = definition;
    if (filterable && kind !== 'text' && !byKey.has(key)) byKey.set(key, definition);
  }
  return [...byKey.values()];
}

/** Reads the conditions of a query. Names that the class does not define are left alone. */
export function readConditions(
  query: unknown,
  definitions: readonly Definition[],
  lang: Lang,
): Outcome<Condition[]> {
  const problems: Problem[] = [];
  const typed: Typed = {};
  const conditions = definitions.flatMap((definition): Condition[] => {
    const read = definition.kind === 'number' ? readRange : readOptions;
    const outcome = read(query, definition, lang);
    Object.assign(typed, outcome.typed);
    if ('problems' in outcome) {
      problems.push(...outcome.problems);
      return [];
    }
    const { from, to, values } = outcome.values;
    const isAsked = from !== null || to !== null || values.length > 0;
    return isAsked ? [{ definition, from, to, values }] : [];
  });
  return problems.length ? { problems, typed } : { values: conditions, typed };
}

/** The conditions as the part of an address's query that they came from. */
export function queryOfConditions(
  conditions: readonly Condition[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    conditions.flatMap(({ definition, from, to, values }) => [
      ...(from === null ? [] : [[`a-${definition.key}-from`, String(from / 1000)]]),
      ...(to === null ? [] : [[`a-${definition.key}-to`, String(to / 1000)]]),
      ...(values.length
        ? [[`a-${definition.key}`, values.map((value) => wordOf(definition, value))]]
        : []),
    ]),
  );
}

/** How a value is called in addresses. */
export function wordOf({ kind, optionKeys }: Definition, value: number): string {
  if (kind === 'yes_no') return value ? 'yes' : 'no';
  return optionKeys.get(value) ?? '';
}

type Ends = Pick<Condition, 'from' | 'to' | 'values'>;

function readRange(query: unknown, definition: Definition, lang: Lang): Outcome<Ends> {
  const [from, to] = [`a-${definition.key}-from`, `a-${definition.key}-to`];
  const outcome = readForm({ [from]: thousandths(), [to]: thousandths() }, query);
  const { typed } = outcome;
  const wrong = (field: string, key: string): Problem => ({
    field,
    key: `catalogue.wrong.${key}`,
    values: { name: definition.names[lang] },
  });
  if ('problems' in outcome) {
    return { problems: outcome.problems.map(({ field }) => wrong(field, 'number')), typed };
  }
  const ends = { from: outcome.values[from]!, to: outcome.values[to]!, values: [] };
  return ends.from !== null && ends.to !== null && ends.from > ends.to
    ? { problems: [wrong(from, 'range')], typed }
    : { values: ends, typed };
}

function readOptions(query: unknown, definition: Definition, lang: Lang): Outcome<Ends> {
  const name = `a-${definition.key}`;
  const known = definition.kind === 'yes_no' ? [1, 0] : [...definition.optionKeys.keys()];
  const words = new Map(known.map((value) => [wordOf(definition, value), value]));
  const outcome = readForm({ [name]: choices([...words.keys()]) }, query);
  const { typed } = outcome;
  if ('problems' in outcome) {
    const values = { name: definition.names[lang] };
    return { problems: [{ field: name, key: 'catalogue.wrong.options', values }], typed };
  }
  const values = outcome.values[name]!.map((word) => words.get(word)!);
  return { values: { from: null, to: null, values }, typed };
}

// `42`, `42.5` or `42,5`, as whole thousandths.
function thousandths(): Field<number | null> {
  return (raw, refuse) => {
    if (raw === undefined) return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const bare = raw.replace(/[\s\u00a0\u202f]/g, '');
    if (bare === '') return null;
    const parts = /^(\d{1,9})(?:[.,](\d{1,3})\d*)?$/.exec(bare);
    if (!parts) return refuse('forms.wrongFormat');
    return Number(parts[1]) * 1000 + Number((parts[2] ?? '').padEnd(3, '0'));
  };
}
