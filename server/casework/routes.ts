// The caseworker's desk: the queue of the office, and one page to decide each case.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { appealRoutes } from './appeal-routes.ts';
import { approvalRoutes } from './approval-routes.ts';
import { assignmentRoutes } from './assignment-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { refusalRoutes } from './refusal-routes.ts';

export function caseworkRoutes(portal: Portal): Router {
  const routes = Router();
  routes.use(queueRoutes(portal));
  routes.use(caseRoutes(portal)); // first: leads mistyped references to the address as we write it
  routes.use(assignmentRoutes(portal));
  routes.use(questionRoutes(portal));
  routes.use(approvalRoutes(portal));
  routes.use(refusalRoutes(portal));
  routes.use(appealRoutes(portal));
  routes.use(receiptRoutes(portal));
  return routes;
}
