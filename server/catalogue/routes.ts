import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function catalogueRoutes(_portal: Portal): Router {
  return Router();
}
