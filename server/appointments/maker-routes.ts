// Visits as the maker sees them: offering times, moving a visit, writing down what came of it.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import type { Portal } from '../portal.ts';
import { mayMove } from '../requests/lifecycle.ts';
import { parseReference } from '../requests/reference.ts';
import type { Order, Result } from '../requests/requests.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Outcome, Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf, type Visit } from '../web/visit.ts';
import {
  bookInterpreter,
  cancelByMaker,
  offerTimes,
  recordVisit,
  reportPersonMissing,
} from './acts-of-maker.ts';
import { readActFields, readOffering, readReason, readRecord, RECORDED, TIMES } from './forms.ts';
import {
  findMakersOrder,
  findOpenAppointment,
  listAppointments,
  type Appointment,
  type MakersOrder,
} from './store.ts';
import { BEGINNINGS, hasBegun, windowText } from './windows.ts';

type At = Request<{ number: string }>;

interface OpenVisit {
  reader: Reader;
  order: MakersOrder;
  /** The visit that is offered or booked. */
  visit: Appointment | null;
  at: Date;
}

interface Shown {
  problems: Problem[];
  typed: Typed;
  status: number;
}

interface VisitPage<Values> {
  /** The last part of the address after `appointment`; none: the offer of times. */
  part: '' | '/change' | '/outcome';
  template: string;
  title: string;
  /** Whether it can be done now. */
  isOpen(open: OpenVisit): boolean;
  frame(open: OpenVisit, visit: Visit): Promise<object> | object;
  read(body: unknown, at: Date): Outcome<Values>;
  run(order: Order, values: Values): Promise<Result>;
  notice: string;
}

export function makerRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();
  routes.use('/supplier/orders/:number/appointment', canonicalNumber);

  mount({
    part: '',
    template: 'appointments/offer',
    title: 'appointments.offer.title',
    isOpen: ({ visit }) => visit?.state !== 'booked',
    frame: async ({ order, visit }, { lang }) => {
      const [before] = await listAppointments(db.read, order.request.id);
      return {
        times: TIMES,
        beginnings: BEGINNINGS,
        address: before?.place ?? order.supplier.addresses[lang],
        words: before?.state === 'none_fit' || before?.closedBy === 'person' ? before.reason : null,
        interpreter: visit?.interpreter === 'needed',
      };
    },
    read: readOffering,
    run: (order, offering) => offerTimes(portal, { ...order, offering }),
    notice: 'appointments.offer.done',
  });

  mount({
    part: '/change',
    template: 'appointments/maker-change',
    title: 'appointments.makerChange.title',
    isOpen: ({ visit, at }) => visit !== null && !(visit.window && hasBegun(visit.window, at)),
    frame: ({ visit }, { t, format }) => ({
      time:
        visit?.window &&
        t('appointments.record.booked', { time: windowText(visit.window, format) }),
    }),
    read: readReason,
    run: (order, values) => cancelByMaker(portal, { ...order, ...values }),
    notice: 'appointments.makerChange.done',
  });

  mount({
    part: '/outcome',
    template: 'appointments/record',
    title: 'appointments.record.title',
    isOpen: ({ visit, at }) => !(visit?.window && !hasBegun(visit.window, at)),
    frame: ({ visit }, { t, format }) => ({
      time: visit?.window
        ? t('appointments.record.booked', { time: windowText(visit.window, format) })
        : t('appointments.record.otherwise'),
      // Only who had a time can have missed it.
      outcomes: RECORDED.filter((outcome) => outcome !== 'not_come' || visit?.window),
    }),
    read: readRecord,
    run: (order, { outcome, note }) =>
      outcome === 'not_come'
        ? reportPersonMissing(portal, { ...order, note })
        : recordVisit(portal, { ...order, outcome, note: note! }),
    notice: 'appointments.record.done',
  });

  routes.post('/supplier/orders/:number/appointment/interpreter', async (req: At, res) => {
    const open = await openVisit(req, res);
    const { version, key } = readActFields(req.body);
    const { reader: by, order, at } = open;
    const { reference } = order.request;
    const result = await bookInterpreter(portal, { by, at, reference, version, key });
    if (!result.done) throw new Conflict(`requests.refused.${result.reason}`);
    leaveNotice(res, 'appointments.order.interpreterDone');
    res.redirect(303, visitOf(res).paths.order(order.number));
  });

  function mount<Values>(view: VisitPage<Values>): void {
    const address = `/supplier/orders/:number/appointment${view.part}`;

    async function show(open: OpenVisit, res: Response, shown?: Shown): Promise<void> {
      const visit = visitOf(res);
      const { t, lang, paths } = visit;
      const { order } = open;
      const now = mayMove('fitting', order.request.status, 'supplier') && view.isOpen(open);
      page(
        res,
        now ? view.template : 'appointments/not-now',
        {
          title: t(view.title),
          breadcrumbs: [
            { text: t('layout.supplier'), href: paths.supplier() },
            {
              text: t('suppliers.order.title', { number: order.number }),
              href: paths.order(order.number),
            },
          ],
          number: order.number,
          version: order.request.version,
          what: order.names[lang],
          key: randomUUID(),
          ...(now && (await view.frame(open, visit))),
          problems: shown?.problems ?? [],
          ...(shown && { typed: shown.typed }),
        },
        now ? shown?.status : 409,
      );
    }

    routes.get(address, async (req: At, res) => show(await openVisit(req, res), res));

    routes.post(address, async (req: At, res) => {
      const open = await openVisit(req, res);
      const { reader: by, order, at } = open;
      const { version, key } = readActFields(req.body);
      const read = view.read(req.body, at);
      if ('problems' in read) return show(open, res, { ...read, status: 422 });
      const { typed } = read;
      const again = async (problemKey: string, status: number) =>
        show(await openVisit(req, res), res, {
          problems: [{ field: 'form', key: problemKey }],
          typed,
          status,
        });
      try {
        const { reference } = order.request;
        const result = await view.run({ by, at, reference, version, key }, read.values);
        if (!result.done) return await again(`requests.refused.${result.reason}`, 422);
        leaveNotice(res, view.notice);
        res.redirect(303, visitOf(res).paths.order(order.number));
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        await again('suppliers.overtaken.problem', 409);
      }
    });
  }

  // The order that the address names. @throws SignInNeeded, Forbidden, NotFound
  async function openVisit(req: At, res: Response): Promise<OpenVisit> {
    const reader = readerWith(res, 'supplier');
    if (reader.supplierId === null) throw new Forbidden();
    const order = await findMakersOrder(db.read, reader.supplierId, req.params.number);
    if (!order) throw new NotFound();
    return { reader, order, visit: await findOpenAppointment(db.read, order.id), at: clock() };
  }

  return routes;
}

const canonicalNumber: RequestHandler<{ number: string }> = (req, res, next) => {
  const number = parseReference(req.params.number);
  if (!number) throw new NotFound();
  if (number === req.params.number) next();
  else if (req.method === 'POST') throw new NotFound();
  else res.redirect(303, req.originalUrl.replace(/\/orders\/[^/?]+/, `/orders/${number}`));
};
