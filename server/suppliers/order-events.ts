// What happened to one order, out of the life of its request. Nothing else of that life is the supplier's.
import type { Queryable } from '../database.ts';

export interface OrderEvent {
  kind: string;
  at: string;
  note: string | null;
}

// Facts that place an order, facts that the supplier's page tells, and those whose note the supplier wrote or must act on.
const PLACING = [
  'request.approved',
  'request.partly_approved',
  'request.chosen_again',
  'request.commissioned',
  'request.maker_chosen_again',
];
const VISITS = [
  'appointment.offered',
  'appointment.booked',
  'appointment.none_fit',
  'appointment.cancelled',
  'appointment.missed',
  'appointment.interpreter_booked',
  'appointment.lapsed',
];
const TOLD = [
  ...PLACING,
  ...VISITS,
  'order.confirmed',
  'order.declined',
  'order.fitted',
  'order.dispatched',
  'request.misfit',
  'request.fit_failed',
  'order.remedied',
  'order.returned',
  'request.received',
  'request.withdrawn',
];
const WITH_NOTE = [
  ...VISITS,
  'order.declined',
  'order.fitted',
  'order.dispatched',
  'order.remedied',
  'order.returned',
];

/** The events of an order, the newest first. */
export async function listOrderEvents(
  db: Queryable,
  { id, request }: { id: number; request: { id: number } },
): Promise<OrderEvent[]> {
  const rows: (OrderEvent & { earlier: number })[] = await db('request_events')
    .where({ request_id: request.id })
    .whereIn('kind', TOLD)
    .orderBy('version')
    .select('kind', 'at', 'note', {
      earlier: db('orders').where({ request_id: request.id }).where('id', '<', id).count(),
    });
  const nth = rows[0]?.earlier ?? 0;
  return ofOrder(rows, nth)
    .map(({ kind, at, note }) => ({ kind, at, note: WITH_NOTE.includes(kind) ? note : null }))
    .toReversed();
}

/** The events of a request's `nth` order: from the fact that placed it to the next such fact. */
export function ofOrder<Event extends { kind: string }>(events: Event[], nth: number): Event[] {
  let placed = -1;
  return events.filter(({ kind }) => {
    if (PLACING.includes(kind)) placed += 1;
    return placed === nth;
  });
}
