// What a new day changes by itself: offers, admissions and guaranteed amounts begin and end.
import { inTransaction, type Database, type Queryable } from '../database.ts';
import { readClassTree } from './class-tree.ts';
import { rebuildListing } from './listing.ts';

/** Lists afresh what the days since the last listing have changed, once a day. */
export async function relistForDay(db: Database, on: string): Promise<void> {
  if ((await listedOn(db.read)) >= on) return;
  await inTransaction(db, async (trx) => {
    const since = await listedOn(trx);
    if (since >= on) return; // another process was here first
    if (since === '') await rebuildListing(trx, { on });
    else {
      await rebuildListing(trx, { on, productIds: await changedBetween(trx, since, on) });
      await trx('catalogue_version').where({ id: 1 }).update({ listed_on: on });
    }
  });
}

async function listedOn(db: Queryable): Promise<string> {
  const row: { listed_on: string | null } | undefined = await db('catalogue_version')
    .where({ id: 1 })
    .first('listed_on');
  return row?.listed_on ?? '';
}

async function changedBetween(trx: Queryable, since: string, on: string): Promise<number[]> {
  const changed = (table: string) =>
    trx(table).where(
      (period) =>
        void period
          .where((from) => void from.where('valid_from', '>', since).where('valid_from', '<=', on))
          .orWhere(
            (until) => void until.where('valid_until', '>', since).where('valid_until', '<=', on),
          ),
    );
  const ofOffers = trx('variants')
    .whereIn('id', changed('offers').select('variant_id'))
    .select('product_id as id');
  // An admission's last day counts: its offers end on the day after.
  const ofSuppliers = trx('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .where('suppliers.admitted_until', '>=', since)
    .where('suppliers.admitted_until', '<', on)
    .orWhere((from) => void from.where('admitted_on', '>', since).where('admitted_on', '<=', on))
    .select('variants.product_id as id');
  const ofAmounts = trx('products')
    .whereIn('aid_class_code', await classesBelow(trx, changed('guaranteed_amounts')))
    .select('id');
  const ids = new Set<number>();
  for (const rows of [await ofOffers, await ofSuppliers, await ofAmounts]) {
    for (const { id } of rows as { id: number }[]) ids.add(id);
  }
  return [...ids];
}

async function classesBelow(trx: Queryable, amounts: ReturnType<Queryable>): Promise<string[]> {
  const rows: { aid_class_code: string }[] = await amounts.distinct('aid_class_code');
  const changed = new Set(rows.map((row) => row.aid_class_code));
  const classes = await readClassTree(trx);
  return classes.all
    .map(({ code }) => code)
    .filter((code) => classes.withAncestors(code).some((one) => changed.has(one.code)));
}
