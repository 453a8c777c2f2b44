import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function needRoutes(_portal: Portal): Router {
  return Router();
}
