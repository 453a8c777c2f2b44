// Consumables on repeat: the rest of a line in lots.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { caseRoutes } from './case-routes.ts';
import { ownRoutes } from './own-routes.ts';
import { startRoutes } from './start-routes.ts';

export function consumableRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownRoutes(portal), startRoutes(portal), caseRoutes(portal));
  return routes;
}
