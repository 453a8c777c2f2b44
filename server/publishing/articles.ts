// Whose an article is: in the catalogue's tables, and in open revisions.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { inChunks } from './chunks.ts';

/** Writes down the articles of an open revision; none when it is closed. */
export async function writeArticles(
  trx: Knex.Transaction,
  revisions: readonly { id: number; articles: readonly string[] }[],
): Promise<void> {
  for (const some of inChunks(revisions, 400)) {
    await trx('revision_articles')
      .whereIn(
        'revision_id',
        some.map(({ id }) => id),
      )
      .del();
  }
  const rows = revisions.flatMap(({ id, articles }) =>
    articles.map((article) => ({ revision_id: id, article })),
  );
  for (const some of inChunks(rows, 300)) await trx('revision_articles').insert(some);
}

/** The products that have these articles: in the catalogue, and in somebody's own open revisions. */
export async function findArticles(
  db: Queryable,
  articles: readonly string[],
  supplierId: number | null,
): Promise<{ article: string; productId: number; own: boolean }[]> {
  const found: { article: string; productId: number; own: boolean }[] = [];
  for (const some of inChunks(articles, 500)) {
    const held: ArticleRow[] = await db('variants')
      .whereIn('article', some)
      .select('article', 'product_id');
    const open: ArticleRow[] = await db('revision_articles')
      .join('product_revisions', 'product_revisions.id', 'revision_articles.revision_id')
      .whereIn('revision_articles.article', some)
      .where({ 'product_revisions.supplier_id': supplierId })
      .select('revision_articles.article', 'product_revisions.product_id');
    found.push(
      ...held.map((row) => ({ article: row.article, productId: row.product_id, own: false })),
      ...open.map((row) => ({ article: row.article, productId: row.product_id, own: true })),
    );
  }
  return found;
}

/** The articles that a product has in the catalogue's tables: requests and offers may refer to them. */
export async function findPublishedVariants(
  db: Queryable,
  productId: number,
): Promise<Set<string>> {
  const rows: { article: string }[] = await db('variants')
    .where({ product_id: productId })
    .select('article');
  return new Set(rows.map(({ article }) => article));
}

interface ArticleRow {
  article: string;
  product_id: number;
}
