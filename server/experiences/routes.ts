// How received products serve, told by the people who use them.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function experienceRoutes(_portal: Portal): Router {
  return Router();
}
