// Search on SQLite: FTS5. Terms are folded words, but each is quoted all the same: FTS5 has operators.
import type { Search } from './search.ts';

export const sqliteSearch: Search = {
  // A cross join keeps the order: first what matches, then its entries.
  entries: (db, terms) =>
    db('product_search')
      .crossJoin('catalogue_entries', 'catalogue_entries.product_id', 'product_search.rowid')
      .whereRaw('product_search match ?', [terms.map((term) => `"${term}"*`).join(' ')]),
  productId: 'product_search.rowid',
  score: (db) => db.raw('cast(-1000000 * bm25(product_search, 6, 1) as integer)'),
};
