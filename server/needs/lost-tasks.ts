// What an emergency leaves for a caseworker to do: the open reports of an office, one of them, and settling it.
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { familyOf, isInvolved } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Means } from '../requests/requests.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';

export interface LostReport {
  id: number;
  applicantId: number;
  person: string;
  emergency: Names;
  addressNow: string;
  phone: string | null;
  reach: string;
  lost: string | null;
  urgent: string | null;
  papers: string;
  receivedOn: string;
  filedAs: string;
  /** A caseworker must look. */
  task: boolean;
  handledAt: string | null;
  outcome: string | null;
  version: number;
  officeId: number;
}

/** The open tasks of an office, the oldest first. */
export async function openTasks(db: Queryable, officeId: number): Promise<LostReport[]> {
  const rows: Row[] = await reports(db)
    .where('emergency_reports.office_id', officeId)
    .whereRaw('office_task and handled_at is null')
    .orderBy('emergency_reports.id')
    .limit(100);
  return rows.map(reportOf);
}

/** How many there are. */
export async function countTasks(db: Queryable, officeId: number): Promise<number> {
  const row: { count?: number | string } | undefined = await db('emergency_reports')
    .where({ office_id: officeId })
    .whereRaw('office_task and handled_at is null')
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}

/** One report; whose office it is must be checked by the caller. */
export async function findReport(db: Queryable, id: number): Promise<LostReport | null> {
  const row: Row | undefined = await reports(db).where('emergency_reports.id', id).first();
  return row ? reportOf(row) : null;
}

/** A caseworker writes down what was done; the person hears it. @throws NotFound, Forbidden, Conflict */
export async function settleReport(
  { db, texts }: Means,
  order: { by: Reader; at: Date; id: number; version: number; outcome: string },
): Promise<void> {
  const { by, at, id, version, outcome } = order;
  await inTransaction(db, async (trx) => {
    const report = await findReport(trx, id);
    if (!report || report.officeId !== by.officeId) throw new NotFound();
    const involved = await isInvolved(trx, by, report.applicantId, dayOf(at));
    if (involved) throw new Forbidden('requests.refused.own-case');
    const changed = await trx('emergency_reports')
      .where({ id, version, handled_at: null })
      .update({
        handled_by: by.accountId,
        handled_at: at.toISOString(),
        outcome,
        version: version + 1,
      });
    if (changed !== 1) {
      if (report.outcome === outcome) return; // the same form again
      throw new Conflict();
    }
    await sendMessage(
      trx,
      texts,
      await familyOf(trx, report.applicantId, dayOf(at)),
      {
        kind: 'emergency.settled',
        sourceKey: `emergency-report.${id}.emergency.settled`,
        applicantId: report.applicantId,
        values: (lang) => ({ name: report.emergency[lang], text: outcome }),
      },
      at,
    );
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: leadingRole(by.roles),
      action: 'emergency.settled',
      objectKind: 'emergency_report',
      objectId: id,
      applicantId: report.applicantId,
    });
  });
}

function reports(db: Queryable) {
  return db('emergency_reports')
    .join('applicants', 'applicants.id', 'emergency_reports.applicant_id')
    .join('emergencies', 'emergencies.id', 'emergency_reports.emergency_id')
    .select(
      'emergency_reports.*',
      'applicants.given_name',
      'applicants.family_name',
      'emergencies.name_kk',
      'emergencies.name_ru',
      'emergencies.name_en',
    );
}

function reportOf(row: Row): LostReport {
  return {
    id: row.id,
    applicantId: row.applicant_id,
    person: `${row.given_name} ${row.family_name}`,
    emergency: namesOf(row),
    addressNow: row.address_now,
    phone: row.phone,
    reach: row.reach,
    lost: row.lost,
    urgent: row.urgent,
    papers: row.papers,
    receivedOn: row.received_on,
    filedAs: row.filed_as,
    task: Boolean(row.office_task),
    handledAt: row.handled_at,
    outcome: row.outcome,
    version: row.version,
    officeId: row.office_id,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  applicant_id: number;
  given_name: string;
  family_name: string;
  address_now: string;
  phone: string | null;
  reach: string;
  lost: string | null;
  urgent: string | null;
  papers: string;
  received_on: string;
  filed_as: string;
  office_task: unknown; // 0 or 1 on SQLite
  handled_at: string | null;
  outcome: string | null;
  version: number;
  office_id: number;
}
