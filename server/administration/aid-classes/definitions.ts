// The technical data that products of an aid class have: its own definitions and those of its ancestors.
import type { Queryable } from '../../database.ts';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';

export const KINDS = ['number', 'choice', 'yes_no', 'text'] as const;

export interface AttributeOption {
  id: number;
  names: Names;
}

export interface Definition {
  id: number;
  classCode: string;
  kind: (typeof KINDS)[number];
  unit: string | null;
  required: boolean;
  filterable: boolean;
  names: Names;
  help: Names;
  options: AttributeOption[];
}

/** The definitions of a class: the family's first, its own last. */
export async function readDefinitions(db: Queryable, classCode: string): Promise<Definition[]> {
  const classes = await readClassTree(db);
  const line = classes.withAncestors(classCode).map(({ code }) => code);
  const rows: DefinitionRow[] = await db('attribute_definitions')
    .whereIn('aid_class_code', line)
    .orderBy(['position', 'id']);
  const options: OptionRow[] = await db('attribute_options')
    .whereIn(
      'definition_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['position', 'id']);
  const optionsOf = groupedBy(options, (option) => option.definition_id);
  return rows
    .toSorted((a, b) => line.indexOf(b.aid_class_code) - line.indexOf(a.aid_class_code))
    .map((row) => ({
      id: row.id,
      classCode: row.aid_class_code,
      kind: row.kind,
      unit: row.unit,
      required: Boolean(row.required),
      filterable: Boolean(row.filterable),
      names: namesOf(row),
      help: namesOf(row, 'help'),
      options: (optionsOf.get(row.id) ?? []).map((one) => ({ id: one.id, names: namesOf(one) })),
    }));
}

export interface DefinitionRow extends Record<string, unknown> {
  id: number;
  aid_class_code: string;
  key: string;
  kind: Definition['kind'];
  unit: string | null;
  required: unknown;
  filterable: unknown;
  position: number;
}

export interface OptionRow extends Record<string, unknown> {
  id: number;
  definition_id: number;
  key: string;
  position: number;
}
