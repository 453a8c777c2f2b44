// The caseworker's desk: the queue of the office, and one page to decide each case.
import { Router } from 'express';
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { Portal } from '../portal.ts';
import { appealRoutes } from './appeal-routes.ts';
import { answerRoutes } from './answer-routes.ts';
import { approvalRoutes } from './approval-routes.ts';
import { assignmentRoutes } from './assignment-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { holdRoutes } from './hold-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { makerRoutes } from './maker-routes.ts';
import type { CasePanel } from './panels.ts';
import { partAppealRoutes } from './part-appeal-routes.ts';
import { questionRoutes } from './question-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { refusalRoutes } from './refusal-routes.ts';
import { trialCaseRoutes } from './trial-routes.ts';

/** @param brought what other slices bring to the desk and to the page of a case */
export function caseworkRoutes(
  portal: Portal,
  { panels, tasks }: { panels: readonly CasePanel[]; tasks: readonly DeskTasks[] },
): Router {
  const routes = Router();
  routes.use(queueRoutes(portal, tasks));
  routes.use(caseRoutes(portal, panels)); // first: leads mistyped references to the address as we write it
  routes.use(assignmentRoutes(portal));
  routes.use(questionRoutes(portal), answerRoutes(portal), messageRoutes(portal));
  routes.use(holdRoutes(portal), trialCaseRoutes(portal), partAppealRoutes(portal));
  routes.use(makerRoutes(portal)); // …/maker
  routes.use(approvalRoutes(portal));
  routes.use(refusalRoutes(portal));
  routes.use(appealRoutes(portal));
  routes.use(receiptRoutes(portal));
  return routes;
}
