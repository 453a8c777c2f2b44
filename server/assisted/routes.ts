import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function assistedRoutes(_portal: Portal): Router {
  return Router();
}
