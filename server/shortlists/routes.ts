// Comparing variants, and lists of what one likes: kept without sign-in, shared read-only.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { compareRoutes } from './compare-routes.ts';
import { listRoutes } from './list-routes.ts';
import { shareRoutes } from './share-routes.ts';

export function shortlistRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use('/shortlist', (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' });
    next();
  });
  routes.use(compareRoutes(portal), listRoutes(portal), shareRoutes(portal));
  return routes;
}
