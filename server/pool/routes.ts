import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function poolRoutes(_portal: Portal): Router {
  return Router();
}
