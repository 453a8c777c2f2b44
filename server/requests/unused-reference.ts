import type { Queryable } from '../database.ts';
import { newReference } from './reference.ts';

const COLUMN = { requests: 'reference', orders: 'number' } as const;

/** A new reference that no other request, or order, bears: among millions, a random one may be taken. */
export async function unusedReference(
  db: Queryable,
  table: keyof typeof COLUMN,
  draw: () => string = newReference,
): Promise<string> {
  for (;;) {
    const reference = draw();
    const taken: unknown = await db(table)
      .where({ [COLUMN[table]]: reference })
      .first('id');
    if (!taken) return reference;
  }
}
