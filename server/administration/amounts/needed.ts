import { readClassTree } from '../../catalogue/class-tree.ts';
import { amountFor, guaranteedAmountsOn } from '../../catalogue/guaranteed-amounts.ts';
import type { Queryable } from '../../database.ts';

/** Classes with published products for which no amount is in force. */
export async function classesWithoutAmount(db: Queryable, on: string): Promise<Set<string>> {
  const classes = await readClassTree(db);
  const amounts = await guaranteedAmountsOn(db, on);
  const rows: { code: string }[] = await db('products')
    .where({ status: 'published' })
    .distinct('aid_class_code as code');
  const codes = rows.map(({ code }) => code);
  return new Set(codes.filter((code) => amountFor(amounts, classes.withAncestors(code)) === null));
}
