import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function accountRoutes(_portal: Portal): Router {
  return Router();
}
