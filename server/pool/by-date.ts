// Offers that nobody answered in time lapse, and what was offered for a request that has moved on is free again.
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { requestOf, requests, type RequestRow } from '../requests/aid-request.ts';
import type { Means } from '../requests/requests.ts';
import { end } from './offering.ts';
import { openOfferOf } from './store.ts';

const WAITING = ['in_review', 'awaiting_applicant'];

/** Ends all offers that are over by `at`; one that fails keeps no other waiting. @throws the first failure, at the end */
export async function sweepPool(means: Means, at: Date, batch = 200): Promise<void> {
  const day = dayOf(at);
  const failures: unknown[] = [];
  for (let after = 0; ;) {
    const rows: { id: number; request_id: number }[] = await means.db
      .write('pool_offers')
      .join('requests', 'requests.id', 'pool_offers.request_id')
      .whereRaw(`pool_offers.state in ('offered', 'accepted')`)
      .where(
        (over) =>
          void over
            .where(
              (late) =>
                void late.where('pool_offers.state', 'offered').where('answer_by', '<', day),
            )
            .orWhereNotIn('requests.status', WAITING),
      )
      .where('pool_offers.id', '>', after)
      .orderBy('pool_offers.id')
      .limit(batch)
      .select('pool_offers.id', 'pool_offers.request_id');
    for (const { request_id } of rows) {
      await endOne(means, request_id, at, day).catch((error: unknown) => failures.push(error));
    }
    if (rows.length < batch) break;
    after = rows.at(-1)!.id;
  }
  if (failures.length) throw failures[0];
}

/** Ends at once the offer of a request that has moved on, or whose date has passed. Nothing else is touched. */
export async function endIfOver(means: Means, requestId: number, at: Date): Promise<void> {
  if (await openOfferOf(means.db.write, requestId)) {
    await endOne(means, requestId, at, dayOf(at));
  }
}

function endOne(means: Means, requestId: number, at: Date, day: string): Promise<void> {
  return inTransaction(means.db, async (trx) => {
    await trx('requests').where({ id: requestId }).forUpdate().first('id');
    const row: RequestRow = await requests(trx).where('requests.id', requestId).first();
    const request = requestOf(row);
    const offer = await openOfferOf(trx, requestId);
    const moved = !WAITING.includes(request.status);
    const late = offer?.state === 'offered' && offer.answerBy < day;
    if (!offer || (!moved && !late)) return;
    const state = moved ? 'withdrawn' : 'lapsed';
    await end(trx, means, request, offer, { at, by: null, role: 'system', state });
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: `pool.${state}`,
      objectKind: 'pool_offer',
      objectId: request.reference,
      applicantId: request.applicant.id,
    });
  });
}
