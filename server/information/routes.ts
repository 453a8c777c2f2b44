import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function informationRoutes(_portal: Portal): Router {
  return Router();
}
