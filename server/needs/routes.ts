// What people need that is not got in the usual way: lost in an emergency, or offered by nobody.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { digestRoutes } from './digest-routes.ts';
import { lostDeskRoutes } from './lost-desk-routes.ts';
import { lostRoutes } from './lost-routes.ts';
import { ownNeedRoutes } from './own-routes.ts';
import { papersRoutes } from './papers-routes.ts';
import { sourcingRoutes } from './sourcing-routes.ts';

export function needRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(lostRoutes(portal), lostDeskRoutes(portal), papersRoutes(portal));
  routes.use(ownNeedRoutes(portal), sourcingRoutes(portal), digestRoutes(portal));
  return routes;
}
