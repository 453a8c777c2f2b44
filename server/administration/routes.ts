import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function adminRoutes(_portal: Portal): Router {
  return Router();
}
