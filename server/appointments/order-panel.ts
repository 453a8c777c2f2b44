// On the maker's page of an order: what the person told, and the visits. Never who the person is by number or group.
import { randomUUID } from 'node:crypto';
import type { Portal } from '../portal.ts';
import { particularRows } from '../requests/particulars-section.ts';
import type { Visit } from '../web/visit.ts';
import { listAppointments, type Appointment } from './store.ts';
import { visitLines } from './visit-lines.ts';
import { hasBegun } from './windows.ts';

/** What the panel needs of an order; the supplier's desk knows more. */
interface Ground {
  visit: Visit;
  open: {
    order: {
      id: number;
      number: string;
      isOpen: boolean;
      request: {
        id: number;
        version: number;
        status: string;
        route: string;
        aidClassCode: string;
        wishes: string | null;
      };
    };
    at: Date;
  };
}

export function makersPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ visit, open: { order, at } }: Ground) => {
    const { request } = order;
    if (request.route !== 'made_to_order' || !order.isOpen) return null;
    const all = await listAppointments(db.read, request.id);
    const open = all.find(({ state }) => state === 'offered' || state === 'booked') ?? null;
    const now = request.status === 'confirmed' || request.status === 'in_fitting';
    const { paths, t } = visit;
    return {
      place: 'now' as const,
      template: 'appointments/order-panel',
      values: {
        wishes: request.wishes,
        particulars: await particularRows(
          db.read,
          { requestId: request.id, aidClassCode: request.aidClassCode },
          visit,
        ),
        acts: now ? actsOf(order.number, open, at, visit) : null,
        waits: now && open?.state === 'offered' ? t('appointments.order.waits') : null,
        interpreter:
          now && open && open.interpreter !== 'not_needed'
            ? t(`appointments.interpreter.${open.interpreter}`)
            : null,
        interpreterHref:
          now && open?.interpreter === 'needed'
            ? paths.orderAppointmentPart(order.number, 'interpreter')
            : null,
        version: request.version,
        key: randomUUID(),
        visits: visitLines(all, visit),
        // A fitting may have been agreed otherwise, without times that were offered here.
        none: !all.length && request.status !== 'in_fitting',
      },
    };
  };
}

function actsOf(number: string, open: Appointment | null, at: Date, { t, paths }: Visit) {
  const begun = open?.window ? hasBegun(open.window, at) : false;
  const offer = {
    text: t(open ? 'appointments.order.offerOther' : 'appointments.order.offer'),
    href: paths.orderAppointment(number),
    main: open === null,
  };
  const change = {
    text: t('appointments.order.change'),
    href: paths.orderAppointmentPart(number, 'change'),
    main: false,
  };
  const outcome = {
    text: t('appointments.order.outcome'),
    href: paths.orderAppointmentPart(number, 'outcome'),
    main: begun,
  };
  if (!open?.window) return [offer, ...(open ? [change] : []), outcome];
  return begun ? [outcome] : [change];
}
