import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function documentRoutes(_portal: Portal): Router {
  return Router();
}
