// The supplier's desk: orders by what is to do, and a page for each.
import { Router } from 'express';
import { deskTasksOf, type DeskTasks } from '../accounts/desk-tasks.ts';
import { dayOf } from '../calendar/today.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';
import { mountOrderActs } from './act-routes.ts';
import { readOrderList } from './forms.ts';
import { canonicalNumber, openOrder, supplierOf } from './open-order.ts';
import { findSupplier } from './order-file.ts';
import { neighbours, orderRows, viewLinks } from './order-list-page.ts';
import { countViews, listOrders } from './order-list.ts';
import type { OrderPanel } from './panels.ts';
import { showOrder } from './show-order.ts';

/** @param brought what other slices bring to the desk and to the page of an order */
export function supplierRoutes(
  portal: Portal,
  { panels, tasks }: { panels: readonly OrderPanel[]; tasks: readonly DeskTasks[] },
): Router {
  const { db, clock, page } = portal;
  const desk = { ...portal, panels };
  const routes = Router();

  routes.get('/supplier', async (req, res) => {
    const { supplierId, reader } = supplierOf(res);
    const visit = visitOf(res);
    const { t, lang } = visit;
    const { view, place, problems, typed } = readOrderList(req.query);
    const orders = await listOrders(db.read, supplierId, view, place);
    const supplier = await findSupplier(db.read, supplierId);
    const at = { today: dayOf(clock()), holidays: await holidaysOf(db.read) };
    page(res, 'suppliers/orders', {
      title: t('suppliers.list.title'),
      width: 'wide',
      problems,
      typed,
      view,
      supplier: supplier.names[lang],
      suspended: supplier.status === 'admitted' ? null : t(`suppliers.notice.${supplier.status}`),
      views: viewLinks(view, await countViews(db.read, supplierId), visit),
      tasks: await deskTasksOf(tasks, reader, at.today, visit),
      caption: t(`suppliers.caption.${view}`),
      rows: orderRows(orders, at, visit),
      ...neighbours(orders, view, visit),
    });
  });

  routes.use('/supplier/orders/:number', canonicalNumber);

  routes.get('/supplier/orders/:number', async (req, res) => {
    await showOrder(desk, res, await openOrder(portal, req, res));
  });

  mountOrderActs(routes, desk);
  return routes;
}
