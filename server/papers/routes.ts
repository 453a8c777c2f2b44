// Papers of a request: those that people send, and those that the portal makes to be printed.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { addRoutes } from './add-routes.ts';
import { otherPdfRoutes } from './other-pdf-routes.ts';
import { pdfRoutes } from './pdf-routes.ts';

export function paperRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(addRoutes(portal), pdfRoutes(portal), otherPdfRoutes(portal));
  return routes;
}
