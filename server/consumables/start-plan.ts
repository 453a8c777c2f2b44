// The rest of an approved line comes in lots from now on.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { familyOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { comeInLots } from '../entitlements/lots.ts';
import { sendMessage } from '../notifications/messages.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { RESERVING } from '../requests/lifecycle.ts';
import type { Means, Refused } from '../requests/requests.ts';
import type { Reader } from '../accounts/reader.ts';
import { roleOn } from './may-act.ts';
import { mayRepeat } from './may-repeat.ts';
import { lastsUntil, yearStart } from './schedule.ts';
import { planNext } from './settle.ts';
import { findPlan, lotOfRequest, type Plan } from './store.ts';
import { openYear, reserveOfYear, spendOfYear } from './years.ts';

export interface Started {
  done: true;
  planId: number;
}

/** Starts a plan from an approved request, which is its first lot. The same key again leads to the same plan. */
export async function startPlan(
  { db, texts }: Means,
  {
    by,
    at,
    reference,
    pieces,
    months,
    key,
  }: { by: Reader; at: Date; reference: string; pieces: number; months: number; key: string },
): Promise<Started | Refused> {
  const day = dayOf(at);
  return inTransaction(db, async (trx): Promise<Started | Refused> => {
    await trx('requests').where({ reference }).forUpdate().first('id'); // two at once wait for each other
    const request = await findRequest(trx, reference);
    const role = await roleOn(trx, by, request?.applicant.id, day);
    if (typeof role !== 'string') return role;
    const known: { id: number } | undefined = await trx('consumable_plans')
      .where({ creation_key: key, started_by: by.accountId })
      .first('id');
    if (known) return { done: true, planId: known.id };
    const may = await mayRepeat(trx, request!, day);
    if (!may.may) return { done: false, reason: may.reason };
    if (pieces > Math.min(may.norm, may.entitlement.free))
      return { done: false, reason: 'too-many' };
    const { money, quantity, delivery } = request!;
    const [row]: { id: number }[] = await trx('consumable_plans')
      .insert({
        applicant_id: request!.applicant.id,
        entitlement_id: may.entitlement.id,
        offer_id: request!.offerId,
        price_tiyn: money!.price / quantity,
        co_payment_tiyn: (money!.coPayment ?? money!.price) / quantity,
        pieces,
        months,
        delivery_address: delivery.address,
        delivery_phone: delivery.phone,
        delivery_note: delivery.note,
        state: 'active',
        started_by: by.accountId,
        started_at: at.toISOString(),
        creation_key: key,
      })
      .returning('id');
    await comeInLots(trx, may.entitlement.id, true);
    const plan = (await findPlan(trx, row!.id))!;
    if (!(await countFirst(trx, plan, request!, day))) throw new NormReached();
    await planNext(trx, plan, day);
    await tellOfPlan(trx, texts, plan, {
      kind: 'consumables.started',
      sourceKey: `plan.${plan.id}`,
      at,
    });
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: role,
      action: 'consumables.started',
      objectKind: 'consumable_plan',
      objectId: plan.id,
      applicantId: plan.applicant.id,
    });
    return { done: true, planId: plan.id };
  }).catch((error: unknown): Refused => {
    if (error instanceof NormReached) return { done: false, reason: 'norm-reached' };
    throw error;
  });
}

/** Rolls back what more than the norm would need. */
class NormReached extends Error {}

// What was asked for in this year of the programme counts, the first lot included.
async function countFirst(
  trx: Knex.Transaction,
  plan: Plan,
  request: AidRequest,
  day: string,
): Promise<boolean> {
  const start = yearStart(plan.programme.issuedOn, day);
  const year = await openYear(trx, plan.entitlement.id, start, plan.norm);
  const asked: { id: number; status: string; quantity: number }[] = await trx('requests')
    .where({ entitlement_id: plan.entitlement.id })
    .whereIn('status', [...RESERVING, 'received', 'closed'])
    .where('submitted_at', '>=', new Date(`${start}T00:00:00+05:00`).toISOString())
    .whereNotExists(
      trx('consumable_lots').whereRaw('consumable_lots.request_id = requests.id').select('id'),
    )
    .select('id', 'status', 'quantity');
  for (const { status, quantity } of asked) {
    if (!(await reserveOfYear(trx, year.id, quantity))) return false;
    if (!RESERVING.some((one) => one === status)) await spendOfYear(trx, year.id, quantity);
  }
  if (await lotOfRequest(trx, request.id)) return true; // of a plan that was stopped
  const isCounted = asked.some(({ id }) => id === request.id);
  if (!isCounted) return true;
  await trx('consumable_lots').insert({
    plan_id: plan.id,
    number: 1,
    state: RESERVING.includes(request.status) ? 'sent' : 'received',
    opens_on: day,
    lasts_until: lastsUntil(null, day, plan.months, request.quantity / plan.pieces),
    year_id: year.id,
    request_id: request.id,
    pieces: request.quantity,
  });
  return true;
}

/** Tells those who may act of a plan. */
export async function tellOfPlan(
  trx: Knex.Transaction,
  texts: Means['texts'],
  plan: Plan,
  { kind, sourceKey, at, date = '' }: { kind: string; sourceKey: string; at: Date; date?: string },
): Promise<void> {
  await sendMessage(
    trx,
    texts,
    await familyOf(trx, plan.applicant.id, dayOf(at), { onlyWhoAct: true }),
    {
      kind,
      sourceKey: `${sourceKey}.${kind}`,
      applicantId: plan.applicant.id,
      values: (lang, format) => ({
        aid: plan.product.names[lang],
        pieces: plan.pieces,
        date: date && format.date(date),
      }),
    },
    at,
  );
}
