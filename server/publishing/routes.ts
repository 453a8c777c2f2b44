// Publishing: products drafted and proposed at two desks, and the desk at which they are reviewed.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { productRoutes } from './product-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { supplierListRoutes } from './supplier-list.ts';

export function publishingRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(productRoutes(portal, 'admin'), reviewRoutes(portal));
  routes.use(supplierListRoutes(portal), productRoutes(portal, 'supplier'));
  return routes;
}
