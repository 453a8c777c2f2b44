// Which rows are about the same product: by the articles that it has already, else by the column `product`.
import type { Problem } from './file-row.ts';

/** A row as it is told from others. */
export interface RowKey {
  number: number;
  product: string;
  article: string;
}

export interface Group {
  /** Null for a new product. */
  productId: number | null;
  rows: number[];
}

/**
 * Groups rows in the order in which their products first come. `byArticle` and `bySlug` know the products that
 * there are. A row that says two things at once, or comes twice, is a problem and left out.
 */
export function groupRows(
  rows: readonly RowKey[],
  byArticle: ReadonlyMap<string, number>,
  bySlug: ReadonlyMap<string, number>,
  isTaken: (article: string) => boolean,
): { groups: Group[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const named = productsByName(rows, byArticle, bySlug, problems);
  const seen = new Map<string, number>();
  const groups = new Map<string, Group>();
  for (const { number, product, article } of rows) {
    const other = article ? seen.get(article) : undefined;
    if (other !== undefined) {
      problems.push({ row: number, column: 'article', code: 'repeated', values: { other } });
      continue;
    }
    seen.set(article, number);
    if (isTaken(article)) {
      problems.push({ row: number, column: 'article', code: 'articleTaken' });
      continue;
    }
    const productId = byArticle.get(article) ?? named.get(product.toLowerCase()) ?? null;
    const key = productId === null ? `new ${product.toLowerCase() || article}` : String(productId);
    const group = groups.get(key);
    if (group) group.rows.push(number);
    else groups.set(key, { productId, rows: [number] });
  }
  return { groups: [...groups.values()], problems };
}

// A name that rows give to their product stands for the product that one of their articles has.
function productsByName(
  rows: readonly RowKey[],
  byArticle: ReadonlyMap<string, number>,
  bySlug: ReadonlyMap<string, number>,
  problems: Problem[],
): Map<string, number> {
  const named = new Map<string, number>();
  for (const { number, product, article } of rows) {
    const productId = byArticle.get(article);
    const name = product.toLowerCase();
    if (!name || productId === undefined) continue;
    if ((named.get(name) ?? productId) === productId) named.set(name, productId);
    else problems.push({ row: number, column: 'product', code: 'twoProducts' });
  }
  for (const { product } of rows) {
    const name = product.toLowerCase();
    const productId = bySlug.get(name);
    if (productId !== undefined && !named.has(name)) named.set(name, productId);
  }
  return named;
}
