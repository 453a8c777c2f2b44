// Guided choice: plain questions, then what fits and why. No sign-in.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { questionRoutes } from './question-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { startRoutes } from './start-routes.ts';

export function guideRoutes(portal: Portal): Router {
  const routes = Router();
  // Pages that hold answers stay with the person; the start of a guide may be found by anybody.
  routes.use('/guide/:family', (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  routes.use('/guide/:family/:page', (_req, res, next) => {
    res.set('X-Robots-Tag', 'noindex');
    next();
  });
  routes.use(startRoutes(portal), resultRoutes(portal), questionRoutes(portal));
  return routes;
}
