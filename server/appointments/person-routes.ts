// Visits as the person sees them: picking a time, moving it, saying that nobody came, and a file for the calendar.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { findPerson } from '../applicants/person.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { answerAct } from '../requests/act-page.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import { notNow } from '../requests/not-now.ts';
import { findOpenOrder } from '../requests/orders.ts';
import { canonicalReference, ownRequest, requestToActOn } from '../requests/own-request.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { cancelByPerson, pickTime, refuseTimes, reportMakerMissing } from './acts-of-person.ts';
import { calendarFile } from './calendar-file.ts';
import { readActFields, readNoShow, readPick, readReason } from './forms.ts';
import { placeText } from './place.ts';
import { findOpenAppointment, type Appointment } from './store.ts';
import { hasBegun, windowText } from './windows.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function personRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();
  routes.use('/requests/:reference/appointment', canonicalReference);

  routes.get('/requests/:reference/appointment', (req, res) => showPick(req, res));

  routes.post('/requests/:reference/appointment', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const visit = await visitToShow(request);
    const slots = visit?.slots ?? [];
    const read = readPick(
      req.body,
      slots.map(({ id }) => id),
    );
    const { typed } = read;
    if ('problems' in read) return showPick(req, res, { problems: read.problems, typed });
    const { slot, words, interpreter } = read.values;
    const order = { by, at: clock(), reference: request.reference, version, key };
    await answerAct(
      res,
      () =>
        slot === 'none'
          ? refuseTimes(portal, { ...order, words: words! })
          : pickTime(portal, { ...order, slotId: Number(slot), interpreter }),
      {
        again: (problems, status) => showPick(req, res, { problems, typed, status }),
        next: (done) => {
          leaveNotice(res, slot === 'none' ? 'appointments.pick.told' : 'appointments.pick.done');
          return visitOf(res).paths.request(done);
        },
      },
    );
  });

  routes.get('/requests/:reference/appointment/change', (req, res) => showBooked(req, res, CHANGE));

  routes.post('/requests/:reference/appointment/change', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readReason(req.body);
    const { typed } = read;
    if ('problems' in read) {
      return showBooked(req, res, CHANGE, { problems: read.problems, typed });
    }
    const order = { by, at: clock(), reference, version, key };
    await answerAct(res, () => cancelByPerson(portal, { ...order, ...read.values }), {
      again: (problems, status) => showBooked(req, res, CHANGE, { problems, typed, status }),
      next: (done) => {
        leaveNotice(res, 'appointments.change.done');
        return visitOf(res).paths.request(done);
      },
    });
  });

  routes.get('/requests/:reference/appointment/no-show', (req, res) =>
    showBooked(req, res, NO_SHOW),
  );

  routes.post('/requests/:reference/appointment/no-show', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readNoShow(req.body);
    const { typed } = read;
    if ('problems' in read) {
      return showBooked(req, res, NO_SHOW, { problems: read.problems, typed });
    }
    const order = { by, at: clock(), reference, version, key };
    await answerAct(res, () => reportMakerMissing(portal, { ...order, ...read.values }), {
      again: (problems, status) => showBooked(req, res, NO_SHOW, { problems, typed, status }),
      next: (done) => {
        leaveNotice(res, 'appointments.noShow.done');
        return visitOf(res).paths.request(done);
      },
    });
  });

  routes.get('/requests/:reference/appointment/calendar', async (req: At, res) => {
    const visit = visitOf(res);
    const { request } = await ownRequest(portal, req, res);
    const booked = await visitToShow(request);
    if (!booked?.window) throw new NotFound();
    res
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${request.reference}.ics"`)
      .type('text/calendar')
      .send(
        calendarFile({
          uid: `${request.reference}.${booked.id}@tandau`,
          window: booked.window,
          stamp: clock(),
          // No word of the aid: calendars are shared.
          summary: visit.t('appointments.calendar.summary'),
          place: placeText(booked, visit.t),
        }),
      );
  });

  async function showPick(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, format } = visit;
    const request = await requestToActOn(portal, req, res);
    const offered = await visitToShow(request);
    if (offered?.state !== 'offered') return notNow(page, res, request);
    const person = await findPerson(db.read, request.applicant.id, dayOf(clock()));
    page(
      res,
      'appointments/pick',
      {
        title: t('appointments.pick.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        lead: t('appointments.pick.lead', { place: placeText(offered, t) }),
        note: offered.note,
        slots: offered.slots
          .filter((slot) => !hasBegun(slot, clock()))
          .map((slot) => ({ value: String(slot.id), text: windowText(slot, format) })),
        interpreter: shown.typed
          ? Boolean(shown.typed.interpreter)
          : offered.interpreter !== 'not_needed',
        // Who needs no interpreter is not asked; who does may come without one.
        asksInterpreter: person?.needs.includes('sign_language') ?? false,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function showBooked(
    req: At,
    res: Response,
    { template, key, begun }: typeof CHANGE,
    shown: Shown = {},
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, format } = visit;
    const request = await requestToActOn(portal, req, res);
    const booked = await visitToShow(request);
    const window = booked?.window;
    if (!window || hasBegun(window, clock()) !== begun) return notNow(page, res, request);
    page(
      res,
      template,
      {
        title: t(`appointments.${key}.title`),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        lead: t(`appointments.${key}.lead`, { time: windowText(window, format) }),
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function visitToShow({ id, status }: AidRequest): Promise<Appointment | null> {
    if (status !== 'confirmed' && status !== 'in_fitting') return null;
    const order = await findOpenOrder(db.read, id);
    return order && findOpenAppointment(db.read, order.id);
  }

  return routes;
}

// What may be done about a booked visit before it begins, and what after.
const CHANGE = { template: 'appointments/change', key: 'change', begun: false };
const NO_SHOW = { template: 'appointments/no-show', key: 'noShow', begun: true };
