// When an emergency begins, requests that wait in its regions already come first, too.
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { readClassTree } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';

// What the office has in hand or waits for. What is ordered is the supplier's to hurry with.
const WITH_OFFICE = ['submitted', 'in_review', 'awaiting_applicant', 'appealed'];

/** Puts the waiting requests of an emergency first: in portions of statements. */
export async function spreadOne(trx: Knex.Transaction, id: number, at: Date): Promise<void> {
  const changed = await trx('emergencies')
    .where({ id, spread_at: null })
    .update({ spread_at: at.toISOString() });
  if (changed !== 1) return;
  const named: { aid_class_code: string }[] = await trx('emergency_classes').where({
    emergency_id: id,
  });
  const codes = await withBelow(
    trx,
    named.map((row) => row.aid_class_code),
  );
  const waiting = trx('requests')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('emergency_regions', 'emergency_regions.region_code', 'applicants.region_code')
    .where('emergency_regions.emergency_id', id)
    .whereIn('requests.status', WITH_OFFICE)
    .where('requests.priority', 0)
    .whereNotExists(
      trx('emergency_requests').where('emergency_requests.request_id', trx.ref('requests.id')),
    );
  if (codes) void waiting.whereIn('requests.aid_class_code', codes);
  const rows: { id: number; region_code: string }[] = await waiting.select(
    'requests.id',
    'applicants.region_code',
  );
  for (let from = 0; from < rows.length; from += 200) {
    const some = rows.slice(from, from + 200);
    await trx('emergency_requests').insert(
      some.map((row) => ({
        request_id: row.id,
        emergency_id: id,
        first_since: at.toISOString(),
      })),
    );
    await trx('emergency_uses').insert(
      some.map((row) => ({
        emergency_id: id,
        request_id: row.id,
        region_code: row.region_code,
        rule: 'first',
        used_on: dayOf(at),
      })),
    );
    await trx('requests')
      .whereIn(
        'id',
        some.map((row) => row.id),
      )
      .update({ priority: 1 });
  }
}

/** How many waiting requests an emergency would put first, were it declared now. No classes: all. */
export async function countWaiting(
  db: Queryable,
  { regions, classes }: { regions: readonly string[]; classes: readonly string[] },
): Promise<number> {
  const codes = await withBelow(db, classes);
  const waiting = db('requests')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .whereIn('applicants.region_code', [...regions])
    .whereIn('requests.status', WITH_OFFICE)
    .where('requests.priority', 0)
    .whereNotExists(
      db('emergency_requests').where('emergency_requests.request_id', db.ref('requests.id')),
    );
  if (codes) void waiting.whereIn('requests.aid_class_code', codes);
  const row: { count?: number | string } | undefined = await waiting.count({ count: '*' }).first();
  return Number(row?.count ?? 0);
}

// The named classes with all below them; null: all.
async function withBelow(db: Queryable, classes: readonly string[]): Promise<string[] | null> {
  if (!classes.length) return null;
  const named = new Set(classes);
  const tree = await readClassTree(db);
  return tree.all
    .map(({ code }) => code)
    .filter((code) => tree.withAncestors(code).some((one) => named.has(one.code)));
}
