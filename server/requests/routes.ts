// Requests as the people see them whose they are. The desks have their own screens over the same acts.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { choiceRoutes } from './choice-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { familyRoutes } from './family-routes.ts';
import { canonicalReference } from './own-request.ts';
import { showRoutes } from './show-routes.ts';
import { startRoutes } from './start-routes.ts';
import { submissionRoutes } from './submission-routes.ts';

export function requestRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(startRoutes(portal)); // /requests/new, POST /requests
  routes.use('/requests/:reference', canonicalReference);
  routes.use(draftRoutes(portal)); // …/draft, …/deletion
  routes.use(submissionRoutes(portal)); // …/check, …/submission
  routes.use(choiceRoutes(portal)); // …/choice
  routes.use(familyRoutes(portal)); // …/answer, …/withdrawal, …/receipt
  routes.use(showRoutes(portal)); // /requests, /requests/:reference
  return routes;
}
