// The commission: each member votes once; with two votes and one side ahead a member writes the decision down.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { rebuildListing } from '../catalogue/catalogue.ts';
import { inTransaction, isDuplicate } from '../database.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Means } from './complaints.ts';
import type { Decision } from './forms.ts';
import { outcomeOf, type Vote } from './kinds.ts';
import { regionOfMember, whyNotVoting } from './standing.ts';
import { findComplaint, votesOn, type Complaint } from './store.ts';
import { tellPerson, tellSupplier } from './tell.ts';

/** A member votes, once and for good. @throws NotFound, Forbidden, Conflict */
export async function voteOnComplaint(
  { db }: Pick<Means, 'db'>,
  order: { by: Reader; at: Date; id: number; vote: Vote; note: string },
): Promise<void> {
  const { by, at, id, vote, note } = order;
  try {
    await inTransaction(db, async (trx) => {
      const complaint = await openTo(trx, by, id, at);
      const votes = await votesOn(trx, id);
      const own = votes.find(({ accountId }) => accountId === by.accountId);
      if (own?.vote === vote && own.note === note) return; // the same form again
      if (own) throw new Conflict('complaints.refused.voted');
      await trx('complaint_votes').insert({
        complaint_id: id,
        account_id: by.accountId,
        vote,
        note,
        voted_at: at.toISOString(),
      });
      await write(trx, { by, at, complaint, action: 'complaint.voted', detail: vote });
    });
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict('complaints.refused.voted');
    throw error;
  }
}

/** A member who voted writes the decision down; what follows from it happens. @throws NotFound, Forbidden, Conflict */
export async function decideComplaint(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  order: { by: Reader; at: Date; id: number; decision: Decision; outcome: Vote },
): Promise<void> {
  const { by, at, id, decision } = order;
  const day = dayOf(at);
  await inTransaction(db, async (trx) => {
    const complaint = await openTo(trx, by, id, at);
    const votes = await votesOn(trx, id);
    const outcome = outcomeOf(votes);
    if (outcome === null) throw new Conflict('complaints.refused.noMajority');
    if (outcome !== order.outcome) throw new Conflict();
    if (!votes.some(({ accountId }) => accountId === by.accountId)) {
      throw new Forbidden('complaints.refused.notVoted');
    }
    const removed = decision.consequence === 'removal';
    const returns = removed
      ? lastDayOf(await termOn(trx, 'supplier_return', day), day, await holidaysOf(trx))
      : null;
    const changed = await trx('complaints')
      .where({ id, version: decision.version, state: 'open' })
      .update({
        state: outcome,
        consequence: outcome === 'founded' ? decision.consequence : 'none',
        reasons: decision.reasons,
        remedy_by: decision.remedy_by,
        return_not_before: returns,
        decided_by: by.accountId,
        decided_at: at.toISOString(),
        version: decision.version + 1,
      });
    if (changed !== 1) throw new Conflict();
    if (decision.consequence === 'suspension' || removed) {
      await changeSupplier(trx, {
        by,
        at,
        complaint,
        status: removed ? 'removed' : 'suspended',
        returns,
      });
    }
    await tellPerson(trx, texts, complaint, {
      kind: 'complaint.decided',
      at,
      values: () => ({ outcome, reasons: decision.reasons }),
    });
    await tellSupplier(trx, texts, complaint, {
      kind: 'complaint.decided_supplier',
      at,
      values: (_, format) => ({
        outcome,
        consequence: decision.consequence ?? 'none',
        date: format.date(decision.remedy_by ?? returns ?? day),
        reasons: decision.reasons,
      }),
    });
    const detail = `${outcome} ${decision.consequence ?? ''}`.trim();
    await write(trx, { by, at, complaint, action: 'complaint.decided', detail });
  });
}

// Its offers leave the catalogue at once. Its open orders are let go by `by-date.ts`, one by one.
async function changeSupplier(
  trx: Knex.Transaction,
  change: {
    by: Reader;
    at: Date;
    complaint: Complaint;
    status: 'suspended' | 'removed';
    returns: string | null;
  },
): Promise<void> {
  const { by, at, complaint, status, returns } = change;
  const { id } = complaint.supplier;
  const before: { status: string; version: number } = await trx('suppliers')
    .where({ id })
    .forUpdate()
    .first('status', 'version');
  if (before.status === 'removed') return;
  await trx('suppliers')
    .where({ id })
    .update({ status, version: before.version + 1, return_not_before: returns });
  const offered: { id: number }[] = await trx('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .where({ 'offers.supplier_id': id, 'offers.status': 'published' })
    .distinct('variants.product_id as id');
  await rebuildListing(trx, { on: dayOf(at), productIds: offered.map((one) => one.id) });
  await recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    action: `supplier.${status}`,
    objectKind: 'supplier',
    objectId: id,
    fields: ['status'],
    detail: JSON.stringify({ status: [before.status, status] }),
    reason: `complaint ${complaint.id}`,
  });
}

async function openTo(trx: Knex.Transaction, by: Reader, id: number, at: Date): Promise<Complaint> {
  await trx('complaints').where({ id }).forUpdate().first('id'); // votes come one after the other
  const complaint = await findComplaint(trx, id);
  const region = await regionOfMember(trx, by);
  if (!complaint || region === undefined) throw new NotFound();
  if (region !== null && region !== complaint.regionCode) throw new NotFound();
  const why = await whyNotVoting(trx, by, complaint, dayOf(at));
  if (why) throw new Forbidden(`complaints.refused.${why}`);
  if (complaint.state !== 'open') throw new Conflict('complaints.refused.decided');
  return complaint;
}

async function write(
  trx: Knex.Transaction,
  {
    by,
    at,
    complaint,
    action,
    detail,
  }: { by: Reader; at: Date; complaint: Complaint; action: string; detail: string },
): Promise<void> {
  await recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    action,
    objectKind: 'complaint',
    objectId: complaint.id,
    applicantId: complaint.applicantId,
    detail,
  });
}
