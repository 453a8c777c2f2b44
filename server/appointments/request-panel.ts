// On the person's page of a request: measure, make, fit, hand over; the next visit; what was.
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { RequestPanel } from '../requests/panels.ts';
import { particularRows } from '../requests/particulars-section.ts';
import type { Visit } from '../web/visit.ts';
import { placeText } from './place.ts';
import { listAppointments, type Appointment } from './store.ts';
import { visitLines } from './visit-lines.ts';
import { hasBegun, windowText } from './windows.ts';

const WITH_MAKER = ['confirmed', 'in_fitting'];

export function makingPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation, at }) => {
    if (request.route !== 'made_to_order' || request.status === 'draft') return null;
    const particulars = await particularRows(
      db.read,
      { requestId: request.id, aidClassCode: request.aidClass.code },
      visit,
    );
    const visits = await listAppointments(db.read, request.id);
    const withMaker = WITH_MAKER.includes(request.status);
    const open = withMaker ? visits.find(({ state }) => OPEN.includes(state)) : undefined;
    const mayAct = relation !== 'see';
    return {
      place: withMaker ? 'now' : 'details',
      template: 'appointments/request-panel',
      values: {
        steps: stepsOf(request, visits, visit),
        booked: open?.window ? bookedOf(request, open, { visit, at, mayAct }) : null,
        pickHref:
          open?.state === 'offered' && mayAct
            ? visit.paths.requestAppointment(request.reference)
            : null,
        waits: withMaker && !open ? waitsOf(request, visit) : null,
        past: visitLines(
          visits.filter((one) => one !== open && one.state !== 'offered'),
          visit,
        ),
        particulars,
      },
    };
  };
}

const OPEN: readonly string[] = ['offered', 'booked'];

function bookedOf(
  { reference, supplier }: AidRequest,
  open: Appointment,
  { visit, at, mayAct }: { visit: Visit; at: Date; mayAct: boolean },
) {
  const { t, lang, format, paths } = visit;
  const window = open.window!;
  const begun = hasBegun(window, at);
  const row = (key: string, text: string) => ({
    key: { text: t(`appointments.panel.${key}`) },
    value: { text, classes: 'td-lines' },
  });
  return {
    rows: [
      row('time', windowText(window, format)),
      row('place', placeText(open, t)),
      ...(supplier ? [row('maker', supplier.names[lang])] : []),
      ...(open.note ? [row('note', open.note)] : []),
      ...(open.interpreter === 'not_needed'
        ? []
        : [row('interpreter', t(`appointments.interpreter.${open.interpreter}`))]),
    ],
    calendarHref: paths.requestAppointmentPart(reference, 'calendar'),
    changeHref: mayAct && !begun ? paths.requestAppointmentPart(reference, 'change') : null,
    noShowHref: mayAct && begun ? paths.requestAppointmentPart(reference, 'no-show') : null,
  };
}

function waitsOf({ dueOn, dueKind }: AidRequest, { t, format }: Visit): string | null {
  if (!dueOn) return null;
  const key = dueKind === 'ready' ? 'making' : 'waiting';
  return t(`appointments.panel.${key}`, { date: format.date(dueOn) });
}

// Each step with its day: measured at the first visit that says so, fitted at the last one that was a fitting.
function stepsOf(request: AidRequest, visits: readonly Appointment[], { t, format }: Visit) {
  const heldAs = (...outcomes: string[]) =>
    visits.find(({ state, outcome }) => state === 'held' && outcome && outcomes.includes(outcome));
  const measured = heldAs('measured')?.closedAt ?? null;
  const fitted = heldAs('fits', 'handed_over')?.closedAt ?? null;
  const handed = heldAs('handed_over')?.closedAt ?? null;
  const sent = ['dispatched', 'misfit', 'received', 'closed'].includes(request.status);
  const arrived = ['received', 'closed'].includes(request.status);
  const tried = heldAs('to_alter', 'further_fitting')?.closedAt ?? null;
  const steps = [
    { key: 'measure', on: measured ?? tried ?? fitted },
    { key: 'make', on: tried ?? fitted ?? (sent ? request.statusSince : null) },
    { key: 'fit', on: fitted ?? (sent ? request.statusSince : null) },
    { key: 'handOver', on: handed ?? (arrived ? request.statusSince : null) },
  ];
  const current = steps.findIndex(({ on }) => on === null);
  const begun = WITH_MAKER.includes(request.status) || sent;
  return steps.map(({ key, on }, at) => ({
    text: t(`appointments.step.${key}`),
    current: begun && at === current,
    state: on
      ? t('appointments.step.done', { date: format.date(dayOf(new Date(on))) })
      : t(begun && at === current ? 'appointments.step.now' : 'appointments.step.later'),
  }));
}
