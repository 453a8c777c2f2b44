import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function trialRoutes(_portal: Portal): Router {
  return Router();
}
