// Visits of a request, and the orders of a maker that they belong to.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
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
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
      'suppliers.address_kk',
      'suppliers.address_ru',
      'suppliers.address_en',
      ...['kk', 'ru', 'en'].map((lang) => `aid_classes.name_${lang}`),
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
