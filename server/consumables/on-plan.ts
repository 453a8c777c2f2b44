// The frame of every act on a plan: found through the person whose it is, settled first, all or nothing.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import type { Reader, Role } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Means, Refused } from '../requests/requests.ts';
import { roleOn } from './may-act.ts';
import { settle } from './settle.ts';
import { findPlan, type Plan } from './store.ts';

/** What every act on a plan is told: who, when, which plan, and the version that was seen. */
export interface PlanOrder {
  by: Reader;
  at: Date;
  planId: number;
  version: number;
}

export type Acted = { done: true } | Refused;

// A refusal in the middle takes back all that was done before it.
class TakenBack extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** Does an act on a plan; the plan is handed over as it stands after its lots are settled. @throws NotFound, Conflict */
export async function onPlan<T extends { done: true }>(
  { db }: Means,
  { by, at, planId }: PlanOrder,
  body: (trx: Knex.Transaction, plan: Plan, role: Role) => Promise<T | Refused>,
): Promise<T | Refused> {
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      await trx('consumable_plans').where({ id: planId }).forUpdate().first('id');
      const known = await findPlan(trx, planId);
      const role = await roleOn(trx, by, known?.applicant.id, day);
      if (typeof role !== 'string') return role;
      const result = await body(trx, await settle(trx, planId, day), role);
      if (!result.done) throw new TakenBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.refusal;
    throw error;
  }
}

/** Writes down who did what to a plan. */
export function writeDown(
  trx: Knex.Transaction,
  { by, at }: PlanOrder,
  plan: Plan,
  role: Role,
  action: string,
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: role,
    action,
    objectKind: 'consumable_plan',
    objectId: plan.id,
    applicantId: plan.applicant.id,
  });
}

/** A refusal, for bodies of acts. */
export function refused(reason: string): Refused {
  return { done: false, reason };
}
