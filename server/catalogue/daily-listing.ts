// What a new day changes by itself: offers, admissions and guaranteed amounts begin and end.
import { inTransaction, type Database, type Queryable } from '../database.ts';
import { readClassTree } from './class-tree.ts';
import { inChunks, productsAfter, PRODUCTS_AT_ONCE, rebuildListing } from './listing.ts';

/**
 * Lists afresh what the days since the last listing have changed, once a day; everything where nothing was listed
 * yet. In many short transactions, so that no act waits; what was interrupted is done again from the start.
 */
export async function relistForDay(db: Database, on: string): Promise<void> {
  const since = await listedOn(db.read);
  if (since >= on) return;
  for await (const productIds of since === '' ? allProducts(db) : changedProducts(db, since, on)) {
    const isDone = await inTransaction(db, async (trx) => {
      if ((await listedOn(trx)) >= on) return true; // another process was faster
      await rebuildListing(trx, { on, productIds });
      return false;
    });
    if (isDone) return;
  }
  await inTransaction(db, (trx) =>
    trx('catalogue_version').where({ id: 1 }).update({ listed_on: on }),
  );
}

async function* allProducts(db: Database): AsyncGenerator<number[]> {
  for (let ids = await productsAfter(db.read, 0); ids.length;) {
    yield ids;
    ids = await productsAfter(db.read, ids.at(-1)!);
  }
}

async function* changedProducts(db: Database, since: string, on: string): AsyncGenerator<number[]> {
  yield* inChunks(await changedBetween(db.read, since, on), PRODUCTS_AT_ONCE);
}

async function listedOn(db: Queryable): Promise<string> {
  const row: { listed_on: string | null } | undefined = await db('catalogue_version')
    .where({ id: 1 })
    .first('listed_on');
  return row?.listed_on ?? '';
}

async function changedBetween(db: Queryable, since: string, on: string): Promise<number[]> {
  const changed = (table: string) =>
    db(table).where(
      (period) =>
        void period
          .where((from) => void from.where('valid_from', '>', since).where('valid_from', '<=', on))
          .orWhere(
            (until) => void until.where('valid_until', '>', since).where('valid_until', '<=', on),
          ),
    );
  const ofOffers = db('variants')
    .whereIn('id', changed('offers').select('variant_id'))
    .select('product_id as id');
  // An admission's last day counts: its offers end on the day after.
  const ofSuppliers = db('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .where('suppliers.admitted_until', '>=', since)
    .where('suppliers.admitted_until', '<', on)
    .orWhere((from) => void from.where('admitted_on', '>', since).where('admitted_on', '<=', on))
    .select('variants.product_id as id');
  const ofAmounts = db('products')
    .whereIn('aid_class_code', await classesBelow(db, changed('guaranteed_amounts')))
    .select('id');
  const ids = new Set<number>();
  for (const rows of [await ofOffers, await ofSuppliers, await ofAmounts]) {
    for (const { id } of rows as { id: number }[]) ids.add(id);
  }
  return [...ids];
}

async function classesBelow(db: Queryable, amounts: ReturnType<Queryable>): Promise<string[]> {
  const rows: { aid_class_code: string }[] = await amounts.distinct('aid_class_code');
  const changed = new Set(rows.map((row) => row.aid_class_code));
  const classes = await readClassTree(db);
  return classes.all
    .map(({ code }) => code)
    .filter((code) => classes.withAncestors(code).some((one) => changed.has(one.code)));
}
