// Search on PostgreSQL: one tsvector, each lexeme with the letter of its field before it.
import type { Engine, SearchRow, Term } from './engine.ts';

const MARK = { names: 'n', texts: 't', classes: 'c' } as const;

export const postgresEngine: Engine = {
  async match(db, groups, limit) {
    const matching = db('product_search')
      .whereRaw('words @@ ?::tsquery', [groups.map(either).join(' & ')])
      .limit(limit)
      .select('product_id');
    const row: { ids: string | null } = await db(matching.as('matching')).first({
      ids: db.raw(`string_agg(product_id::text, ',')`),
    });
    return row.ids ? row.ids.split(',').map(Number) : [];
  },

  async put(trx, rows) {
    await trx('product_search').insert(
      rows.map((row) => ({
        product_id: row.id,
        words: trx.raw(`array_to_tsvector(string_to_array(?, ' '))`, [lexemes(row).join(' ')]),
      })),
    );
  },

  async remove(trx, ids) {
    const rows = trx('product_search');
    await (ids ? rows.whereIn('product_id', ids) : rows).del();
  },
};

function lexemes(row: SearchRow): string[] {
  const fields = ['names', 'texts', 'classes'] as const;
  return fields.flatMap((field) => row[field].map((token) => `${MARK[field]}:${token}`));
}

function either(terms: readonly Term[]): string {
  const all = terms.map(
    ({ field, token, starts }) => `'${MARK[field]}:${token}'${starts ? ':*' : ''}`,
  );
  return `(${all.join(' | ')})`;
}
