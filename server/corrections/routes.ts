import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function correctionRoutes(_portal: Portal): Router {
  return Router();
}
