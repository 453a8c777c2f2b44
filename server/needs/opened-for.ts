// A paper form is typed in a person's name only after the caseworker said why: the person sees the reason.
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Database, type Queryable } from '../database.ts';

interface Opening {
  by: Reader;
  at: Date;
  applicantId: number;
}

const OPENED = { action: 'person.read', object_kind: 'applicant' };

/** Writes down who opens the person's form, and why. */
export async function openFor(
  db: Database,
  { by, at, applicantId, reason }: Opening & { reason: string },
): Promise<void> {
  await inTransaction(db, (trx) =>
    recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: leadingRole(by.roles),
      action: OPENED.action,
      objectKind: OPENED.object_kind,
      objectId: applicantId,
      applicantId,
      fields: ['name', 'aids'],
      reason,
    }),
  );
}

/** Whether this caseworker has said today why the form is opened. */
export async function isOpenFor(db: Queryable, { by, at, applicantId }: Opening): Promise<boolean> {
  const last: { at: string } | undefined = await db('audit_entries')
    .where({ ...OPENED, object_id: String(applicantId), actor_id: by.accountId })
    .whereNotNull('reason')
    .orderBy('id', 'desc')
    .first('at');
  return last !== undefined && dayOf(new Date(last.at)) === dayOf(at);
}
