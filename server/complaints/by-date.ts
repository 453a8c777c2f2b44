// What happens to complaints by date: overdue ones are told of, and people whose supplier was removed choose again.
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { letOrderGo } from '../requests/acts/supplier-removed.ts';
import { findComplaint } from './store.ts';
import { tellCommission } from './tell.ts';

type Means = Pick<Portal, 'db' | 'texts' | 'vault'>;

const BATCH = 200;

/** Does all that is due by `at`, each thing once. @throws the first failure, after all others are done */
export async function runComplaints(means: Means, at: Date): Promise<void> {
  const failures: unknown[] = [];
  await letGo(means, at, failures);
  await remind(means, at, failures);
  if (failures.length) throw failures[0];
}

/** Orders of removed suppliers that have not been dispatched: the people choose again and keep their place. */
async function letGo(means: Means, at: Date, failures: unknown[]): Promise<void> {
  for (let after = 0; ;) {
    const rows: { id: number; request_id: number }[] = await means.db
      .write('orders')
      .join('suppliers', 'suppliers.id', 'orders.supplier_id')
      .where('suppliers.status', 'removed')
      .whereNotNull('suppliers.return_not_before') // by the commission
      .whereRaw('orders.is_open')
      .whereNot('orders.status', 'dispatched')
      .where('orders.id', '>', after)
      .orderBy('orders.id')
      .limit(BATCH)
      .select('orders.id', 'orders.request_id');
    for (const row of rows) {
      await letOrderGo(means, at, row.request_id).catch((e: unknown) => failures.push(e));
    }
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.id;
  }
}

async function remind({ db, texts }: Means, at: Date, failures: unknown[]): Promise<void> {
  const rows: { id: number }[] = await db
    .write('complaints')
    .whereRaw(`state = 'open'`)
    .where('decision_due_on', '<', dayOf(at))
    .whereNull('overdue_at')
    .orderBy('id')
    .limit(BATCH)
    .select('id');
  for (const { id } of rows) {
    await inTransaction(db, async (trx) => {
      const changed = await trx('complaints')
        .where({ id, overdue_at: null, state: 'open' })
        .update({ overdue_at: at.toISOString() });
      if (changed !== 1) return;
      const complaint = (await findComplaint(trx, id))!;
      await tellCommission(trx, texts, complaint, {
        kind: 'complaint.overdue',
        at,
        values: (_, format) => ({ date: format.date(complaint.decisionDueOn) }),
      });
      await recordAudit(trx, {
        at,
        actorId: null,
        actorRole: 'system',
        action: 'complaint.overdue',
        objectKind: 'complaint',
        objectId: id,
        applicantId: complaint.applicantId,
      });
    }).catch((error: unknown) => failures.push(error));
  }
}
