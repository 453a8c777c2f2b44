// What files are checked against: the columns that there are, and what the classification asks for.
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';
import type { Portal } from '../portal.ts';
import { columnsFor, type Audience, type Column } from './columns.ts';
import type { Ground } from './file-row.ts';

/** All columns that a file may have. */
export async function knownColumns(
  { db }: Pick<Portal, 'db'>,
  supplierId: number | null,
): Promise<Column[]> {
  const { definitions } = await catalogueSnapshot(db);
  return columnsFor([...definitions.values()].flat(), audienceOf(supplierId));
}

export function audienceOf(supplierId: number | null): Audience {
  return supplierId === null ? 'administrator' : 'supplier';
}

/** What the classification asks for, as it stands. */
export async function groundOf({ db }: Pick<Portal, 'db'>): Promise<Ground> {
  const { classes, definitions } = await catalogueSnapshot(db);
  const kept = new Map<string, readonly Definition[]>();
  return {
    isClass: (code) => (classes.find(code)?.level ?? 0) > 1,
    definitionsOf(code) {
      const known = kept.get(code) ?? definitionsFor(definitions, classes.withAncestors(code));
      kept.set(code, known);
      return known;
    },
  };
}
