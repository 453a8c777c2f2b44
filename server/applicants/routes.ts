import { Router } from 'express';
import type { SignInWays } from '../accounts/sign-in-methods.ts';
import { signInWays } from '../accounts/sign-in-ways.ts';
import type { Portal } from '../portal.ts';
import { detailsRoutes } from './details-routes.ts';
import { messageChoicesRoutes } from './message-choices-routes.ts';
import { registrationRoutes } from './registration-routes.ts';

/** Making one's own account, and one's own data. */
export function applicantRoutes(portal: Portal, ways: SignInWays = signInWays): Router {
  const routes = Router();
  routes.use(registrationRoutes(portal, ways));
  routes.use(detailsRoutes(portal));
  routes.use(messageChoicesRoutes(portal));
  return routes;
}
