// Measuring sheets, and the measures that people keep.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { recordRoutes } from './record-routes.ts';
import { sheetRoutes } from './sheet-routes.ts';

export function measureRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(sheetRoutes(portal), recordRoutes(portal));
  return routes;
}
