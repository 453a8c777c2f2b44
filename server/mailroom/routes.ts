// The office's mail room: letters to post, calls to make.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { callRoutes } from './call-routes.ts';
import { letterRoutes } from './letter-routes.ts';

export function mailroomRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(letterRoutes(portal), callRoutes(portal));
  return routes;
}
