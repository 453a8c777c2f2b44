// The classification: families, classes and their kinds, as one tree in memory.
import type { Queryable } from '../database.ts';
import { groupedBy } from './grouped-by.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface AidClass {
  code: string;
  parent: string | null;
  level: number;
  names: Names;
  summaries: Names;
  illustrationAlts: Names;
  /** `portal`, `procurement` or `portal-or-procurement`: see design.md, section 3. */
  route: string;
  active: boolean;
}

export interface ClassTree {
  /** All classes in their order: a family, then what is below it. */
  all: readonly AidClass[];
  find(code: string): AidClass | undefined;
  /** The class itself first, its family last. */
  withAncestors(code: string): readonly AidClass[];
  /** The class's ancestors, nearest first. */
  ancestorsOf(code: string): readonly AidClass[];
  childrenOf(code: string | null): readonly AidClass[];
}

/** Reads the whole classification: some seventy rows. */
export async function readClassTree(db: Queryable): Promise<ClassTree> {
  const rows: ClassRow[] = await db('aid_classes').orderBy(['level', 'position', 'code']);
  return treeOf(rows.map(classOf));
}

/** The codes of a class and of what it belongs to: its own first, its family's last. One row, for acts. */
export async function readLineage(db: Queryable, code: string): Promise<string[]> {
  const row: Record<string, string | null> | undefined = await db('aid_classes as own')
    .leftJoin('aid_classes as parent', 'parent.code', 'own.parent_code')
    .where('own.code', code)
    .first('own.code as own', 'own.parent_code as parent', 'parent.parent_code as family');
  return Object.values(row ?? {}).filter((one) => one !== null);
}

function treeOf(classes: AidClass[]): ClassTree {
  const byCode = new Map(classes.map((one) => [one.code, one]));
  const byParent = groupedBy(classes, ({ parent }) => parent);
  const childrenOf = (code: string | null) => byParent.get(code) ?? [];
  const withAncestors = (code: string): AidClass[] => {
    const own = byCode.get(code);
    return own ? [own, ...(own.parent ? withAncestors(own.parent) : [])] : [];
  };
  const inOrder = (code: string | null): AidClass[] =>
    childrenOf(code).flatMap((child) => [child, ...inOrder(child.code)]);
  return {
    all: inOrder(null),
    find: (code) => byCode.get(code),
    withAncestors,
    ancestorsOf: (code) => withAncestors(code).slice(1),
    childrenOf,
  };
}

function classOf(row: ClassRow): AidClass {
  return {
    code: row.code,
    parent: row.parent_code,
    level: row.level,
    names: namesOf(row),
    summaries: namesOf(row, 'summary'),
    illustrationAlts: namesOf(row, 'illustration_alt'),
    route: row.provision_route,
    active: Boolean(row.active),
  };
}

interface ClassRow extends Record<string, unknown> {
  code: string;
  parent_code: string | null;
  level: number;
  provision_route: string;
  active: unknown;
}
