// After it arrived: my aids, the office's desk and the supplier's.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { mountCareActs } from './care-acts.ts';
import { careDeskRoutes } from './desk-routes.ts';
import { ownAidRoutes } from './own-routes.ts';
import { supplierRepairRoutes } from './supplier-routes.ts';

export function aftercareRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownAidRoutes(portal), careDeskRoutes(portal), supplierRepairRoutes(portal));
  mountCareActs(routes, portal);
  return routes;
}
