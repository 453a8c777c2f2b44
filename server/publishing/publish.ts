// Making a revision what people see: its content into the tables, the one before it into the past, the listing anew.
import type { Knex } from 'knex';
import { rebuildListing } from '../catalogue/catalogue.ts';
import { Conflict } from '../web/errors.ts';
import { applyContent } from './apply.ts';
import type { Ground } from './ground.ts';
import type { Revision } from './store.ts';
import { updateRevision } from './revision-writes.ts';
import { findArticles, writeArticles } from './articles.ts';
import type { ProductRow } from './published.ts';

/** Publishes a revision of a locked product. @throws Conflict where another product has one of its articles */
export async function publish(
  trx: Knex.Transaction,
  product: ProductRow,
  revision: Revision,
  { at, on, by, ground }: { at: Date; on: string; by: number | null; ground: Ground },
): Promise<void> {
  const articles = revision.content.variants.map(({ article }) => article);
  if (await areTaken(trx, articles, product.id)) {
    throw new Conflict('publishing.wrong.articleTaken');
  }
  await applyContent(trx, product.id, revision.content, ground);
  await trx('products')
    .where({ id: product.id })
    .update({
      status: 'published',
      // A mended word is no news: the day stays that on which people first saw the product.
      published_on: product.status === 'published' ? product.published_on : on,
      version: product.version + 1,
      updated_at: at.toISOString(),
    });
  await endPublished(trx, product.id);
  await updateRevision(trx, revision, {
    status: 'published',
    published_on: on,
    ...(revision.status !== 'accepted' && { decided_at: at.toISOString(), decided_by: by }),
  });
  await writeArticles(trx, [{ id: revision.id, articles: [] }]);
  await rebuildListing(trx, { on, productIds: [product.id] });
}

/** What was published of a product becomes a version of the past. */
export async function endPublished(trx: Knex.Transaction, productId: number): Promise<void> {
  await trx('product_revisions')
    .where({ product_id: productId, status: 'published' })
    .update({ status: 'superseded', version: trx.raw('version + 1') });
}

/** Says whether a product other than this one has one of the articles in the catalogue. */
export async function areTaken(
  trx: Knex.Transaction,
  articles: readonly string[],
  productId: number,
): Promise<boolean> {
  const found = await findArticles(trx, articles, null);
  return found.some((one) => !one.own && one.productId !== productId);
}
