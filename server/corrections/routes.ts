// "This record about me is wrong": said by the person, settled by the office, seen by both.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { correctionDeskRoutes } from './desk-routes.ts';
import { ownCorrectionRoutes } from './own-routes.ts';

export function correctionRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(ownCorrectionRoutes(portal), correctionDeskRoutes(portal));
  return routes;
}
