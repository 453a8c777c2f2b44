// The face of complaints about suppliers: filing one, the supplier's answer, withdrawing it.
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, isDuplicate } from '../database.ts';
import { storeUploads, type Upload } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { lastDayOf, termOn } from '../requests/deadlines.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { isLate, type Filing } from './forms.ts';
import { findComplaint, ordersOf } from './store.ts';
import { tellCommission, tellPerson, tellSupplier } from './tell.ts';

export { runComplaints } from './by-date.ts';
export { decideComplaint, voteOnComplaint } from './deciding.ts';

export type Means = Pick<Portal, 'config' | 'db' | 'texts'>;

/** Files a complaint; the same key again gives the same one. @throws NotFound, Conflict */
export async function fileComplaint(
  { config, db, texts }: Means,
  order: {
    by: Reader;
    as: string;
    at: Date;
    request: AidRequest;
    filing: Filing;
    files: readonly Upload[];
  },
): Promise<number> {
  const { by, as, at, request, filing } = order;
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      const before: { id: number } | undefined = await trx('complaints')
        .where({ creation_key: filing.key, filed_by: by.accountId })
        .first('id');
      if (before) return before.id;
      const orders = await ordersOf(trx, request.id);
      const about = orders.find(({ id }) => String(id) === filing.order);
      if (!about) throw new NotFound();
      const holidays = await holidaysOf(trx);
      const posting = await termOn(trx, 'complaint_posting', day);
      const late = isLate(filing.known_on, day, posting.value);
      const answerDue = lastDayOf(await termOn(trx, 'complaint_answer', day), day, holidays);
      const decisionDue = lastDayOf(await termOn(trx, 'complaint_decision', day), day, holidays);
      const [row]: { id: number }[] = await trx('complaints')
        .insert({
          request_id: request.id,
          order_id: about.id,
          supplier_id: about.supplierId,
          applicant_id: request.applicant.id,
          office_id: request.officeId,
          kind: filing.kind,
          text: filing.text,
          known_on: filing.known_on,
          late,
          late_reason: late ? filing.late_reason : null,
          filed_by: by.accountId,
          filed_as: as,
          filed_at: at.toISOString(),
          answer_due_on: answerDue,
          decision_due_on: decisionDue,
          state: 'open',
          creation_key: filing.key,
        })
        .returning('id');
      const { id } = row!;
      await storeUploads(
        trx,
        { config },
        {
          files: order.files,
          subject: { kind: 'complaint', id },
          applicantId: request.applicant.id,
          by,
          at,
        },
      );
      const complaint = (await findComplaint(trx, id))!;
      await tellPerson(trx, texts, complaint, {
        kind: 'complaint.filed',
        at,
        values: (_, format) => ({ date: format.date(decisionDue) }),
      });
      await tellSupplier(trx, texts, complaint, {
        kind: 'complaint.to_answer',
        at,
        values: (_, format) => ({ date: format.date(answerDue) }),
      });
      await tellCommission(trx, texts, complaint, {
        kind: 'complaint.to_decide',
        at,
        values: (_, format) => ({ date: format.date(decisionDue) }),
      });
      await write(trx, {
        by,
        at,
        id,
        action: 'complaint.filed',
        applicantId: complaint.applicantId,
      });
      return id;
    });
  } catch (error) {
    // One open complaint about the same thing: under two clicks at once the first stands.
    if (!isDuplicate(error)) throw error;
    const open: { id: number; filed_by: number; creation_key: string } | undefined = await db
      .write('complaints')
      .where({ order_id: Number(filing.order), kind: filing.kind, state: 'open' })
      .first('id', 'filed_by', 'creation_key');
    if (open?.creation_key === filing.key && open.filed_by === by.accountId) return open.id;
    throw new Conflict('complaints.refused.alreadyOpen');
  }
}

/** The supplier says its side, once. @throws NotFound, Conflict */
export async function answerComplaint(
  { db, texts }: Means,
  order: { by: Reader; at: Date; id: number; version: number; answer: string },
): Promise<void> {
  const { by, at, id, version, answer } = order;
  await inTransaction(db, async (trx) => {
    const complaint = await findComplaint(trx, id);
    if (!complaint || complaint.supplier.id !== by.supplierId) throw new NotFound();
    if (complaint.answer === answer) return; // the same form again
    const changed = await trx('complaints')
      .where({ id, version, state: 'open', answered_at: null })
      .update({
        answer,
        answered_by: by.accountId,
        answered_at: at.toISOString(),
        version: version + 1,
      });
    if (changed !== 1) throw new Conflict();
    await tellPerson(trx, texts, complaint, { kind: 'complaint.answered', at });
    await write(trx, {
      by,
      at,
      id,
      action: 'complaint.answered',
      applicantId: complaint.applicantId,
    });
  });
}

/** The person's side takes it back before it is decided. @throws NotFound, Conflict */
export async function withdrawComplaint(
  { db, texts }: Means,
  order: { by: Reader; at: Date; id: number; version: number },
): Promise<void> {
  const { by, at, id, version } = order;
  await inTransaction(db, async (trx) => {
    const complaint = await findComplaint(trx, id);
    if (!complaint) throw new NotFound();
    if (complaint.state === 'withdrawn') return;
    const changed = await trx('complaints')
      .where({ id, version, state: 'open' })
      .update({ state: 'withdrawn', version: version + 1 });
    if (changed !== 1) throw new Conflict();
    await tellPerson(trx, texts, complaint, { kind: 'complaint.withdrawn', at });
    await tellSupplier(trx, texts, complaint, { kind: 'complaint.withdrawn', at });
    await write(trx, {
      by,
      at,
      id,
      action: 'complaint.withdrawn',
      applicantId: complaint.applicantId,
    });
  });
}

async function write(
  trx: Parameters<typeof recordAudit>[0],
  {
    by,
    at,
    id,
    action,
    applicantId,
  }: { by: Reader; at: Date; id: number; action: string; applicantId: number },
): Promise<void> {
  await recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    action,
    objectKind: 'complaint',
    objectId: id,
    applicantId,
  });
}
