// Offering an aid of the pool to a person, their yes or no, and sending it. From the offer on it is kept for them.
import type { Knex } from 'knex';
import { changeAid, findAid } from '../aids/aids.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Reader, Role } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { readLineage } from '../catalogue/catalogue.ts';
import { inTransaction } from '../database.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { whyNotDeciding } from '../requests/acts/assignment.ts';
import { tellFamily, tellStaff } from '../requests/acts/tell.ts';
import { dueOn } from '../requests/deadlines.ts';
import { roleFor, standingOf, whyNoRole } from '../requests/policy.ts';
import { supplyFromPool, type Means, type Refused } from '../requests/requests.ts';
import { NotFound } from '../web/errors.ts';
import { goesOn, openOfferOf, type Offer } from './store.ts';

export interface OfferOrder {
  by: Reader;
  at: Date;
  reference: string;
  key: string;
}

type Acted = { done: true } | Refused;

const STAFF = ['caseworker', 'lead_caseworker'] as const;
const FAMILY = ['applicant', 'representative'] as const;

/** Offers an aid of the pool: it is kept for this request until the person answers, or the date passes. */
export function offerAid(means: Means, order: OfferOrder & { aidId: number }): Promise<Acted> {
  const { at, by, key, aidId } = order;
  return onRequest(means, order, STAFF, async (trx, request, role) => {
    const done: unknown = await trx('pool_offers')
      .where({ act_key: key, offered_by: by.accountId })
      .first('id');
    if (done) return { done: true };
    const reason = whyNotDeciding(by, { request }) ?? (await whyNotOffering(trx, request));
    if (reason) return refused(reason);
    await trx('aids').where({ id: aidId }).forUpdate().first('id');
    const aid = await findAid(trx, aidId);
    if (!aid || !(await suits(trx, aid.officeId, aid, request))) return refused('not-there');
    const day = dayOf(at);
    const answerBy = await dueOn(trx, 'pool_answer', day);
    const fact = { kind: 'pool.kept', at, by: by.accountId, role };
    await changeAid(trx, aid, { reserved_for: request.id }, fact);
    await trx('pool_offers').insert({
      aid_id: aid.id,
      request_id: request.id,
      state: 'offered',
      offered_by: by.accountId,
      offered_at: at.toISOString(),
      answer_by: answerBy,
      act_key: key,
    });
    await tellFamily(trx, means.texts, request, {
      kind: 'pool.offered',
      eventKey: `pool.${aid.id}.${aid.version}`,
      at,
      onlyWhoAct: true,
      values: (lang, format) => ({
        aid: (aid.product?.names ?? aid.aidClass.names)[lang],
        date: format.date(answerBy),
      }),
    });
    await writeDown(trx, order, role, request, 'pool.offered');
    return { done: true };
  });
}

/**
 * The person says yes or no. A no changes nothing about the request.
 * @param order.note from a caseworker: how the person told it
 */
export function answerOffer(
  means: Means,
  order: Omit<OfferOrder, 'key'> & { offerId: number; accepted: boolean; note: string | null },
): Promise<Acted> {
  const { at, by, accepted, note } = order;
  return onRequest(means, order, [...FAMILY, ...STAFF], async (trx, request, role) => {
    const told = STAFF.some((one) => one === role);
    if (told && !note) return refused('note-missing');
    const state = accepted ? 'accepted' : 'declined';
    const offer = await openOfferOf(trx, request.id);
    if (!offer || offer.id !== order.offerId) return refused('offer-over');
    if (!goesOn(request)) return refused('offer-over');
    if (offer.state === state) return { done: true }; // the same button again
    if (offer.state !== 'offered') return refused('offer-answered');
    await setOffer(trx, offer, {
      state,
      answered_by: by.accountId,
      answered_at: at.toISOString(),
      answer_note: told ? note : null,
    });
    if (!accepted) await free(trx, offer, { at, by: by.accountId, role });
    if (request.assignee && !told) {
      await tellStaff(trx, means.texts, request.assignee, {
        kind: 'caseworker.pool_answered',
        eventKey: `pool.offer.${offer.id}.${state}`,
        at,
        request,
      });
    }
    await writeDown(trx, order, role, request, `pool.${state}`);
    return { done: true };
  });
}

/** Takes an offer back: the aid is somebody else's need, or no longer sound. */
export function withdrawOffer(
  means: Means,
  order: Omit<OfferOrder, 'key'> & { offerId: number },
): Promise<Acted> {
  return onRequest(means, order, STAFF, async (trx, request, role) => {
    const offer = await openOfferOf(trx, request.id);
    if (!offer || offer.id !== order.offerId) return { done: true }; // the same button again
    await end(trx, means, request, offer, { ...order, by: order.by.accountId, role });
    await writeDown(trx, order, role, request, 'pool.withdrawn');
    return { done: true };
  });
}

/** Sends what the person said yes to. */
export function supplyOffer(
  means: Means,
  order: OfferOrder & { version: number; note: string },
): Promise<Acted> {
  return onRequest(means, order, STAFF, async (trx, request) => {
    const offer = await openOfferOf(trx, request.id);
    const sent = request.status === 'dispatched';
    if (!sent && offer?.state !== 'accepted') return refused('not-accepted');
    const inside: Means = { ...means, db: { ...means.db, read: trx, write: trx } };
    const result = await supplyFromPool(inside, { ...order, aidId: offer?.aidId ?? 0 });
    if (!result.done) return result;
    if (offer) await setOffer(trx, offer, { state: 'supplied' });
    return { done: true };
  });
}

/** Ends an offer that is over: the aid is free again, and the person hears that their request goes on. */
export async function end(
  trx: Knex.Transaction,
  { texts }: Pick<Means, 'texts'>,
  request: AidRequest,
  offer: Offer,
  {
    at,
    by,
    role,
    state = 'withdrawn',
  }: { at: Date; by: number | null; role: string; state?: 'withdrawn' | 'lapsed' },
): Promise<void> {
  await setOffer(trx, offer, { state, answered_by: null, answered_at: null, answer_note: null });
  await free(trx, offer, { at, by, role });
  if (!goesOn(request)) return;
  await tellFamily(trx, texts, request, {
    kind: 'pool.lapsed',
    eventKey: `pool.offer.${offer.id}`,
    at,
  });
}

async function free(
  trx: Knex.Transaction,
  { aidId }: Offer,
  fact: { at: Date; by: number | null; role: string },
): Promise<void> {
  await trx('aids').where({ id: aidId }).forUpdate().first('id');
  const aid = (await findAid(trx, aidId))!;
  await changeAid(trx, aid, { reserved_for: null }, { ...fact, kind: 'pool.freed' });
}

async function setOffer(
  trx: Knex.Transaction,
  { id, state }: Offer,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('pool_offers').where({ id, state }).update(set);
  if (changed !== 1) throw new Error('an offer changed beside its request');
}

async function whyNotOffering(trx: Knex.Transaction, request: AidRequest): Promise<string | null> {
  if (request.status !== 'in_review' || request.route !== 'catalogue') return 'not-now';
  if (request.usedAid === 'no') return 'said-no';
  return (await openOfferOf(trx, request.id)) ? 'already-offered' : null;
}

// Cleaned and looked at, kept for nobody, of the class that was granted, as many as were asked for, in the same region.
async function suits(
  trx: Knex.Transaction,
  officeId: number,
  aid: NonNullable<Awaited<ReturnType<typeof findAid>>>,
  request: AidRequest,
): Promise<boolean> {
  const isFree = aid.state === 'in_pool' && aid.reservedFor === null;
  if (!isFree || aid.checkedOn === null || aid.condition === 'broken') return false;
  if (aid.quantity !== request.quantity) return false;
  const lineage = await readLineage(trx, aid.aidClass.code);
  if (!lineage.includes(request.aidClass.code)) return false;
  const regions: { region_code: string }[] = await trx('offices')
    .whereIn('id', [officeId, request.officeId])
    .distinct('region_code');
  return regions.length === 1;
}

async function onRequest(
  { db }: Means,
  { by, at, reference }: Omit<OfferOrder, 'key'>,
  roles: readonly Role[],
  body: (trx: Knex.Transaction, request: AidRequest, role: Role) => Promise<Acted>,
): Promise<Acted> {
  try {
    return await inTransaction(db, async (trx) => {
      await trx('requests').where({ reference }).forUpdate().first('id'); // in line with what others do
      const request = await findRequest(trx, reference);
      const standing = request && (await standingOf(trx, by, request, dayOf(at)));
      if (!request || !standing) throw new NotFound();
      const role = roleFor(standing, by, roles);
      if (!role) return refused(whyNoRole(standing, roles));
      const result = await body(trx, request, role);
      if (!result.done) throw new TakenBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.refusal;
    throw error;
  }
}

// A refusal in the middle takes back all that was done before it.
class TakenBack extends Error {
  readonly refusal: Refused;
  constructor(refusal: Refused) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

function writeDown(
  trx: Knex.Transaction,
  { by, at }: Pick<OfferOrder, 'by' | 'at'>,
  role: Role,
  request: AidRequest,
  action: string,
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: role,
    action,
    objectKind: 'pool_offer',
    objectId: request.reference,
    applicantId: request.applicant.id,
  });
}

function refused(reason: string): Refused {
  return { done: false, reason };
}
