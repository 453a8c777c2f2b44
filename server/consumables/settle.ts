// What became of lots that are under way: arrived, or ended without arriving. Their pieces then count as used, or are
// free again. Until it is settled a lot counts as reserved, so the norm is never exceeded.
import type { Knex } from 'knex';
import { termOn } from '../requests/deadlines.ts';
import { nextYearStart, opensOn, yearStart } from './schedule.ts';
import { findPlan, lotsOf, type Lot, type Plan } from './store.ts';
import { findYear, releaseOfYear, spendOfYear } from './years.ts';

/** Settles a plan whose row the transaction holds. Gives the plan as it stands then. */
export async function settle(trx: Knex.Transaction, planId: number, day: string): Promise<Plan> {
  for (const lot of await lotsOf(trx, [planId])) {
    if (lot.state === 'sent') await settleLot(trx, lot, day);
  }
  const plan = (await findPlan(trx, planId))!;
  if (plan.state === 'active') await planAgain(trx, plan, day);
  return plan;
}

async function settleLot(trx: Knex.Transaction, lot: Lot, day: string): Promise<void> {
  const request: { status: string; quantity: number; due_on: string | null } = await trx('requests')
    .where({ id: lot.request!.id })
    .first('status', 'quantity', 'due_on');
  // The office granted a part.
  const fewer = lot.pieces! - request.quantity;
  if (fewer > 0) {
    await releaseOfYear(trx, lot.yearId!, fewer);
    await trx('consumable_lots').where({ id: lot.id }).update({ pieces: request.quantity });
  }
  const state = outcomeOf(request, day);
  if (!state) return;
  const pieces = Math.min(lot.pieces!, request.quantity);
  if (state === 'received') await spendOfYear(trx, lot.yearId!, pieces);
  else await releaseOfYear(trx, lot.yearId!, pieces);
  await trx('consumable_lots').where({ id: lot.id, state: 'sent' }).update({ state });
}

/** What a request's status means for its lot; null while it is under way. A refusal may still be objected to. */
export function outcomeOf(
  { status, due_on }: { status: string; due_on: string | null },
  day: string,
): 'received' | 'ended' | null {
  if (status === 'received' || status === 'closed') return 'received';
  if (status === 'withdrawn' || status === 'expired') return 'ended';
  return status === 'refused' && (due_on === null || due_on < day) ? 'ended' : null;
}

// A lot that ended without arriving may be sent again at once; and where none is planned, one is when pieces are free.
async function planAgain(trx: Knex.Transaction, plan: Plan, day: string): Promise<void> {
  const lots = await lotsOf(trx, [plan.id]);
  const last = lots.filter(({ state }) => state !== 'planned').at(-1);
  const planned = lots.find(({ state }) => state === 'planned');
  if (!last) return;
  if (!planned) return planNext(trx, plan, day);
  if (last.state === 'ended' && planned.opensOn > last.opensOn) {
    await trx('consumable_lots')
      .where({ id: planned.id })
      .update({ opens_on: last.opensOn, reminded_at: null });
  }
}

/** Plans the lot after the last one: none where nothing is left, or the programme ends before. */
export async function planNext(trx: Knex.Transaction, plan: Plan, day: string): Promise<void> {
  const { entitlement, programme } = (await findPlan(trx, plan.id))!;
  if (entitlement.free < 1) return;
  const lots = await lotsOf(trx, [plan.id]);
  const last = lots.at(-1);
  const before = lots.filter(({ state }) => state !== 'ended').at(-1)?.lastsUntil ?? day;
  const opens =
    last?.state === 'ended'
      ? last.opensOn
      : opensOn(before, (await termOn(trx, 'lot_opens_before', day)).value);
  const year = await findYear(trx, entitlement.id, yearStart(programme.issuedOn, opens));
  const open = year?.free === 0 ? nextYearStart(programme.issuedOn, opens) : opens;
  if (programme.validUntil !== null && open > programme.validUntil) return;
  await trx('consumable_lots').insert({
    plan_id: plan.id,
    number: (last?.number ?? 0) + 1,
    state: 'planned',
    opens_on: open,
  });
}
