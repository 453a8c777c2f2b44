import { inTransaction, type Database } from '../database.ts';
import { KEPT_DAYS } from './own-list.ts';

const AT_ONCE = 500;

/** Forgets lists that nobody has used for half a year. */
export async function sweepShortlists(db: Database, at: Date): Promise<void> {
  const before = new Date(at.getTime() - KEPT_DAYS * 24 * 3600 * 1000).toISOString();
  for (;;) {
    const old: { id: number }[] = await db
      .read('shortlists')
      .where('used_at', '<', before)
      .limit(AT_ONCE)
      .select('id');
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await inTransaction(db, async (trx) => {
      await trx('shortlist_items').whereIn('shortlist_id', ids).del();
      await trx('shortlists').whereIn('id', ids).del();
    });
  }
}
