// The dry run: what a file would change, and what is wrong in it. Nothing but the import itself is written.
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { lacksOf, readContents, takenArticles, type Held } from '../publishing/publishing.ts';
import { columnsFor, type Column } from './columns.ts';
import { groupRows, type Group, type RowKey } from './grouping.ts';
import { endWork, keepStep, type Lease } from './lease.ts';
import { readHeldOffers, readMarket } from './market.ts';
import { checkOffer, type Market, type PlannedOffer } from './offer-check.ts';
import { cellChanges } from './product-cells.ts';
import { checkProduct, type FileRow, type Ground, type Problem } from './product-check.ts';
import { readIn } from './read-in.ts';
import {
  clearFindings,
  findImport,
  insertOffers,
  insertProblems,
  insertProducts,
  pieces,
  rowsAfter,
  rowsOf,
  type ImportRow,
  type PlannedProduct,
} from './store.ts';

/** Rows that are looked at between two steps. */
const AT_ONCE = 400;

/** All columns that a file may have. */
export async function knownColumns(
  { db }: Pick<Portal, 'db'>,
  supplierId: number | null,
): Promise<Column[]> {
  const { definitions } = await catalogueSnapshot(db);
  return columnsFor([...definitions.values()].flat(), audienceOf(supplierId));
}

export function audienceOf(supplierId: number | null): 'supplier' | 'administrator' {
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

/** Checks an import from the beginning, or from its rows where the file is read already. @throws Refused, LeaseLost */
export async function checkImport(portal: Portal, lease: Lease, job: ImportRow): Promise<void> {
  const { db, clock } = portal;
  const supplierId = job.supplier_id;
  const known = await knownColumns(portal, supplierId);
  if (job.stored_file) {
    await readIn(portal, lease, { storedFile: job.stored_file, kind: job.kind, known });
  }
  const read = await findImport(db.read, job.id, { supplierId: null });
  const headers = JSON.parse(read.headers ?? '[]') as (string | null)[];
  const byHeader = new Map(known.map((column) => [column.header, column]));
  const columns = headers.map((header) => (header && byHeader.get(header)) || null);
  const on = dayOf(clock());
  const context: Context = {
    portal,
    lease,
    supplierId,
    columns,
    own: columns.filter((column) => column !== null),
    on,
    ground: await groundOf(portal),
    market: await readMarket(db.read, supplierId, on),
  };
  const counts = await startCounts(context);
  const { groups, problems } = await groupAll(context);
  await keep(context, counts, { ...NOTHING, problems, rows: problems.length });
  for (const some of chunksOf(groups)) {
    const found = await checkGroups(context, some);
    await keep(context, counts, found);
  }
  await inTransaction(db, (trx) =>
    endWork(trx, lease, clock(), {
      status: 'checked',
      outdated: false,
      checked_at: clock().toISOString(),
      rows_checked: read.rows_total ?? 0,
      version: job.version + 1,
    }),
  );
}

interface Context {
  portal: Portal;
  lease: Lease;
  supplierId: number | null;
  /** By the place of the cell in a row. */
  columns: (Column | null)[];
  own: Column[];
  on: string;
  ground: Ground;
  market: Market;
}

type Counts = Record<
  | 'rows_checked'
  | 'problems'
  | 'drafts'
  | `products_${'new' | 'changed' | 'same'}`
  | `offers_${'new' | 'changed' | 'same'}`,
  number
>;

interface Found {
  rows: number;
  problems: Problem[];
  products: PlannedProduct[];
  offers: PlannedOffer[];
  drafts: number;
}

const NOTHING: Found = { rows: 0, problems: [], products: [], offers: [], drafts: 0 };

// Problems of the header stay: they were found while the file was read.
async function startCounts({ portal, lease }: Context): Promise<Counts> {
  const counts: Counts = {
    rows_checked: 0,
    problems: 0,
    drafts: 0,
    products_new: 0,
    products_changed: 0,
    products_same: 0,
    offers_new: 0,
    offers_changed: 0,
    offers_same: 0,
  };
  await inTransaction(portal.db, async (trx) => {
    await keepStep(trx, lease, portal.clock(), counts);
    const kept = await trx('import_problems')
      .where({ import_id: lease.importId, code: 'unknownColumn' })
      .select('row', 'column', 'code', 'detail');
    await clearFindings(trx, lease.importId, { rows: false });
    if (kept.length) {
      await trx('import_problems').insert(
        kept.map((row) => ({ ...row, import_id: lease.importId })),
      );
    }
    counts.problems = kept.length;
    await keepStep(trx, lease, portal.clock(), counts);
  });
  return counts;
}

async function groupAll({ portal, lease, columns, supplierId }: Context) {
  const { db } = portal;
  const at = (header: string) => columns.findIndex((column) => column?.header === header);
  const [product, article] = [at('product'), at('article')];
  const rows: RowKey[] = [];
  for (let after = 0; ;) {
    const some = await rowsAfter(db.read, lease.importId, after, 1000);
    for (const { number, cells } of some) {
      rows.push({ number, product: cells[product] ?? '', article: cells[article] ?? '' });
    }
    if (some.length < 1000) break;
    after = some.at(-1)!.number;
  }
  const byArticle = new Map<string, number>();
  const taken = new Set<string>();
  const articles = [...new Set(rows.flatMap((row) => row.article || []))];
  for (const some of pieces(articles, 500)) {
    for (const [one, { productId }] of await readContents(db.read, some, supplierId)) {
      byArticle.set(one, productId);
    }
    const free = some.filter((one) => !byArticle.has(one));
    for (const one of await takenArticles(db.read, free, { productId: null, supplierId })) {
      taken.add(one);
    }
  }
  const bySlug = await productsBySlug(portal, rows, supplierId);
  return groupRows(rows, byArticle, bySlug, (one) => taken.has(one));
}

/** Products by their address, as exports name them: so that a variant can be added to one. */
async function productsBySlug(
  { db }: Portal,
  rows: readonly RowKey[],
  supplierId: number | null,
): Promise<Map<string, number>> {
  const slugs = [...new Set(rows.flatMap(({ product }) => product.toLowerCase() || []))];
  const bySlug = new Map<string, number>();
  for (const some of pieces(slugs, 500)) {
    const found: { slug: string; article: string }[] = await db
      .read('products')
      .join('variants', 'variants.product_id', 'products.id')
      .whereIn('products.slug', some)
      .groupBy('products.slug')
      .select('products.slug')
      .min({ article: 'variants.article' });
    const held = await readContents(
      db.read,
      found.map(({ article }) => article),
      supplierId,
    );
    for (const { slug, article } of found) {
      const one = held.get(article);
      if (one) bySlug.set(slug, one.productId);
    }
  }
  return bySlug;
}

function* chunksOf(groups: readonly Group[]): Generator<Group[]> {
  let chunk: Group[] = [];
  let rows = 0;
  for (const group of groups) {
    chunk.push(group);
    rows += group.rows.length;
    if (rows < AT_ONCE) continue;
    yield chunk;
    [chunk, rows] = [[], 0];
  }
  if (chunk.length) yield chunk;
}

async function checkGroups(context: Context, groups: readonly Group[]): Promise<Found> {
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

async function keep({ portal, lease }: Context, counts: Counts, found: Found): Promise<void> {
  const { rows, problems, products, offers, drafts } = found;
  const before = counts.problems;
  counts.rows_checked += rows;
  counts.problems += problems.length;
  counts.drafts += drafts;
  for (const { outcome } of products) counts[`products_${outcome}`] += 1;
  for (const { outcome } of offers) counts[`offers_${outcome}`] += 1;
  await inTransaction(portal.db, async (trx) => {
    await keepStep(trx, lease, portal.clock(), counts);
    await insertProblems(trx, lease.importId, problems, before);
    await insertProducts(trx, lease.importId, products);
    await insertOffers(trx, lease.importId, offers);
  });
}
