// Complaints about suppliers: the person's side, the supplier's, the commission's.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { commissionRoutes } from './commission-routes.ts';
import { ownComplaintRoutes } from './own-routes.ts';
import { supplierComplaintRoutes } from './supplier-routes.ts';

export function complaintRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownComplaintRoutes(portal), supplierComplaintRoutes(portal), commissionRoutes(portal));
  return routes;
}
