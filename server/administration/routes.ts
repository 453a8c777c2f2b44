// The administrator's desk: catalogue, amounts, terms, holidays, offices, suppliers and people are
// changed here without a programmer. Every change is dated, written down and can be seen.
import { Router } from 'express';
import { deskTasksOf, type DeskTasks } from '../accounts/desk-tasks.ts';
import type { Portal } from '../portal.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { aidClassRoutes } from './aid-classes/routes.ts';
import { amountRoutes } from './amounts/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { actOf, administratorsOnly } from './desk.ts';
import { guideRuleRoutes } from './guide/routes.ts';
import { holidayRoutes } from './holidays/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import { makerDeskRoutes } from './makers/routes.ts';
import { missingRoutes } from './missing/routes.ts';
import { placeRoutes } from './offers/place-routes.ts';
import { offerRoutes } from './offers/routes.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { officeRoutes } from './offices/routes.ts';
import { countWaiting } from './overview.ts';
import { peopleRoutes } from './people/routes.ts';
import { relationRoutes } from './products/relation-routes.ts';
import { productListRoutes } from './products/routes.ts';
import { supplierDeskRoutes } from './suppliers/routes.ts';
import { templateRoutes } from './templates/routes.ts';
import { reasonRoutes } from './reasons/routes.ts';
import { termRoutes } from './terms/routes.ts';
import { wordsRoutes } from './words/routes.ts';

/** @param tasks what other slices bring to the desk */
export function adminRoutes(portal: Portal, tasks: readonly DeskTasks[]): Router {
  const { db, config, page } = portal;
  const routes = Router();
  routes.use('/admin', administratorsOnly);

  routes.get('/admin', async (_req, res) => {
    const visit = visitOf(res);
    const { t } = visit;
    const { on, at } = actOf(res, portal);
    page(res, 'administration/overview', {
      title: t('administration.title'),
      width: 'wide',
      waiting: await countWaiting(db.read, on, at),
      tasks: await deskTasksOf(tasks, readerOf(res), on, visit),
      mail: config.environment !== 'production',
    });
  });

  routes.use(aidClassRoutes(portal), amountRoutes(portal), termRoutes(portal));
  routes.use(reasonRoutes(portal));
  routes.use(guideRuleRoutes(portal));
  routes.use(productListRoutes(portal), relationRoutes(portal));
  routes.use(offerRoutes(portal), placeRoutes(portal), supplierDeskRoutes(portal));
  routes.use(makerDeskRoutes(portal));
  routes.use(officeRoutes(portal), peopleRoutes(portal), holidayRoutes(portal));
  routes.use(missingRoutes(portal), wordsRoutes(portal));
  routes.use(outboxRoutes(portal), templateRoutes(portal));
  routes.use(auditRoutes(portal), mailRoutes(portal));
  return routes;
}
