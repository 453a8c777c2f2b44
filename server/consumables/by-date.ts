// What happens to plans by date: lots are settled, people are reminded once, plans end with their programme. Run often
// or after days of standstill, each happens once; one that fails keeps no other waiting.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Means } from '../requests/requests.ts';
import { endPlan } from './change-plan.ts';
import { settle } from './settle.ts';
import { tellOfPlan } from './start-plan.ts';
import { findPlan, lotsOf, type Plan } from './store.ts';

/** Does all that is due by `at`. @throws the first failure, after all others are done */
export async function runConsumables(means: Means, at: Date, batch = 200): Promise<void> {
  const db = means.db.write;
  const day = dayOf(at);
  const failures: unknown[] = [];
  // Lots that arrived or ended since, and plans that are over.
  const settled = db('consumable_lots')
    .join('requests', 'requests.id', 'consumable_lots.request_id')
    .whereRaw(`consumable_lots.state = 'sent'`)
    .whereIn('requests.status', ['received', 'closed', 'withdrawn', 'expired', 'refused'])
    .select('consumable_lots.id', 'consumable_lots.plan_id');
  const over = db('consumable_plans')
    .join('entitlements', 'entitlements.id', 'consumable_plans.entitlement_id')
    .join('programmes', 'programmes.id', 'entitlements.programme_id')
    .whereRaw(`consumable_plans.state = 'active'`)
    .where('programmes.valid_until', '<', day)
    .select('consumable_plans.id', 'consumable_plans.id as plan_id');
  const open = db('consumable_lots')
    .whereRaw(`state = 'planned' and reminded_at is null`)
    .where('opens_on', '<=', day)
    .select('id', 'plan_id');
  for (const [query, id] of [
    [settled, 'consumable_lots.id'],
    [over, 'consumable_plans.id'],
    [open, 'id'],
  ] as const) {
    for (let after = 0; ;) {
      const rows: { id: number; plan_id: number }[] = await query
        .clone()
        .where(id, '>', after)
        .orderBy(id)
        .limit(batch);
      for (const { plan_id } of rows) {
        await lookAt(means, plan_id, at, day).catch((error: unknown) => failures.push(error));
      }
      if (rows.length < batch) break;
      after = rows.at(-1)!.id;
    }
  }
  if (failures.length) throw failures[0];
}

function lookAt({ db, texts }: Means, planId: number, at: Date, day: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await trx('consumable_plans').where({ id: planId }).forUpdate().first('id');
    const plan = await settle(trx, planId, day);
    if (plan.state !== 'active') return;
    const reason = await whyOver(trx, plan, day);
    if (reason) {
      await endPlan(trx, plan, reason, day);
      const told = { kind: `consumables.${reason}`, sourceKey: `plan.${plan.id}`, at };
      await tellOfPlan(trx, texts, plan, told);
      await recordAudit(trx, {
        at,
        actorId: null,
        actorRole: 'system',
        action: 'consumables.ended',
        objectKind: 'consumable_plan',
        objectId: plan.id,
        applicantId: plan.applicant.id,
        detail: reason,
      });
      return;
    }
    const lots = await lotsOf(trx, [planId]);
    const next = lots.find(({ state }) => state === 'planned');
    if (!next || next.opensOn > day) return;
    const reminded = await trx('consumable_lots')
      .where({ id: next.id, state: 'planned' })
      .whereNull('reminded_at')
      .update({ reminded_at: at.toISOString() });
    if (reminded !== 1) return;
    const before = lots.filter(({ lastsUntil }) => lastsUntil !== null).at(-1);
    await tellOfPlan(trx, texts, plan, {
      kind: 'consumables.lot_open',
      sourceKey: `lot.${next.id}.${next.opensOn}`,
      at,
      date: before?.lastsUntil ?? next.opensOn,
    });
  });
}

async function whyOver(trx: Knex.Transaction, plan: Plan, day: string) {
  const { programme, entitlement } = (await findPlan(trx, plan.id))!;
  if (programme.validUntil !== null && programme.validUntil < day) return 'programme_ended';
  const lots = await lotsOf(trx, [plan.id]);
  const open = lots.some(({ state }) => state === 'planned' || state === 'sent');
  return entitlement.free < 1 && !open ? 'used_up' : null;
}
