// How received products serve, told by the people who use them.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { moderationRoutes } from './moderation-routes.ts';
import { ownRoutes } from './own-routes.ts';
import { publicRoutes } from './public-routes.ts';

export function experienceRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownRoutes(portal), publicRoutes(portal), moderationRoutes(portal));
  return routes;
}
