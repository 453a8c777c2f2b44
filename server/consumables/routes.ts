import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function consumableRoutes(_portal: Portal): Router {
  return Router();
}
