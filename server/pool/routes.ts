// Used aids: the office's pool, and what people say to one.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { caseRoutes } from './case-routes.ts';
import { deskRoutes } from './desk-routes.ts';
import { ownRoutes } from './own-routes.ts';

export function poolRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownRoutes(portal), deskRoutes(portal), caseRoutes(portal));
  return routes;
}
