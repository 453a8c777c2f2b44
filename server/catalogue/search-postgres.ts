// Search on PostgreSQL: a stored tsvector in the configuration 'simple', since the words are folded already.
import type { Search } from './search.ts';

export const postgresSearch: Search = {
  entries: (db, terms) =>
    db('product_search')
      .join('catalogue_entries', 'catalogue_entries.product_id', 'product_search.product_id')
      .whereRaw(`product_search.words @@ to_tsquery('simple', ?)`, [expression(terms)]),
  productId: 'product_search.product_id',
  score: (db, terms) =>
    db.raw(`cast(1000000 * ts_rank(product_search.words, to_tsquery('simple', ?)) as integer)`, [
      expression(terms),
    ]),
};

function expression(terms: readonly string[]): string {
  return terms.map((term) => `'${term}':*`).join(' & ');
}
