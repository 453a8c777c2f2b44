// Search on SQLite: FTS5. Ids come back as one text: rows cost more than what they hold.
import type { Engine, Term } from './engine.ts';

export const sqliteEngine: Engine = {
  async match(db, groups, limit) {
    const matching = db('product_search')
      .whereRaw('product_search match ?', [groups.map(either).join(' AND ')])
      .orderBy('rowid', 'desc')
      .limit(limit)
      .select({ id: 'rowid' });
    const row: { ids: string | null } = await db(matching.as('matching')).first({
      ids: db.raw('group_concat(id)'),
    });
    return row.ids ? row.ids.split(',').map(Number) : [];
  },

  async put(trx, rows) {
    await trx('product_search').insert(
      rows.map(({ id, names, texts, classes }) => ({
        rowid: id,
        names: names.join(' '),
        texts: texts.join(' '),
        classes: classes.join(' '),
      })),
    );
  },

  async remove(trx, ids) {
    const rows = trx('product_search');
    await (ids ? rows.whereIn('rowid', ids) : rows).del();
  },
};

function either(terms: readonly Term[]): string {
  const all = terms.map(({ field, token, starts }) => `${field} : "${token}"${starts ? '*' : ''}`);
  return `(${all.join(' OR ')})`;
}
