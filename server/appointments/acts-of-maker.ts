// What a maker does about visits: offers times, moves or cancels, books an interpreter, writes down what came of it.
import { findPerson } from '../applicants/person.ts';
import { onVisit, inviteAgain, pickBy } from './on-visit.ts';
import { dispatchOrder, recordFitting, type FittingOutcome } from '../requests/requests.ts';
import {
  refused,
  type Means,
  type Order,
  type Refused,
  type Result,
  type Scene,
} from '../requests/acts/perform.ts';
import { setOrder } from '../requests/acts/placing.ts';
import { tellFamily, tellStaff } from '../requests/acts/tell.ts';
import {
  changeAppointment,
  findOpenAppointment,
  type Appointment,
  type VisitOutcome,
} from './store.ts';
import { hasBegun, type Window } from './windows.ts';

export interface Offering {
  windows: readonly Window[];
  placeKind: Appointment['placeKind'];
  /** An address; null for a visit at the person's home. */
  place: string | null;
  /** What it is for and what to bring. */
  note: string | null;
}

/** Offers times, several at once, of which the person picks one. Times offered before give way to these. */
export async function offerTimes(
  means: Means,
  order: Order & { offering: Offering },
): Promise<Result> {
  return onVisit(means, 'slots', order, async (scene, { open, visit }) => {
    const { trx, request, by, at } = scene;
    const { windows, placeKind, place, note } = order.offering;
    if (visit?.state === 'booked') return refused('appointment-booked');
    if (!windows.length || windows.some((one) => hasBegun(one, at))) {
      return refused('slot-in-the-past');
    }
    const now = at.toISOString();
    if (visit) {
      const closing = { state: 'cancelled', closed_by: 'maker', closed_at: now };
      await changeAppointment(trx, visit, closing);
    }
    const [row]: { id: number }[] = await trx('appointments')
      .insert({
        request_id: request.id,
        order_id: open.id,
        state: 'offered',
        place_kind: placeKind,
        place: placeKind === 'home' ? null : place,
        note,
        interpreter: (await needsInterpreter(scene)) ? 'needed' : 'not_needed',
        offered_by: by.accountId,
        offered_at: now,
      })
      .returning('id');
    await trx('appointment_slots').insert(
      windows.map(({ startsAt, endsAt }) => ({
        appointment_id: row!.id,
        starts_at: startsAt,
        ends_at: endsAt,
      })),
    );
    const pickOn = await pickBy(scene, windows);
    await setOrder(trx, open, { due_on: pickOn });
    return {
      dueOn: pickOn,
      dueKind: 'pick',
      note,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'appointment.offered',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(pickOn),
            supplier: open.supplierNames[lang],
            count: windows.length,
          }),
        }),
    };
  });
}

/** The maker has seen to it that an interpreter of sign language comes. */
export async function bookInterpreter(means: Means, order: Order): Promise<Result> {
  return onVisit(means, 'interpreter', order, async ({ trx, request, at }, { open, visit }) => {
    if (visit?.interpreter !== 'needed') return refused('no-interpreter-needed');
    await changeAppointment(trx, visit, { interpreter: 'booked' });
    return {
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'appointment.interpreter_booked',
          eventKey,
          at,
          values: (lang) => ({ supplier: open.supplierNames[lang] }),
        }),
    };
  });
}

/** Moves or cancels a visit that has not begun, with a reason. The maker then offers other times. */
export async function cancelByMaker(
  means: Means,
  order: Order & { reason: string },
): Promise<Result> {
  return onVisit(means, 'appointment_change', order, async (scene, { open, visit }) => {
    const { trx, request, at } = scene;
    if (!visit) return refused('no-appointment');
    if (visit.window && hasBegun(visit.window, at)) return refused('appointment-begun');
    const { reason } = order;
    await changeAppointment(trx, visit, {
      state: 'cancelled',
      closed_by: 'maker',
      closed_at: at.toISOString(),
      reason,
    });
    const again = await inviteAgain(scene, open);
    return {
      ...again,
      note: reason,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'appointment.cancelled_by_maker',
          eventKey,
          at,
          values: (lang, format) => ({
            reason,
            supplier: open.supplierNames[lang],
            date: format.date(again.dueOn),
          }),
        }),
    };
  });
}

/** The person did not come. They lose nothing: the maker offers other times. */
export async function reportPersonMissing(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  return onVisit(means, 'no_show', order, async (scene, { open, visit }) => {
    const { trx, request, at } = scene;
    if (!visit?.window) return refused('no-appointment');
    if (!hasBegun(visit.window, at)) return refused('appointment-not-begun');
    await changeAppointment(trx, visit, {
      state: 'missed',
      closed_by: 'maker',
      closed_at: at.toISOString(),
      reason: order.note,
    });
    const again = await inviteAgain(scene, open);
    return {
      ...again,
      note: order.note,
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: 'appointment.person_missing',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: open.supplierNames[lang],
            date: format.date(again.dueOn),
          }),
        });
        if (!request.assignee) return;
        const telling = { kind: 'caseworker.person_missing', eventKey, at, request };
        await tellStaff(trx, means.texts, request.assignee, telling);
      },
    };
  });
}

/**
 * Writes down what came of a visit, booked or not. What is handed over is on its way to being received: the person
 * gets the code, and only they confirm.
 */
export async function recordVisit(
  means: Means,
  order: Order & { outcome: VisitOutcome; note: string },
): Promise<Result> {
  const { outcome, note, ...rest } = order;
  const settle = (scene: Scene, open: { id: number }) => holdVisit(scene, open.id, outcome);
  return outcome === 'handed_over'
    ? dispatchOrder(means, { ...rest, note, handedOver: true, settle })
    : recordFitting(means, { ...rest, note, outcome: outcome satisfies FittingOutcome, settle });
}

async function holdVisit(
  { trx, request, by, at }: Scene,
  orderId: number,
  outcome: VisitOutcome,
): Promise<Refused | null> {
  if (request.route !== 'made_to_order') return refused('wrong-state');
  const visit = await findOpenAppointment(trx, orderId);
  const now = at.toISOString();
  const held = { state: 'held', closed_by: 'maker', closed_at: now, outcome };
  if (!visit) {
    // A visit that was agreed otherwise.
    await trx('appointments').insert({
      request_id: request.id,
      order_id: orderId,
      place_kind: 'maker',
      interpreter: 'not_needed',
      offered_by: by.accountId,
      offered_at: now,
      ...held,
    });
    return null;
  }
  if (visit.window && !hasBegun(visit.window, at)) return refused('appointment-not-begun');
  await changeAppointment(trx, visit, held);
  return null;
}

async function needsInterpreter({ trx, request, day }: Scene): Promise<boolean> {
  const person = await findPerson(trx, request.applicant.id, day);
  return person?.needs.includes('sign_language') ?? false;
}
