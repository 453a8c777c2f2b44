// Checks some products of a file at a time: what they propose, what they offer, what is wrong.
import type { Definition } from '../catalogue/technical-data.ts';
import { lacksOf, readContents, type Held } from '../publishing/publishing.ts';
import type { Context } from './check-context.ts';
import type { FileRow, Problem } from './file-row.ts';
import type { PlannedProduct } from './findings.ts';
import type { Group } from './grouping.ts';
import { readHeldOffers } from './market.ts';
import { checkOffer, type PlannedOffer } from './offer-check.ts';
import { cellChanges } from './product-cells.ts';
import { checkProduct } from './product-check.ts';
import { rowsOf } from './row-store.ts';

/** What was found in some rows. */
export interface Found {
  rows: number;
  problems: Problem[];
  products: PlannedProduct[];
  offers: PlannedOffer[];
  drafts: number;
}

export const NOTHING: Found = { rows: 0, problems: [], products: [], offers: [], drafts: 0 };

export async function checkGroups(context: Context, groups: readonly Group[]): Promise<Found> {
  const { portal, lease, columns, own, ground, market, supplierId, on } = context;
  const db = portal.db.read;
  const cells = await rowsOf(
    db,
    lease.importId,
    groups.flatMap(({ rows }) => rows),
  );
  const rowOf = (number: number): FileRow => ({
    number,
    cells: new Map(
      (cells.get(number) ?? []).flatMap((cell, at): [string, string][] =>
        columns[at] ? [[columns[at].header, cell]] : [],
      ),
    ),
  });
  const rows = new Map(groups.map((group) => [group, group.rows.map(rowOf)]));
  const articles = [...rows.values()].flat().flatMap((row) => row.cells.get('article') || []);
  const held = await heldByProduct(context, groups, articles);
  const offers = await readHeldOffers(db, articles, supplierId);
  const dataColumns = own.filter(({ group }) => group === 'data');
  const found: Found = { ...NOTHING, problems: [], products: [], offers: [] };
  for (const group of groups) {
    const known = group.productId === null ? undefined : held.get(group.productId);
    const its = rows.get(group)!;
    const checked = checkProduct(its, own, known?.content ?? null, ground);
    const problems = [...checked.problems];
    if (checked.outcome === 'changed' && known?.waits) {
      problems.push({ row: its[0]!.number, column: null, code: 'waits' });
    }
    for (const row of its) {
      const offer = checkOffer(row, market, (firm, article) => offers.of(firm, article));
      if ('problems' in offer) problems.push(...offer.problems);
      else if (offer.offer) found.offers.push(offer.offer);
    }
    found.rows += its.length;
    found.problems.push(...problems.toSorted((a, b) => a.row - b.row));
    if (checked.problems.length) continue;
    const { outcome, content } = checked;
    found.products.push({
      productId: group.productId,
      outcome,
      firstRow: its[0]!.number,
      content,
      stamp: known?.stamp ?? null,
      changes:
        outcome === 'changed' ? cellChanges(known!.content, content, dataColumns, keysOf) : [],
    });
    const definitions = ground.definitionsOf(content.aidClassCode);
    if (outcome !== 'same' && lacksOf(content, definitions, on).length) found.drafts += 1;
  }
  return found;

  function keysOf(code: string): ReadonlyMap<string, Definition> {
    return new Map(ground.definitionsOf(code).map((one) => [one.key, one]));
  }
}

async function heldByProduct(
  { portal, supplierId }: Context,
  groups: readonly Group[],
  articles: readonly string[],
): Promise<Map<number, Held>> {
  const held = new Map<number, Held>();
  for (const one of (await readContents(portal.db.read, articles, supplierId)).values()) {
    held.set(one.productId, one);
  }
  // A product that is named by its address alone: one of its variants leads to what it says.
  const missing = groups.flatMap(({ productId }) =>
    productId === null || held.has(productId) ? [] : productId,
  );
  if (missing.length === 0) return held;
  const rows: { article: string }[] = await portal.db
    .read('variants')
    .whereIn('product_id', missing)
    .groupBy('product_id')
    .min({ article: 'article' });
  const named = rows.map(({ article }) => article);
  for (const one of (await readContents(portal.db.read, named, supplierId)).values()) {
    held.set(one.productId, one);
  }
  return held;
}
