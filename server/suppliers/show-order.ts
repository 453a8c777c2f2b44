// The page of an order: what to deliver, where, by when, and the acts at hand.
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { attachedMeasures } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { mayMove } from '../requests/lifecycle.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { listOrderEvents, type OrderEvent } from './order-events.ts';
import { readDelivery } from './order-file.ts';
import { orderDue, orderTag } from './order-list-page.ts';
import type { OpenOrder } from './open-order.ts';
import { orderPanelsOf, type OrderPanel } from './panels.ts';

/** A page shown again: what is wrong, what was typed, and since which version things have changed. */
export interface Again {
  problems: Problem[];
  typed: Typed;
  status: number;
  /** Somebody else acted while the page was open. */
  overtaken?: boolean;
}

export const ACTS = ['confirmation', 'decline', 'dispatch', 'remedy', 'return'] as const;
export type OrderAct = (typeof ACTS)[number];

/** The acts that will work on an order now. */
export function actsAtHand({ order }: Pick<OpenOrder, 'order'>): Set<OrderAct> {
  if (!order.isOpen) return new Set();
  return new Set(ACTS.filter((act) => mayMove(act, order.request.status, 'supplier')));
}

/** What every page of an order shows on top, and needs in its forms. */
export function orderHead(open: OpenOrder, visit: Visit) {
  const { order, supplier } = open;
  const { lang } = visit;
  return {
    number: order.number,
    version: order.request.version,
    product: order.names[lang],
    variant: order.product?.variant[lang] ?? null,
    article: order.product?.article ?? null,
    status: orderTag({ status: order.status, made: isMade(order) }, visit),
    sentence: visit.t(`suppliers.sentence.${sentenceOf(order)}`),
    due: orderDue(order, open, visit),
    suspended:
      supplier.status === 'admitted' ? null : visit.t(`suppliers.notice.${supplier.status}`),
  };
}

// What is made for one person is measured and fitted before it is sent.
function sentenceOf(order: OpenOrder['order']): string {
  return order.status === 'confirmed' && isMade(order) ? 'making' : order.status;
}

function isMade({ request }: OpenOrder['order']): boolean {
  return request.route === 'made_to_order';
}

/** The way back to the list. */
export function listLink({ t, paths }: Visit) {
  return { text: t('layout.supplier'), href: paths.supplier() };
}

/** The portal with what other slices bring to an order's page. */
export type OrderDesk = Portal & { panels: readonly OrderPanel[] };

/** Shows an order. Reading where it goes is written down. */
export async function showOrder(
  { db, page, panels }: OrderDesk,
  res: Response,
  open: OpenOrder,
  again?: Again,
): Promise<void> {
  const { order, reader, at } = open;
  const visit = visitOf(res);
  const { t, lang, format } = visit;
  const acts = actsAtHand(open);
  const events = await listOrderEvents(db.read, order);
  // What the aid is made or set by, while there is something to deliver. A child's age is not the supplier's matter.
  const measures = order.isOpen ? await measuresFor(db, open, visit) : null;
  const also = [
    ...(measures ? ['measures'] : []),
    ...(order.request.route === 'made_to_order' ? ['wishes', 'particulars'] : []),
  ];
  page(
    res,
    'suppliers/order',
    {
      title: t('suppliers.order.title', { number: order.number }),
      breadcrumbs: [listLink(visit)],
      head: orderHead(open, visit),
      key: randomUUID(),
      can: Object.fromEntries([...acts].map((act) => [act, true])),
      rows: orderFacts(order, visit),
      sums: {
        price: format.money(order.price),
        stateShare: format.money(order.stateShare),
        coPayment: format.money(order.coPayment),
      },
      collects: order.coPayment > 0,
      delivery: order.isOpen ? await readDelivery(db, reader, order, { at, also }) : null,
      measures,
      decline: order.decline && { reason: order.decline.reason[lang], note: order.decline.note },
      misfit: order.misfit && {
        kind: t(`requests.outcome.${order.misfit.kind}`),
        note: order.misfit.note,
      },
      dispatchNote: order.dispatchNote,
      panels: await orderPanelsOf(panels, { visit, open }),
      timeline: events.map((event, index) => timelineItem(event, index, visit)),
      deliverBy: acts.has('confirmation')
        ? t('suppliers.confirmation.days', { days: order.deliveryDays })
        : null,
      overtaken: again?.overtaken,
      problems: again?.problems,
      typed: again?.typed,
    },
    again?.status,
  );
}

async function measuresFor(db: Portal['db'], { order, at }: OpenOrder, visit: Visit) {
  const found = await attachedMeasures(
    db.read,
    {
      requestId: order.request.id,
      aidClassCode: order.aidClassCode,
      on: dayOf(at),
    },
    visit,
  );
  return found && { rows: found.rows.map((row) => ({ ...row, old: null })), outdated: null };
}

function orderFacts({ product, ...order }: OpenOrder['order'], { t, lang, format }: Visit) {
  const row = (key: string, value: string) => ({
    key: { text: t(`suppliers.fact.${key}`) },
    value: { text: value },
  });
  return [
    row('product', order.names[lang]),
    ...(product
      ? [
          row('variant', product.variant[lang]),
          row('article', product.article),
          row('maker', product.maker),
        ]
      : []),
    row('quantity', format.number(order.quantity)),
    row('placedOn', format.date(order.placedOn)),
    ...(order.deliverBy ? [row('deliverBy', format.date(order.deliverBy))] : []),
    ...(order.dispatchedOn ? [row('dispatchedOn', format.date(order.dispatchedOn))] : []),
    ...(order.closedOn ? [row('closedOn', format.date(order.closedOn))] : []),
  ];
}

function timelineItem({ kind, at, note }: OrderEvent, index: number, { t, format }: Visit) {
  return {
    title: t(`suppliers.event.${kind}`),
    at,
    atText: format.dateTime(at),
    text: note,
    current: index === 0,
  };
}
