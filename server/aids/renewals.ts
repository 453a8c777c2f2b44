// A new line of the programme for an aid that a person has: opened at its replacement date, or granted early.
import type { Knex } from 'knex';
import { addCalendarDays, addMonths } from '../calendar/dates.ts';
import type { Queryable } from '../database.ts';
import type { Aid } from './register.ts';

export interface Renewal {
  aidId: number;
  applicantId: number;
  entitlementId: number;
  /** Granted before the replacement date. */
  early: boolean;
  openedOn: string;
}

/** What a line of the programme renews; null: it renews nothing. */
export async function renewalOf(db: Queryable, entitlementId: number): Promise<Renewal | null> {
  const row: RenewalRow | undefined = await db('renewals')
    .where({ entitlement_id: entitlementId })
    .first();
  return row ? renewalOfRow(row) : null;
}

/** The line that renews an aid of a person; null: none does. */
export async function renewalOfAid(
  db: Queryable,
  { id, applicantId }: { id: number; applicantId: number },
): Promise<Renewal | null> {
  const row: RenewalRow | undefined = await db('renewals')
    .where({ aid_id: id, applicant_id: applicantId })
    .first();
  return row ? renewalOfRow(row) : null;
}

/**
 * Opens a line that renews an aid, under the programme that granted it or the one in force. Null when no programme
 * of the person is in force. @throws a duplicate of `aid_id` where the person's aid is renewed already
 */
export async function openRenewal(
  trx: Knex.Transaction,
  aid: Pick<Aid, 'id' | 'request' | 'applicantId' | 'aidClass' | 'quantity'>,
  { early, day }: { early: boolean; day: string },
): Promise<{ entitlementId: number; orderBy: string } | null> {
  const line = await lineBehind(trx, aid);
  const programmeId = await programmeInForce(trx, aid, line?.programme_id ?? null, day);
  if (programmeId === null) return null;
  const orderBy = await orderByOf(trx, day);
  const [row]: { id: number }[] = await trx('entitlements')
    .insert({
      programme_id: programmeId,
      applicant_id: aid.applicantId,
      aid_class_code: line?.aid_class_code ?? aid.aidClass.code,
      quantity: aid.quantity,
      notified_on: day,
      order_by: orderBy,
    })
    .returning('id');
  await trx('renewals').insert({
    aid_id: aid.id,
    applicant_id: aid.applicantId,
    entitlement_id: row!.id,
    early,
    opened_on: day,
  });
  return { entitlementId: row!.id, orderBy };
}

// The line that granted the aid: its class may be wider than the product's own.
async function lineBehind(
  db: Queryable,
  { request }: Pick<Aid, 'request'>,
): Promise<{ programme_id: number; aid_class_code: string } | undefined> {
  if (!request) return undefined;
  return db('requests')
    .join('entitlements', 'entitlements.id', 'requests.entitlement_id')
    .where('requests.id', request.id)
    .first('entitlements.programme_id', 'entitlements.aid_class_code');
}

async function programmeInForce(
  db: Queryable,
  { applicantId }: Pick<Aid, 'applicantId'>,
  preferred: number | null,
  day: string,
): Promise<number | null> {
  const rows: { id: number }[] = await db('programmes')
    .where({ applicant_id: applicantId })
    .where('issued_on', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>=', day))
    .orderBy('issued_on', 'desc')
    .select('id');
  return (rows.find(({ id }) => id === preferred) ?? rows[0])?.id ?? null;
}

async function orderByOf(db: Queryable, day: string): Promise<string> {
  const term: { value: number; unit: string } | undefined = await db('terms')
    .where({ key: 'order_by' })
    .whereNull('aid_class_code')
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy('valid_from', 'desc')
    .first('value', 'unit');
  if (!term) throw new Error(`no term order_by is in force on ${day}`);
  return term.unit === 'months' ? addMonths(day, term.value) : addCalendarDays(day, term.value);
}

interface RenewalRow {
  aid_id: number;
  applicant_id: number;
  entitlement_id: number;
  early: unknown; // 0 or 1 on SQLite
  opened_on: string;
}

function renewalOfRow(row: RenewalRow): Renewal {
  return {
    aidId: row.aid_id,
    applicantId: row.applicant_id,
    entitlementId: row.entitlement_id,
    early: Boolean(row.early),
    openedOn: row.opened_on,
  };
}
