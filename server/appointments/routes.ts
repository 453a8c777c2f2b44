// Visits for aids that are made for one person: by the person, by the maker, and for the office.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { deskRoutes } from './desk-routes.ts';
import { makerRoutes } from './maker-routes.ts';
import { personRoutes } from './person-routes.ts';

export function appointmentRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(personRoutes(portal)); // /requests/…/appointment
  routes.use(makerRoutes(portal)); // /supplier/orders/…/appointment
  routes.use(deskRoutes(portal)); // /casework/fittings
  return routes;
}
