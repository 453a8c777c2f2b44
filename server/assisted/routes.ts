import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';
import { draftRoutes } from './draft-routes.ts';
import { entryRoutes } from './entry-routes.ts';
import { paperParts } from './paper-form.ts';

/** Typing for a person who phones, writes or comes; and the form that they can fill in on paper. */
export function assistedRoutes(portal: Portal): Router {
  const routes = Router();
  routes.get('/paper-request', (_req, res) => {
    portal.page(res, 'assisted/paper', {
      title: visitOf(res).t('assisted.paper.title'),
      parts: paperParts,
    });
  });
  routes.use(entryRoutes(portal));
  routes.use(draftRoutes(portal));
  return routes;
}
