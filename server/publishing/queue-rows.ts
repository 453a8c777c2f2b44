// The rows of the queue: what each would change, in a few words, and whether it may be accepted from the list.
import type { Snapshot } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import { differenceGroups } from './difference-rows.ts';
import { differences } from './differences.ts';
import { groundOf } from './ground.ts';
import { lacksOf } from './lacks.ts';
import { checkMove, type MoveRefusal } from './lifecycle.ts';
import type { Act } from './proposal.ts';
import { readPublished, type ProductRow } from './published.ts';
import type { Waiting } from './queue.ts';

/** How many changes a row names before it counts the rest. */
const NAMED = 4;

export interface QueueRow extends Waiting {
  isChange: boolean;
  changes: string[];
  more: number;
  missing: number;
  refused: MoveRefusal | null;
}

/** Makes the rows of a page: three queries for all of them. */
export async function queueRows(
  db: Queryable,
  act: Act,
  waiting: readonly Waiting[],
  { visit, snapshot }: { visit: Visit; snapshot: Snapshot },
): Promise<QueueRow[]> {
  const ids = waiting
    .filter(({ productStatus }) => productStatus === 'published')
    .map(({ productId }) => productId);
  const products: ProductRow[] = await db('products').whereIn('id', ids);
  const shown = await readPublished(db, products);
  const ground = groundOf(snapshot);
  return waiting.map((one) => {
    const { content } = one;
    const before = shown.get(one.productId) ?? null;
    const definitions = ground.definitionsOf(content.aidClassCode);
    const all = [...definitions, ...(before ? ground.definitionsOf(before.aidClassCode) : [])];
    const on = one.publishOn && one.publishOn > act.on ? one.publishOn : act.on;
    const missing = lacksOf(content, definitions, on).length;
    const check = checkMove(
      { ...one, status: 'in_review' },
      'acceptance',
      { accountId: act.by.accountId, supplierId: null },
      missing,
    );
    const groups = before
      ? differenceGroups(differences(before, content, all), before, content, {
          visit,
          classes: snapshot.classes,
        })
      : [];
    const changes = groups.flatMap(({ title, mark, rows }, at) =>
      mark || rows.length === 0
        ? [`${title}: ${visit.t(`publishing.mark.${mark ?? 'removed'}`)}`]
        : rows.map(({ label }) => (at ? `${title}: ${label}` : label)),
    );
    return {
      ...one,
      isChange: before !== null,
      changes: changes.slice(0, NAMED),
      more: Math.max(0, changes.length - NAMED),
      missing,
      refused: check.allowed ? null : check.reason,
    };
  });
}
