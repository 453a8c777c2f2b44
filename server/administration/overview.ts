// What waits for an administrator, counted for the desk's first page.
import type { Queryable } from '../database.ts';
import { countForModeration } from '../experiences/experiences.ts';
import { classesWithoutAmount } from './amounts/needed.ts';
import { countStuck } from '../notifications/outbox-state.ts';
import { countMissing } from '../search/missing.ts';
import { inForceOn } from './timeline.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import { listTerms, subjectId } from './terms/store.ts';

export interface Waiting {
  products: number;
  offers: number;
  amounts: number;
  terms: number;
  holidays: number;
  /** The first day that is to be confirmed. */
  holidaysFrom: string | null;
  /** Ways by which messages are stuck. */
  outbox: number;
  /** Wishes of people that nobody has looked at. */
  missing: number;
  /** What people told of products and nobody has read, or readers point to. */
  experiences: number;
}

/** Counts what waits, as of the day `on` and the instant `at`. */
export async function countWaiting(db: Queryable, on: string, at: Date): Promise<Waiting> {
  const unconfirmed = db('public_holidays').where({ status: 'unconfirmed' }).where('on', '>=', on);
  const [counts]: Omit<Waiting, 'amounts' | 'terms' | 'missing' | 'experiences' | 'outbox'>[] =
    await db.select({
      products: db('product_revisions').where({ status: 'in_review' }).count(),
      offers: db('offers').where({ status: 'in_review' }).count(),
      holidays: unconfirmed.clone().count(),
      holidaysFrom: unconfirmed.clone().min('on'),
    });
  const experiences = await countForModeration(db);
  return {
    ...counts!,
    outbox: await countStuck(db, at),
    missing: await countMissing(db),
    experiences: experiences.waiting + experiences.flagged,
    amounts: (await classesWithoutAmount(db, on)).size,
    terms: proposed(groupedBy(await listTerms(db), subjectId), on),
  };
}

function proposed(lines: Map<string, Awaited<ReturnType<typeof listTerms>>>, on: string): number {
  return [...lines.values()].filter((all) => inForceOn(all, on)?.status === 'proposed').length;
}
