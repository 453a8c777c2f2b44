import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function expectationRoutes(_portal: Portal): Router {
  return Router();
}
