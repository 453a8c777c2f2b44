// The acts of a supplier on an order: each has a page that says what it does, and does it.
import { randomUUID } from 'node:crypto';
import type { Response, Router } from 'express';
import { addWorkingDays } from '../calendar/working-days.ts';
import { readActFields } from '../requests/forms.ts';
import {
  confirmOrder,
  declineOrder,
  dispatchOrder,
  remedyOrder,
  takeBackOrder,
  type Order,
  type Result,
} from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import type { Outcome } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { readDecline, readDispatch, readRemedy, readReturn } from './forms.ts';
import { openOrder, type OpenOrder } from './open-order.ts';
import { listDeclineReasons, type Reason } from './reasons.ts';
import {
  actsAtHand,
  listLink,
  orderHead,
  showOrder,
  type Again,
  type OrderAct,
  type OrderDesk,
} from './show-order.ts';

interface ActPage<Values, More> {
  act: OrderAct;
  gather(): Promise<More> | More;
  frame(open: OpenOrder, more: More, visit: Visit): Record<string, unknown>;
  read(body: unknown, more: More): Outcome<Values>;
  run(order: Order, values: Values): Promise<Result>;
}

export function mountOrderActs(routes: Router, portal: OrderDesk): void {
  mount<Record<string, never>, null>(routes, portal, {
    act: 'confirmation',
    gather: () => null,
    frame: ({ order, today, holidays }, _, { t, format }) => ({
      deliverBy: t('suppliers.confirmation.deliverBy', {
        date: format.date(addWorkingDays(today, order.deliveryDays, holidays)),
        days: order.deliveryDays,
      }),
    }),
    read: () => ({ values: {}, typed: {} }),
    run: (order) => confirmOrder(portal, order),
  });
  mount(routes, portal, {
    act: 'decline',
    gather: () => listDeclineReasons(portal.db.read),
    frame: (_open, reasons: Reason[], { t, lang }) => ({
      reasons: reasons.map(({ code, names, explanations }) => ({
        value: code,
        text: names[lang],
        hint: explanations[lang]
          ? { text: t('suppliers.decline.personReads', { text: explanations[lang] }) }
          : undefined,
      })),
    }),
    read: (body, reasons) =>
      readDecline(
        body,
        reasons.map(({ code }) => code),
      ),
    run: (order, { reason, note }) => declineOrder(portal, { ...order, reasonCode: reason, note }),
  });
  for (const [act, read, run] of [
    ['dispatch', readDispatch, dispatchOrder],
    ['remedy', readRemedy, remedyOrder],
    ['return', readReturn, takeBackOrder],
  ] as const) {
    mount(routes, portal, {
      act,
      gather: () => null,
      frame: ({ order }, _, { t }) => ({
        misfit: order.misfit && {
          kind: t(`requests.outcome.${order.misfit.kind}`),
          note: order.misfit.note,
        },
      }),
      read,
      run: (order, values: { note: string }) => run(portal, { ...order, ...values }),
    });
  }
}

function mount<Values, More>(routes: Router, portal: OrderDesk, page: ActPage<Values, More>): void {
  const address = `/supplier/orders/:number/${page.act}`;

  async function show(open: OpenOrder, res: Response, again?: Again): Promise<void> {
    if (!actsAtHand(open).has(page.act)) return showOrder(portal, res, open, again ?? notNow());
    const visit = visitOf(res);
    portal.page(
      res,
      `suppliers/${page.act}`,
      {
        title: visit.t(`suppliers.${page.act}.title`),
        breadcrumbs: [
          listLink(visit),
          {
            text: visit.t('suppliers.order.title', { number: open.order.number }),
            href: visit.paths.order(open.order.number),
          },
        ],
        head: orderHead(open, visit),
        key: randomUUID(),
        ...page.frame(open, await page.gather(), visit),
        overtaken: again?.overtaken,
        problems: again?.problems,
        typed: again?.typed,
      },
      again?.status,
    );
  }

  routes.get<{ number: string }>(address, async (req, res) => {
    await show(await openOrder(portal, req, res), res);
  });

  routes.post<{ number: string }>(address, async (req, res) => {
    const open = await openOrder(portal, req, res);
    const { order, reader, at } = open;
    const { version, key } = readActFields(req.body);
    const read = page.read(req.body, await page.gather());
    if ('problems' in read) return show(open, res, { ...read, status: 422 });
    const { typed, values } = read;
    const again = async (key: string, rest: Pick<Again, 'status' | 'overtaken'>) =>
      show(await openOrder(portal, req, res), res, { problems: problem(key), typed, ...rest });
    try {
      const { reference } = order.request;
      const result = await page.run({ by: reader, at, reference, version, key }, values);
      if (!result.done) return await again(`requests.refused.${result.reason}`, { status: 422 });
      leaveNotice(res, `suppliers.${page.act}.done`);
      res.redirect(303, visitOf(res).paths.order(order.number));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await again('suppliers.overtaken.problem', { status: 409, overtaken: true });
    }
  });
}

function problem(key: string): Again['problems'] {
  return [{ field: 'form', key }];
}

function notNow(): Again {
  return { problems: problem('requests.refused.wrong-state'), typed: {}, status: 409 };
}
