// Visits of a request, and the orders of a maker that they belong to.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { DueKind } from '../requests/aid-request.ts';
import type { Status } from '../requests/lifecycle.ts';
import type { OrderStatus } from '../requests/orders.ts';

export type AppointmentState =
  | 'offered'
  | 'booked'
  | 'none_fit'
  | 'held'
  | 'missed'
  | 'cancelled'
  | 'lapsed';

export type VisitOutcome = 'measured' | 'fits' | 'to_alter' | 'further_fitting' | 'handed_over';

export interface Slot {
  id: number;
  startsAt: string;
  endsAt: string;
}

export interface Appointment {
  id: number;
  state: AppointmentState;
  placeKind: 'maker' | 'home' | 'other';
  place: string | null;
  note: string | null;
  interpreter: 'not_needed' | 'needed' | 'booked';
  /** The window that was picked; null before. */
  window: { startsAt: string; endsAt: string } | null;
  /** Whose act ended it; where somebody did not come, the other side. */
  closedBy: 'person' | 'maker' | 'system' | null;
  closedAt: string | null;
  reason: string | null;
  outcome: VisitOutcome | null;
  /** What was offered, in the order of time. */
  slots: Slot[];
}

/** All visits of a request, the newest first. */
export async function listAppointments(db: Queryable, requestId: number): Promise<Appointment[]> {
  const rows: AppointmentRow[] = await db('appointments')
    .where({ request_id: requestId })
    .orderBy('id', 'desc');
  const slots: (SlotRow & { appointment_id: number })[] = await db('appointment_slots')
    .whereIn(
      'appointment_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['appointment_id', 'starts_at']);
  return rows.map((row) =>
    appointmentOf(
      row,
      slots.filter(({ appointment_id: of }) => of === row.id),
    ),
  );
}

/** The visit of an order that is offered or booked; null while there is none. */
export async function findOpenAppointment(
  db: Queryable,
  orderId: number,
): Promise<Appointment | null> {
  const row: AppointmentRow | undefined = await db('appointments')
    .where({ order_id: orderId })
    .whereIn('state', ['offered', 'booked'])
    .first();
  if (!row) return null;
  const slots: SlotRow[] = await db('appointment_slots')
    .where({ appointment_id: row.id })
    .orderBy('starts_at');
  return appointmentOf(row, slots);
}

/** Ends or changes a visit that is open. @throws when another act was faster: its request holds the lock */
export async function changeAppointment(
  trx: Knex.Transaction,
  { id, state }: Pick<Appointment, 'id' | 'state'>,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('appointments').where({ id, state }).update(set);
  if (changed !== 1) throw new Error('an appointment changed beside its request');
}

/** An order as the pages of its visits need it. */
export interface MakersOrder {
  id: number;
  number: string;
  status: OrderStatus;
  names: Names;
  supplier: { names: Names; addresses: Names };
  request: { id: number; reference: string; version: number; status: Status };
  deliveryAddress: string;
}

/** An open order of a supplier for an aid that is made to order; another supplier's is not found. */
export async function findMakersOrder(
  db: Queryable,
  supplierId: number,
  number: string,
): Promise<MakersOrder | null> {
  const row: MakersOrderRow | undefined = await db('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .where({
      'orders.number': number,
      'orders.supplier_id': supplierId,
      'orders.is_open': true,
      'requests.route': 'made_to_order',
    })
    .first(
      'orders.id',
      'orders.number',
      'orders.status',
      'requests.id as request_id',
      'requests.reference',
      'requests.version',
      'requests.status as request_status',
      'requests.delivery_address',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `aid_classes.name_${lang}`,
        `suppliers.name_${lang} as supplier_${lang}`,
        `suppliers.address_${lang}`,
      ]),
    );
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    names: namesOf(row),
    supplier: { names: namesOf(row, 'supplier'), addresses: namesOf(row, 'address') },
    request: {
      id: row.request_id,
      reference: row.reference,
      version: row.version,
      status: row.request_status,
    },
    deliveryAddress: row.delivery_address,
  };
}

/** How often a supplier did not come to visits that were booked, as people told. */
export async function countMissedBy(db: Queryable, supplierIds: readonly number[]) {
  const rows: { supplier_id: number; missed: number | string }[] = await db('appointments')
    .join('orders', 'orders.id', 'appointments.order_id')
    .where({ 'appointments.state': 'missed', 'appointments.closed_by': 'person' })
    .whereIn('orders.supplier_id', [...new Set(supplierIds)])
    .groupBy('orders.supplier_id')
    .select('orders.supplier_id')
    .count({ missed: '*' });
  return new Map(rows.map((row) => [row.supplier_id, Number(row.missed)]));
}

export interface InMaking {
  requestId: number;
  reference: string;
  status: Status;
  dueOn: string | null;
  dueKind: DueKind | null;
  names: Names;
  person: string;
  supplierId: number;
  supplierNames: Names;
}

const PER_PAGE = 50;

/** Aids that makers of an office's people have in hand, what is due first on top; a page after a due date and id. */
export async function listInMaking(
  db: Queryable,
  officeId: number,
  after: { on: string; id: number } | null,
): Promise<{ rows: InMaking[]; more: boolean }> {
  const query = inMaking(db, officeId)
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .join('orders', (join) => {
      join.on('orders.request_id', 'requests.id').andOnVal('orders.is_open', true);
    })
    .join('suppliers', 'suppliers.id', 'orders.supplier_id')
    .orderBy(['requests.due_on', 'requests.id'])
    .limit(PER_PAGE + 1)
    .select(
      'requests.id',
      'requests.reference',
      'requests.status',
      'requests.due_on',
      'requests.due_kind',
      'applicants.given_name',
      'applicants.family_name',
      'orders.supplier_id',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `aid_classes.name_${lang}`,
        `suppliers.name_${lang} as supplier_${lang}`,
      ]),
    );
  if (after) {
    void query.whereRaw('(requests.due_on, requests.id) > (?, ?)', [after.on, after.id]);
  }
  const rows: InMakingRow[] = await query;
  return {
    rows: rows.slice(0, PER_PAGE).map((row) => ({
      requestId: row.id,
      reference: row.reference,
      status: row.status,
      dueOn: row.due_on,
      dueKind: row.due_kind,
      names: namesOf(row),
      person: `${row.family_name} ${row.given_name}`,
      supplierId: row.supplier_id,
      supplierNames: namesOf(row, 'supplier'),
    })),
    more: rows.length > PER_PAGE,
  };
}

/** How many of them are overdue on a day. */
export async function countOverdue(db: Queryable, officeId: number, day: string): Promise<number> {
  const row: { overdue?: number | string } | undefined = await inMaking(db, officeId)
    .where('requests.due_on', '<', day)
    .count({ overdue: '*' })
    .first();
  return Number(row?.overdue ?? 0);
}

function inMaking(db: Queryable, officeId: number): Knex.QueryBuilder {
  return db('requests')
    .where({ 'requests.office_id': officeId, 'requests.route': 'made_to_order' })
    .whereRaw('requests.is_live') // literal, so that SQLite sees its partial index
    .whereIn('requests.status', ['commissioned', 'confirmed', 'in_fitting']);
}

function appointmentOf(row: AppointmentRow, slots: readonly SlotRow[]): Appointment {
  return {
    id: row.id,
    state: row.state,
    placeKind: row.place_kind,
    place: row.place,
    note: row.note,
    interpreter: row.interpreter,
    window: row.starts_at && row.ends_at ? { startsAt: row.starts_at, endsAt: row.ends_at } : null,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
    reason: row.reason,
    outcome: row.outcome,
    slots: slots.map((slot) => ({
      id: slot.id,
      startsAt: slot.starts_at,
      endsAt: slot.ends_at,
    })),
  };
}

interface AppointmentRow {
  id: number;
  state: AppointmentState;
  place_kind: Appointment['placeKind'];
  place: string | null;
  note: string | null;
  interpreter: Appointment['interpreter'];
  starts_at: string | null;
  ends_at: string | null;
  closed_by: Appointment['closedBy'];
  closed_at: string | null;
  reason: string | null;
  outcome: VisitOutcome | null;
}

interface SlotRow {
  id: number;
  starts_at: string;
  ends_at: string;
}

interface MakersOrderRow extends Record<string, unknown> {
  id: number;
  number: string;
  status: OrderStatus;
  request_id: number;
  reference: string;
  version: number;
  request_status: Status;
  delivery_address: string;
}

interface InMakingRow extends Record<string, unknown> {
  id: number;
  reference: string;
  status: Status;
  due_on: string | null;
  due_kind: DueKind | null;
  given_name: string;
  family_name: string;
  supplier_id: number;
}
