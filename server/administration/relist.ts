// A change that people see is seen at once: the catalogue's listing is made anew for what it touches.
import type { Knex } from 'knex';
import { readClassTree } from '../catalogue/class-tree.ts';
import { rebuildListing } from '../catalogue/listing.ts';

/** Lists the products of a class, and of the classes below it, anew. */
export async function relistClass(trx: Knex.Transaction, code: string, on: string): Promise<void> {
  const classes = await readClassTree(trx);
  const below = classes.all
    .map((one) => one.code)
    .filter((one) => classes.withAncestors(one).some((line) => line.code === code));
  await relist(trx, on, trx('products').whereIn('aid_class_code', below).select('products.id'));
}

/** Lists the products that a supplier offers anew. */
export async function relistSupplier(
  trx: Knex.Transaction,
  supplierId: number,
  on: string,
): Promise<void> {
  const offered = trx('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .where({ 'offers.supplier_id': supplierId, 'offers.status': 'published' })
    .distinct('variants.product_id as id');
  await relist(trx, on, offered);
}

/** Lists one product anew. */
export async function relistProduct(
  trx: Knex.Transaction,
  productId: number,
  on: string,
): Promise<void> {
  await rebuildListing(trx, { on, productIds: [productId] });
}

async function relist(trx: Knex.Transaction, on: string, ids: Knex.QueryBuilder): Promise<void> {
  const rows: { id: number }[] = await ids;
  await rebuildListing(trx, { on, productIds: rows.map(({ id }) => id) });
}
