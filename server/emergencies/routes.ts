import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function emergencyRoutes(_portal: Portal): Router {
  return Router();
}
