// What a person does about visits: picks a time, says that none fits, moves or cancels, says that nobody came.
import { refused, type Means, type Order, type Result } from '../requests/acts/perform.ts';
import { setOrder } from '../requests/acts/placing.ts';
import { tellFamily, tellStaff, tellSupplier } from '../requests/acts/tell.ts';
import { inviteAgain, isSoon, onVisit } from './on-visit.ts';
import { placeText } from './place.ts';
import { changeAppointment } from './store.ts';
import { dayOfWindow, hasBegun, windowText } from './windows.ts';

/** Picks one of the times that were offered. */
export async function pickTime(
  means: Means,
  order: Order & { slotId: number; interpreter: boolean },
): Promise<Result> {
  return onVisit(means, 'slot_choice', order, async (scene, { open, visit }) => {
    const { trx, request, by, at } = scene;
    if (visit?.state !== 'offered') return refused('no-times-offered');
    const slot = visit.slots.find(({ id }) => id === order.slotId);
    if (!slot) return refused('no-times-offered');
    if (hasBegun(slot, at)) return refused('slot-in-the-past');
    await changeAppointment(trx, visit, {
      state: 'booked',
      starts_at: slot.startsAt,
      ends_at: slot.endsAt,
      picked_by: by.accountId,
      interpreter: order.interpreter ? 'needed' : 'not_needed',
      // What is told now needs no reminder tomorrow.
      reminded_at: (await isSoon(scene, slot)) ? at.toISOString() : null,
    });
    await trx('appointment_slots').where({ id: slot.id }).update({ picked: true });
    const on = dayOfWindow(slot);
    await setOrder(trx, open, { due_on: on });
    return {
      dueOn: on,
      dueKind: 'visit',
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: 'appointment.booked',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: open.supplierNames[lang],
            time: windowText(slot, format),
            place: placeText(visit, means.texts[lang]),
          }),
        });
        await tellSupplier(trx, means.texts, open.supplierId, {
          kind: 'supplier.appointment_booked',
          eventKey,
          at,
          values: (_, format) => ({ reference: open.number, time: windowText(slot, format) }),
        });
      },
    };
  });
}

/** None of the times fits: says in words which would. */
export async function refuseTimes(means: Means, order: Order & { words: string }): Promise<Result> {
  return onVisit(means, 'slots_refusal', order, async (scene, { open, visit }) => {
    const { trx, at } = scene;
    if (visit?.state !== 'offered') return refused('no-times-offered');
    await changeAppointment(trx, visit, {
      state: 'none_fit',
      closed_by: 'person',
      closed_at: at.toISOString(),
      reason: order.words,
    });
    const again = await inviteAgain(scene, open);
    return {
      ...again,
      note: order.words,
      afterwards: ({ eventKey }) =>
        tellSupplier(trx, means.texts, open.supplierId, {
          kind: 'supplier.appointment_none_fit',
          eventKey,
          at,
          values: (_, format) => ({ reference: open.number, date: format.date(again.dueOn) }),
        }),
    };
  });
}

/** Moves or cancels a visit that has not begun, with a reason. The maker then offers other times. */
export async function cancelByPerson(
  means: Means,
  order: Order & { reason: string },
): Promise<Result> {
  return onVisit(means, 'appointment_change', order, async (scene, { open, visit }) => {
    const { trx, request, at } = scene;
    if (!visit?.window) return refused('no-appointment');
    if (hasBegun(visit.window, at)) return refused('appointment-begun');
    await changeAppointment(trx, visit, {
      state: 'cancelled',
      closed_by: 'person',
      closed_at: at.toISOString(),
      reason: order.reason,
    });
    const again = await inviteAgain(scene, open);
    return {
      ...again,
      note: order.reason,
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: 'appointment.cancelled_by_person',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: open.supplierNames[lang],
            date: format.date(again.dueOn),
          }),
        });
        await tellSupplier(trx, means.texts, open.supplierId, {
          kind: 'supplier.appointment_cancelled',
          eventKey,
          at,
          values: (_, format) => ({ reference: open.number, date: format.date(again.dueOn) }),
        });
      },
    };
  });
}

/** Nobody of the maker's came, or nobody was there. The office counts it. */
export async function reportMakerMissing(
  means: Means,
  order: Order & { note: string | null },
): Promise<Result> {
  return onVisit(means, 'no_show', order, async (scene, { open, visit }) => {
    const { trx, request, at } = scene;
    if (!visit?.window) return refused('no-appointment');
    if (!hasBegun(visit.window, at)) return refused('appointment-not-begun');
    await changeAppointment(trx, visit, {
      state: 'missed',
      closed_by: 'person',
      closed_at: at.toISOString(),
      reason: order.note,
    });
    const again = await inviteAgain(scene, open);
    return {
      ...again,
      note: order.note,
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: 'appointment.maker_missing',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: open.supplierNames[lang],
            date: format.date(again.dueOn),
          }),
        });
        await tellSupplier(trx, means.texts, open.supplierId, {
          kind: 'supplier.appointment_missed',
          eventKey,
          at,
          values: (_, format) => ({ reference: open.number, date: format.date(again.dueOn) }),
        });
        if (!request.assignee) return;
        const telling = { kind: 'caseworker.maker_missing', eventKey, at, request };
        await tellStaff(trx, means.texts, request.assignee, telling);
      },
    };
  });
}
