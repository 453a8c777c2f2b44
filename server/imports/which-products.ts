// Finds which rows are about which products: those that there are, and new ones.
import { inChunks } from '../publishing/chunks.ts';
import { readContents, takenArticles } from '../publishing/publishing.ts';
import type { Context } from './check-context.ts';
import type { Problem } from './file-row.ts';
import { groupRows, type Group, type RowKey } from './grouping.ts';
import { rowsAfter } from './row-store.ts';

/** All rows of the file in groups, one for each product. */
export async function groupAll({
  portal,
  lease,
  columns,
  supplierId,
}: Context): Promise<{ groups: Group[]; problems: Problem[] }> {
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
  for (const some of inChunks(articles, 500)) {
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
  { db }: Context['portal'],
  rows: readonly RowKey[],
  supplierId: number | null,
): Promise<Map<string, number>> {
  const slugs = [...new Set(rows.flatMap(({ product }) => product.toLowerCase() || []))];
  const bySlug = new Map<string, number>();
  for (const some of inChunks(slugs, 500)) {
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
