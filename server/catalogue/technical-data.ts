// Technical data as data: what is defined for a class, what a variant's values are, where variants differ.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { AidClass } from './class-tree.ts';
import { groupedBy } from './grouped-by.ts';

/** Where a value stands on a page, in this order. Their names are texts: `catalogue.section.<key>`. */
export const SECTIONS = [
  'size',
  'load',
  'performance',
  'control',
  'power',
  'material',
  'comfort',
  'content',
  'general',
] as const;
export type Section = (typeof SECTIONS)[number];

export interface Definition {
  id: number;
  aidClassCode: string;
  /** The same for one kind of data in all classes: `seat_width`. */
  key: string;
  kind: 'number' | 'choice' | 'yes_no' | 'text';
  /** `cm`, `kg`, …; null for a number without one, and for what is not a number. */
  unit: string | null;
  /** Thousandths in which a number goes up; null where any number will do. */
  step: number | null;
  section: Section;
  required: boolean;
  filterable: boolean;
  /** No longer asked for, required or filtered by; what products say stays shown. */
  retired: boolean;
  /** The options that can no longer be chosen. */
  retiredOptions: ReadonlySet<number>;
  /** The key of each option, by its id. */
  optionKeys: ReadonlyMap<number, string>;
  names: Names;
  help: Names;
  options: ReadonlyMap<number, Names>;
}

/** A variant's value, as its definition's kind says. */
export interface Value {
  thousandths: number | null;
  optionId: number | null;
  yes: boolean | null;
  text: Names;
}

export type Values = ReadonlyMap<number, Value>;

/** All definitions, by class in the order in which a page shows them. */
export async function readDefinitions(
  db: Queryable,
): Promise<ReadonlyMap<string, readonly Definition[]>> {
  const options: {
    id: number;
    definition_id: number;
    key: string;
    retired: unknown;
  }[] = await db('attribute_options').orderBy(['definition_id', 'position', 'id']);
  const optionsOf = groupedBy(options, (row) => row.definition_id);
  const rows: DefinitionRow[] = await db('attribute_definitions').orderBy([
    'aid_class_code',
    'position',
    'id',
  ]);
  const definitions = rows.map((row) => ({
    id: row.id,
    aidClassCode: row.aid_class_code,
    key: row.key,
    kind: row.kind,
    unit: row.unit,
    step: row.step,
    section: row.section,
    required: Boolean(row.required) && !row.retired,
    filterable: Boolean(row.filterable) && !row.retired,
    retired: Boolean(row.retired),
    retiredOptions: new Set(
      (optionsOf.get(row.id) ?? []).filter(({ retired }) => retired).map(({ id }) => id),
    ),
    optionKeys: new Map((optionsOf.get(row.id) ?? []).map(({ id, key }) => [id, key])),
    names: namesOf(row),
    help: namesOf(row, 'help'),
    options: new Map(
      (optionsOf.get(row.id) ?? []).map((option) => [option.id, namesOf({ ...option })]),
    ),
  }));
  return groupedBy(definitions, (one) => one.aidClassCode);
}

/** What is defined for a class, its own first, then what it has from its ancestors. */
export function definitionsFor(
  definitions: ReadonlyMap<string, readonly Definition[]>,
  classAndAncestors: readonly AidClass[],
): Definition[] {
  return classAndAncestors.flatMap(({ code }) => definitions.get(code) ?? []);
}

/** Definitions as pages and forms group them: by section, what a family has before what is a class's own. */
export function inSections(
  definitions: readonly Definition[],
): { section: Section; definitions: Definition[] }[] {
  const familyFirst = [
    ...new Set(definitions.map(({ aidClassCode }) => aidClassCode)),
  ].toReversed();
  const ordered = familyFirst.flatMap((code) =>
    definitions.filter(({ aidClassCode }) => aidClassCode === code),
  );
  return SECTIONS.map((section) => ({
    section,
    definitions: ordered.filter((one) => one.section === section),
  })).filter((one) => one.definitions.length > 0);
}

/** The definitions in which the variants do not all have the same value. */
export function differing(
  definitions: readonly Definition[],
  variants: readonly Values[],
): Definition[] {
  return definitions.filter(
    ({ id }) => new Set(variants.map((values) => JSON.stringify(values.get(id) ?? null))).size > 1,
  );
}

interface DefinitionRow extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  key: string;
  kind: Definition['kind'];
  unit: string | null;
  step: number | null;
  section: Section;
  required: unknown;
  filterable: unknown;
  retired: unknown;
}
