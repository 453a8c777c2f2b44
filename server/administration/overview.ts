// What waits for an administrator, counted for the desk's first page.
import { readClassTree } from '../catalogue/class-tree.ts';
import { amountFor, guaranteedAmountsOn } from '../catalogue/guaranteed-amounts.ts';
import type { Queryable } from '../database.ts';
import { inForceOn } from './timeline.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import { listTerms, subjectId } from './terms/store.ts';

export interface Waiting {
  products: number;
  offers: number;
  amounts: number;
  terms: number;
  holidays: number;
  outbox: number;
}

/** Counts what waits, as of the day `on`. */
export async function countWaiting(db: Queryable, on: string): Promise<Waiting> {
  const [counts]: Pick<Waiting, 'products' | 'offers' | 'holidays' | 'outbox'>[] = await db.select({
    products: db('products').where({ status: 'in_review' }).count(),
    offers: db('offers').where({ status: 'in_review' }).count(),
    holidays: db('public_holidays').where({ status: 'unconfirmed' }).where('on', '>=', on).count(),
    outbox: db('outbox').where({ state: 'dead' }).count(),
  });
  return {
    ...counts!,
    amounts: (await classesWithoutAmount(db, on)).length,
    terms: proposed(groupedBy(await listTerms(db), subjectId), on),
  };
}

/** Classes with published products for which no amount is in force. */
async function classesWithoutAmount(db: Queryable, on: string): Promise<string[]> {
  const classes = await readClassTree(db);
  const amounts = await guaranteedAmountsOn(db, on);
  const rows: { code: string }[] = await db('products')
    .where({ status: 'published' })
    .distinct('aid_class_code as code');
  return rows
    .map(({ code }) => code)
    .filter((code) => amountFor(amounts, classes.withAncestors(code)) === null);
}

function proposed(lines: Map<string, Awaited<ReturnType<typeof listTerms>>>, on: string): number {
  return [...lines.values()].filter((all) => inForceOn(all, on)?.status === 'proposed').length;
}
