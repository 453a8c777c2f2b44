import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { helpersRoutes } from './helpers-routes.ts';
import { officeRoutes } from './office-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { verifyRoutes } from './verify-routes.ts';

/** People who help: whom one represents, who represents one, and the office that verifies. */
export function representationRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(peopleRoutes(portal));
  routes.use(helpersRoutes(portal));
  routes.use(officeRoutes(portal)); // before `:id`
  routes.use(verifyRoutes(portal));
  return routes;
}
