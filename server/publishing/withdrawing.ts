// Taking a product out of the catalogue: at once, or on a day.
import type { Knex } from 'knex';
import { rebuildListing } from '../catalogue/catalogue.ts';
import { inTransaction, type Database } from '../database.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { basesOf, holdProducts } from './held.ts';
import type { Act } from './proposal.ts';
import { endPublished } from './publish.ts';
import type { ProductRow } from './published.ts';
import { findPublishedHead, lockProducts } from './store.ts';
import { updateRevision } from './revision-writes.ts';
import { writeDown } from './write-down.ts';

/** Withdraws a published product at once, or on the day `on`. Without a day, a planned withdrawal is called off. */
export function withdrawProduct(
  db: Database,
  act: Act,
  productId: number,
  { stamp, when }: { stamp: string; when: 'now' | 'never' | { on: string } },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const products = await lockProducts(trx, [productId]);
    const product = products.get(productId);
    if (!product) throw new NotFound();
    if (when === 'now' && product.status === 'withdrawn') return; // sent twice
    if (product.status !== 'published') throw new Conflict('publishing.refused.wrongState');
    await basesOf(trx, [product]); // so that there is a revision to remember the day
    const published = await findPublishedHead(trx, productId);
    if (!published) throw new Conflict();
    const day = typeof when === 'object' ? when.on : null;
    if (when !== 'now' && published.withdrawOn === day) return; // sent twice
    const held = (await holdProducts(trx, [product], act.supplierId)).get(productId);
    if (held?.stamp !== stamp) throw new Conflict();
    if (when === 'now') {
      await withdraw(trx, product, act);
      await writeWithdrawal(trx, act, product.id);
    } else {
      await updateRevision(trx, published, { withdraw_on: day });
      await trx('products')
        .where({ id: productId })
        .update({ version: product.version + 1 });
      await writeDown(trx, act, {
        productId,
        past: 'planned',
        differing: { withdraw_on: [published.withdrawOn, day] },
      });
    }
  });
}

/** Takes a locked product out. */
export async function withdraw(
  trx: Knex.Transaction,
  { id, version }: ProductRow,
  { at, on }: { at: Date; on: string },
): Promise<void> {
  await trx('products')
    .where({ id })
    .update({ status: 'withdrawn', version: version + 1, updated_at: at.toISOString() });
  await endPublished(trx, id);
  await rebuildListing(trx, { on, productIds: [id] });
}

/** Writes down that a product was taken out. */
export function writeWithdrawal(
  trx: Knex.Transaction,
  act: Act | null,
  productId: number,
  at?: Date,
): Promise<void> {
  const differing: Record<string, [unknown, unknown]> = { status: ['published', 'withdrawn'] };
  return writeDown(trx, act, { productId, past: 'withdrawn', differing, ...(at && { at }) });
}
