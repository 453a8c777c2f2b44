// Starting a request, changing its draft, throwing the draft away.
import type { Knex } from 'knex';
import { recordAudit } from '../../audit/audit.ts';
import { isCaseworker, type Reader, type Role } from '../../accounts/reader.ts';
import { relationTo } from '../../applicants/access.ts';
import { dayOf } from '../../calendar/today.ts';
import { inTransaction, isDuplicate } from '../../database.ts';
import { findEntitlement, usualQuantity, whyNot } from '../../entitlements/entitlements.ts';
import { isMadeToOrder } from '../../entitlements/made-to-order.ts';
import { attachAnswers, detachAnswers, type Given } from '../../guide/guide.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import { dueOn } from '../deadlines.ts';
import { unusedReference } from '../unused-reference.ts';
import { chooseOffer, choiceColumns } from './choice-of-offer.ts';
import { beginMaking, forgetMaking } from './making-record.ts';
import {
  perform,
  refused,
  type Done,
  type Means,
  type Order,
  type Refused,
  type Result,
} from './perform.ts';

/** Refusals to start may lead to the request that is there. */
export type Started = Done | (Refused & { live?: string });

/** Starts a draft for an entitlement: with an offer chosen, or for an aid that is to be made. The same key again leads to the same draft. */
export async function startRequest(
  { db }: Pick<Means, 'db'>,
  {
    by,
    at,
    entitlementId,
    offerId,
    key,
    assisted,
    asLot = false,
  }: {
    by: Reader;
    at: Date;
    entitlementId: number;
    /** Null: no product is chosen, somebody is to make the aid. */
    offerId: number | null;
    key: string;
    /** A caseworker types for this person, who turned to the office on this day. */
    assisted?: {
      applicantId: number;
      receivedOn: string;
      /** What else is written in the same transaction. */
      afterwards(trx: Knex.Transaction, requestId: number): Promise<void>;
    };
    /** A lot of a line that comes in lots. */
    asLot?: boolean;
  },
): Promise<Started> {
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      const before: { reference: string } | undefined = await trx('requests')
        .where({ creation_key: key, started_by: by.accountId })
        .first('reference');
      if (before) return { done: true, reference: before.reference };
      const entitlement = await findEntitlement(trx, entitlementId);
      const relation =
        entitlement && (await relationTo(trx, by.accountId, entitlement.applicantId, day));
      if (!entitlement) throw new NotFound();
      if (assisted && relation) return refused('own-case');
      if (relation === 'see') return refused('see-only');
      const role = relation
        ? relation === 'self'
          ? 'applicant'
          : 'representative'
        : await staffRole(trx, by, entitlement.applicantId, assisted);
      if (!role) throw new NotFound();
      const reason = whyNot(entitlement, assisted?.receivedOn ?? day, { asLot });
      if (reason) {
        const live = entitlement.request?.reference;
        return { ...refused(reason), ...(live === undefined ? {} : { live }) };
      }
      const person: Person = await trx('applicants')
        .where({ id: entitlement.applicantId })
        .first('id', 'office_id', 'region_code', 'settlement', 'address', 'phone');
      const quantity = usualQuantity(entitlement);
      const chosen = await chosenColumns(trx, offerId, {
        entitledClass: entitlement.aidClassCode,
        regionCode: person.region_code,
        quantity,
        day,
      });
      if ('done' in chosen) return chosen;

      const reference = await unusedReference(trx, 'requests');
      const due = await dueOn(trx, 'draft_kept', day);
      const [inserted]: { id: number }[] = await trx('requests')
        .insert({
          reference,
          applicant_id: person.id,
          entitlement_id: entitlement.id,
          aid_class_code: entitlement.aidClassCode,
          office_id: person.office_id,
          status: 'draft',
          status_since: at.toISOString(),
          quantity,
          ...chosen,
          delivery_address: `${person.settlement}, ${person.address}`,
          delivery_phone: person.phone,
          due_on: due,
          started_by: by.accountId,
          started_at: at.toISOString(),
          creation_key: key,
        })
        .returning('id');
      if (offerId === null) await beginMaking(trx, inserted!.id);
      await trx('request_events').insert({
        request_id: inserted!.id,
        version: 1,
        kind: 'request.started',
        by_account_id: by.accountId,
        by_role: role,
        at: at.toISOString(),
        to_status: 'draft',
        visible_to: 'everyone',
        due_on: due,
      });
      await assisted?.afterwards(trx, inserted!.id);
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: role,
        action: 'request.started',
        objectKind: 'request',
        objectId: reference,
        applicantId: person.id,
      });
      return { done: true, reference };
    });
  } catch (error) {
    // Two clicks at once: the unique indexes let one of them through.
    if (!isDuplicate(error)) throw error;
    return startedMeanwhile(db.write, entitlementId, by, key);
  }
}

// Staff start only for the person whose file they opened, and only for people of their own office.
async function staffRole(
  trx: Means['db']['write'],
  by: Reader,
  applicantId: number,
  assisted: { applicantId: number } | undefined,
): Promise<Role | null> {
  if (assisted?.applicantId !== applicantId || !isCaseworker(by)) return null;
  const person: { office_id: number } = await trx('applicants')
    .where({ id: applicantId })
    .first('office_id');
  if (person.office_id !== by.officeId) return null;
  return by.roles.has('lead_caseworker') ? 'lead_caseworker' : 'caseworker';
}

// What a new draft is for: an offer that may be chosen, or, in classes that are made for one person, no product.
async function chosenColumns(
  trx: Knex,
  offerId: number | null,
  line: Omit<Parameters<typeof chooseOffer>[1], 'offerId'>,
): Promise<Refused | ReturnType<typeof choiceColumns> | { route: 'made_to_order' }> {
  if (offerId === null) {
    const made = await isMadeToOrder(trx, line.entitledClass);
    return made ? { route: 'made_to_order' } : refused('not-made-to-order');
  }
  const choice = await chooseOffer(trx, { ...line, offerId });
  return choice.allowed ? choiceColumns(choice.offer) : refused(choice.reason);
}

async function startedMeanwhile(
  db: Means['db']['write'],
  entitlementId: number,
  by: Reader,
  key: string,
): Promise<Started> {
  const live: { reference: string; creation_key: string; started_by: number } | undefined =
    await db('requests')
      .where({ entitlement_id: entitlementId, is_live: true })
      .first('reference', 'creation_key', 'started_by');
  if (!live) throw new Conflict();
  const ours = live.creation_key === key && live.started_by === by.accountId;
  if (ours) return { done: true, reference: live.reference };
  return { ...refused('live-request-exists'), live: live.reference };
}

/** What a person may still change before submission. What is left out stays. */
export interface DraftChanges {
  offerId?: number;
  quantity?: number;
  deliveryAddress?: string;
  deliveryPhone?: string | null;
  deliveryNote?: string | null;
  wishes?: string | null;
  /** Answers from the guide to attach; null takes off those that are there. */
  guide?: Given | null;
}

/** Changes a draft. The clock of 60 days goes on from the start. */
export async function changeDraft(
  means: Pick<Means, 'db'>,
  order: Order & { changes: DraftChanges },
): Promise<Result> {
  return perform(means, 'change', order, async ({ trx, request, day }) => {
    const { offerId, quantity, deliveryAddress, deliveryPhone, deliveryNote, wishes } =
      order.changes;
    const set: Record<string, string | number | null> = {};
    if (quantity !== undefined) {
      const entitlement = await findEntitlement(trx, request.entitlementId);
      if (quantity < 1 || quantity > entitlement!.free) return refused('entitlement-used');
      set.quantity = quantity;
    }
    if (offerId !== undefined) {
      const choice = await chooseOffer(trx, {
        offerId,
        entitledClass: request.aidClass.code,
        regionCode: request.applicant.regionCode,
        quantity: quantity ?? request.quantity,
        day,
      });
      if (!choice.allowed) return refused(choice.reason);
      Object.assign(set, choiceColumns(choice.offer));
      await forgetMaking(trx, request.id);
    }
    if (deliveryAddress !== undefined) set.delivery_address = deliveryAddress;
    if (deliveryPhone !== undefined) set.delivery_phone = deliveryPhone;
    if (deliveryNote !== undefined) set.delivery_note = deliveryNote;
    if (wishes !== undefined) set.wishes = wishes;
    const { guide } = order.changes;
    if (guide === null) await detachAnswers(trx, request.id);
    if (guide) {
      const by = order.by.accountId;
      await attachAnswers(trx, { requestId: request.id, given: guide, by, at: order.at });
    }
    return { set };
  });
}

/** Throws a draft away. Its entitlement is free again. */
export async function discardDraft(means: Pick<Means, 'db'>, order: Order): Promise<Result> {
  return perform(means, 'discard', order, async ({ trx, request }) => {
    await detachAnswers(trx, request.id);
    return { dueOn: null };
  });
}

interface Person {
  id: number;
  office_id: number;
  region_code: string;
  settlement: string;
  address: string;
  phone: string | null;
}
