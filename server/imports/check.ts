// The dry run: what a file would change, and what is wrong in it. Nothing but the import itself is written.
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { checkGroups, NOTHING, type Found } from './check-groups.ts';
import type { Context } from './check-context.ts';
import { insertOffers, insertProblems, insertProducts } from './findings.ts';
import { groundOf, knownColumns } from './ground.ts';
import type { Group } from './grouping.ts';
import { endWork, keepStep, type Lease } from './lease.ts';
import { readMarket } from './market.ts';
import { readIn } from './read-in.ts';
import { clearFindings, findImport, type ImportRow } from './store.ts';
import { groupAll } from './which-products.ts';

/** Rows that are looked at between two steps. */
const AT_ONCE = 400;

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
  const left = problems.toSorted((a, b) => a.row - b.row);
  for (const some of chunksOf(groups)) {
    const found = await checkGroups(context, some);
    const last = some.at(-1)!.rows.at(-1)!;
    const before = left.splice(0, left.filter(({ row }) => row <= last).length);
    found.problems = [...found.problems, ...before].toSorted((a, b) => a.row - b.row);
    await keep(context, counts, found);
  }
  await keep(context, counts, { ...NOTHING, problems: left });
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

type Counts = Record<
  | 'rows_checked'
  | 'problems'
  | 'drafts'
  | `products_${'new' | 'changed' | 'same'}`
  | `offers_${'new' | 'changed' | 'same'}`,
  number
>;

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
