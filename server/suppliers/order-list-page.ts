// What the template of the list shows: views with their counts, rows with their dates in words.
import { dueFrom } from '../calendar/due.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { OrderStatus } from '../requests/orders.ts';
import type { Visit } from '../web/visit.ts';
import { COUNTED, VIEWS, type OrderPage, type OrderRow, type View } from './order-list.ts';

const TONES: Record<OrderStatus, string> = {
  to_confirm: 'waiting',
  confirmed: 'waiting',
  misfit: 'problem',
  dispatched: 'info',
  delivered: 'success',
  declined: 'neutral',
  returned: 'neutral',
  cancelled: 'neutral',
};

/** The status of an order as a tag. */
export function orderTag({ status, made }: { status: OrderStatus; made: boolean }, { t }: Visit) {
  // What is made for one person is measured and fitted before anything is sent.
  const words = made && status === 'confirmed' ? 'making' : status;
  return { text: t(`suppliers.status.${words}`), tone: TONES[status] };
}

/** A date with what it is for, and how far it is; null where nothing is due. */
export function orderDue(
  { status, dueOn, dueKind }: Pick<OrderRow, 'status' | 'dueOn' | 'dueKind'>,
  { today, holidays }: { today: string; holidays: Holidays },
  { t, format }: Visit,
) {
  if (!dueOn) return null;
  const due = dueFrom(dueOn, today, holidays);
  return {
    title: t(`suppliers.due.${dueKind ?? status}`),
    on: dueOn,
    date: format.date(dueOn),
    words: t(`due.${due.state}`, { days: due.days }),
    overdue: due.state === 'overdue',
  };
}

/** The views as links, each with its count. */
export function viewLinks(view: View, counts: Record<View, number>, { t, paths, format }: Visit) {
  return VIEWS.map((name) => ({
    text: t(`suppliers.view.${name}`),
    count:
      counts[name] > COUNTED
        ? t('suppliers.list.many', { count: COUNTED })
        : format.number(counts[name]),
    href: paths.supplier({ view: name === 'to-do' ? null : name }),
    current: name === view,
  }));
}

/** The rows of a page, ready to be printed. */
export function orderRows(
  { rows }: OrderPage,
  at: { today: string; holidays: Holidays },
  visit: Visit,
) {
  const { lang, paths, format, t } = visit;
  return rows.map((row) => ({
    number: row.number,
    href: paths.order(row.number),
    product: row.product[lang],
    variant: row.variant
      ? t('suppliers.list.variant', { label: row.variant[lang], article: row.article ?? '' })
      : t('requests.route.made_to_order'),
    quantity: format.number(row.quantity),
    region: row.region[lang],
    status: orderTag(row, visit),
    due: orderDue(row, at, visit),
    closedOn: row.closedOn,
    price: format.money(row.price),
  }));
}

/** The addresses of the neighbouring pages; null where there is none. */
export function neighbours({ rows, earlier, later }: OrderPage, view: View, { paths }: Visit) {
  const [first, last] = [rows.at(0), rows.at(-1)];
  const to = (place: Record<string, string>) =>
    paths.supplier({ view: view === 'to-do' ? null : view, ...place });
  return {
    previous: first && earlier ? to({ before: placeOf(first) }) : null,
    next: last && later ? to({ after: placeOf(last) }) : null,
  };
}

// An order has a due date while it is open, and after that the day it was closed.
function placeOf({ dueOn, closedOn, id }: OrderRow): string {
  return `${dueOn ?? closedOn}_${id}`;
}
