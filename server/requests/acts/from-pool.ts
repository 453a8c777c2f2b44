// An aid of the office's own pool for a request: sent without a supplier and without a co-payment. As with any
// delivery, only the person's own code confirms that it arrived.
import type { Knex } from 'knex';
import { changeAid, findAid, type Aid } from '../../aids/aids.ts';
import { spend } from '../../entitlements/entitlements.ts';
import { moneyColumns } from '../aid-request.ts';
import { runChecks, type CheckKey } from '../checks.ts';
import { dueOn } from '../deadlines.ts';
import type { PoolDelivery } from '../pool-delivery.ts';
import { newDeliveryCode } from '../reference.ts';
import { writeDecision } from './decision-record.ts';
import { whyNotFree } from './free-to-decide.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';
import { tellFamily, tellStaff } from './tell.ts';

/** What must hold whoever hands out the aid; the other checks are about what was offered. */
const STILL: readonly CheckKey[] = ['programme_valid', 'entitlement_free'];

/**
 * Approves a request with an aid of the pool that is kept for it, and sends it.
 * @param order.note how it comes, for the person
 */
export async function supplyFromPool(
  means: Means,
  order: Order & { aidId: number; note: string },
): Promise<Result> {
  return perform(means, 'pool_supply', order, async (scene) => {
    const { trx, request, at, day } = scene;
    const reason = await whyNotFree(scene);
    if (reason) return refused(reason);
    const aid = await aidKeptFor(trx, order.aidId, request.id);
    if (!aid || aid.quantity !== request.quantity || request.route !== 'catalogue') {
      return refused('not-from-pool');
    }
    const checks = await runChecks(trx, request, day);
    if (checks.some(({ key, result }) => STILL.includes(key) && result === 'failed')) {
      return refused('blocked-by-checks');
    }
    await writeDecision(scene, { kind: 'approved', state: 'stands', note: null });
    const code = newDeliveryCode();
    await trx('pool_deliveries').insert({
      request_id: request.id,
      aid_id: aid.id,
      state: 'sent',
      sent_on: day,
      note: order.note,
      delivery_code_encrypted: means.vault.seal(code),
      former_offer_id: request.offerId,
      former_variant_id: request.variantId,
      former_price_tiyn: request.money?.price ?? null,
      former_guaranteed_tiyn: request.money?.guaranteed ?? null,
      former_state_share_tiyn: request.money?.stateShare ?? null,
      former_co_payment_tiyn: request.money?.coPayment ?? null,
      former_priced_on: request.pricedOn,
    });
    const arriveBy = await dueOn(trx, 'arrival', day);
    const nothing = { price: 0, guaranteed: null, stateShare: 0, coPayment: 0 };
    return {
      set: {
        ...moneyColumns(nothing, day),
        offer_id: null,
        variant_id: aid.variantId,
        decision_due_on: null,
      },
      dueOn: arriveBy,
      note: order.note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.pool_supplied',
          eventKey,
          at,
          onlyWhoAct: true, // the code confirms receipt
          values: (lang, format) => ({
            aid: (aid.product?.names ?? aid.aidClass.names)[lang],
            code,
            date: format.date(arriveBy),
            text: order.note,
          }),
        }),
    };
  });
}

/** The act by which the receipt of an aid of the pool is told. */
export function poolReceiptAct(fits: boolean) {
  return fits ? 'receipt' : 'pool_return';
}

/** What becomes of an aid of the pool that arrived: theirs, or back into the pool and the request back to the office. */
export async function receivePooled(
  means: Means,
  scene: Scene,
  delivery: PoolDelivery,
  { fits, note }: { fits: boolean; note: string | null },
) {
  const { trx, request, by, role, at, day } = scene;
  await trx('pool_deliveries')
    .where({ id: delivery.id, state: 'sent' })
    .update({ state: fits ? 'received' : 'returned', closed_on: day });
  const aid = (await findAid(trx, delivery.aidId))!;
  const fact = { at, by: by.accountId, role, note };
  if (fits) {
    await spend(trx, request.entitlementId, request.quantity);
    await changeAid(
      trx,
      aid,
      {
        state: 'in_use',
        applicant_id: request.applicant.id,
        request_id: request.id,
        office_id: request.officeId,
        received_on: day,
        second_hand: true,
        reserved_for: null,
        checked_on: null,
      },
      { ...fact, kind: 'received' },
    );
  } else {
    const free = { reserved_for: null, checked_on: null };
    await changeAid(trx, aid, free, { ...fact, kind: 'pool.returned' });
    await trx('decisions')
      .where({ request_id: request.id, state: 'stands', kind: 'approved' })
      .update({ state: 'returned' });
  }
  const next = await dueOn(trx, fits ? 'fit_check' : 'decision', day);
  const kind = fits ? 'request.received' : 'request.pool_returned';
  return {
    set: fits ? {} : { ...delivery.former, decision_due_on: next },
    dueOn: next,
    note,
    afterwards: async ({ eventKey }: { eventKey: string }) => {
      await tellFamily(trx, means.texts, request, {
        kind,
        eventKey,
        at,
        values: (_, format) => ({ date: format.date(next) }),
      });
      if (fits || !request.assignee) return;
      await tellStaff(trx, means.texts, request.assignee, {
        kind: 'caseworker.pool_returned',
        eventKey,
        at,
        request,
      });
    },
  };
}

/** Whether the person would take an aid that somebody had before. */
export const USED_CHOICES = ['ask', 'yes', 'no'] as const;
export type UsedChoice = (typeof USED_CHOICES)[number];

/** Says whether the person would take an aid that somebody had before, until it is decided. */
export async function chooseUsed(
  means: Pick<Means, 'db'>,
  order: Order & { used: UsedChoice },
): Promise<Result> {
  return perform(means, 'used_choice', order, () =>
    Promise.resolve({ set: { used_aid: order.used } }),
  );
}

async function aidKeptFor(
  trx: Knex.Transaction,
  aidId: number,
  requestId: number,
): Promise<Aid | null> {
  await trx('aids').where({ id: aidId }).forUpdate().first('id');
  const aid = await findAid(trx, aidId);
  return aid?.state === 'in_pool' && aid.reservedFor === requestId ? aid : null;
}
