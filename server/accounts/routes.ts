import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { displayRoutes } from './display-routes.ts';
import { ownPageRoutes } from './own-page-routes.ts';
import type { OwnTasks } from './own-tasks.ts';
import { passwordRoutes } from './password-routes.ts';
import type { SignInWays } from './sign-in-methods.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { signInWays } from './sign-in-ways.ts';

/** Coming and going, the person's own page and password, display settings. */
export function accountRoutes(
  portal: Portal,
  tasks: readonly OwnTasks[] = [],
  ways: SignInWays = signInWays,
): Router {
  const routes = Router();
  routes.use(signInRoutes(portal, ways));
  routes.use(ownPageRoutes(portal, tasks));
  routes.use(passwordRoutes(portal));
  routes.use(displayRoutes(portal));
  return routes;
}
