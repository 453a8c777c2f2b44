// Changing a plan's row, on the version that was read; and its end.
import type { Knex } from 'knex';
import { comeInLots } from '../entitlements/lots.ts';
import { Conflict } from '../web/errors.ts';
import type { Plan } from './store.ts';

/** Changes a plan that runs. @throws Conflict when it changed since it was read */
export async function changePlanRow(
  trx: Knex.Transaction,
  { id, version }: Plan,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('consumable_plans')
    .where({ id, version, state: 'active' })
    .update({ ...set, version: version + 1 });
  if (changed !== 1) throw new Conflict();
}

/** Ends a plan: its next lot is dropped, and its line may be asked for as any other again. */
export async function endPlan(
  trx: Knex.Transaction,
  plan: Plan,
  reason: 'stopped' | 'programme_ended' | 'used_up',
  day: string,
): Promise<void> {
  await trx('consumable_lots')
    .where({ plan_id: plan.id, state: 'planned' })
    .update({ state: 'dropped' });
  await changePlanRow(trx, plan, { state: 'ended', end_reason: reason, ended_on: day });
  await comeInLots(trx, plan.entitlement.id, false);
}
