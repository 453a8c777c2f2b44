// Requests as the people see them whose they are. The desks have their own screens over the same acts.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { answerRoutes } from './answer-routes.ts';
import { appealRoutes } from './appeal-routes.ts';
import { choiceRoutes } from './choice-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { makerChoiceRoutes } from './maker-choice-routes.ts';
import { makingRoutes, startMakingRoutes } from './making-routes.ts';
import { canonicalReference } from './own-request.ts';
import type { RequestPanel } from './panels.ts';
import { partAppealRoutes } from './part-appeal-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { showRoutes } from './show-routes.ts';
import { startRoutes } from './start-routes.ts';
import { submissionRoutes } from './submission-routes.ts';
import { withdrawalRoutes } from './withdrawal-routes.ts';

/**
 * @param panels what other slices bring to a request's page
 * @param checkPanels what they bring to the page before its submission
 */
export function requestRoutes(
  portal: Portal,
  panels: readonly RequestPanel[],
  checkPanels: readonly RequestPanel[],
): Router {
  const routes = Router();
  routes.use(startRoutes(portal)); // /requests/new, POST /requests
  routes.use(startMakingRoutes(portal)); // POST /requests/made-to-order
  routes.use('/requests/:reference', canonicalReference);
  routes.use(draftRoutes(portal)); // …/draft, …/deletion
  routes.use(submissionRoutes(portal, checkPanels)); // …/check, …/submission
  routes.use(makingRoutes(portal), makerChoiceRoutes(portal)); // …/particulars, …/maker
  routes.use(choiceRoutes(portal)); // …/choice
  routes.use(answerRoutes(portal)); // …/answer
  routes.use(withdrawalRoutes(portal)); // …/withdrawal
  routes.use(appealRoutes(portal), partAppealRoutes(portal)); // …/appeal, …/part-appeal
  routes.use(receiptRoutes(portal)); // …/receipt
  routes.use(showRoutes(portal, panels)); // /requests, /requests/:reference
  return routes;
}
