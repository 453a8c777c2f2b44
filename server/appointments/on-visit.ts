// The frame of every act on a visit: on the open order of an aid that is made to order.
import { holidaysOf } from '../calendar/holidays.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/working-days.ts';
import { dueOn } from '../requests/deadlines.ts';
import type { ActInPlace } from '../requests/lifecycle.ts';
import { findOpenOrder, type OpenOrder } from '../requests/orders.ts';
import {
  perform,
  refused,
  type Change,
  type Means,
  type Order,
  type Refused,
  type Result,
  type Scene,
} from '../requests/acts/perform.ts';
import { setOrder } from '../requests/acts/placing.ts';
import { findOpenAppointment, type Appointment } from './store.ts';
import { dayOfWindow, type Window } from './windows.ts';

/** What an act on a visit works with. */
export interface Ground {
  open: OpenOrder;
  /** The visit that is offered or booked. */
  visit: Appointment | null;
}

/** Does one act on the visits of a request, or says why not. @throws NotFound, Conflict */
export async function onVisit(
  means: Pick<Means, 'db'>,
  act: ActInPlace,
  order: Order,
  body: (scene: Scene, ground: Ground) => Promise<Change | Refused>,
): Promise<Result> {
  return perform(means, act, order, async (scene) => {
    const { trx, request } = scene;
    if (request.route !== 'made_to_order') return refused('wrong-state');
    const open = await findOpenOrder(trx, request.id);
    if (!open) return refused('wrong-state');
    return body(scene, { open, visit: await findOpenAppointment(trx, open.id) });
  });
}

/** The maker has to offer times again, within the term for fittings. */
export async function inviteAgain(
  { trx, day }: Pick<Scene, 'trx' | 'day'>,
  open: OpenOrder,
): Promise<{ dueOn: string; dueKind: 'slots' }> {
  const inviteBy = await dueOn(trx, 'fitting', day);
  await setOrder(trx, open, { due_on: inviteBy });
  return { dueOn: inviteBy, dueKind: 'slots' };
}

/** By when one of the windows is to be picked: the working day before the first of them, or at once. */
export async function pickBy(
  { trx, day }: Pick<Scene, 'trx' | 'day'>,
  windows: readonly Window[],
): Promise<string> {
  const holidays = await holidaysOf(trx);
  let before = windows.map(dayOfWindow).toSorted()[0]!;
  do before = addCalendarDays(before, -1);
  while (!isWorkingDay(before, holidays));
  return before < day ? day : before;
}

/** Whether a visit is so near that a reminder would say what was just agreed. */
export async function isSoon(
  { trx, day }: Pick<Scene, 'trx' | 'day'>,
  window: Pick<Window, 'startsAt'>,
): Promise<boolean> {
  return dayOfWindow(window) <= addWorkingDays(day, 1, await holidaysOf(trx));
}
