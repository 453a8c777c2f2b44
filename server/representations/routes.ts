import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function representationRoutes(_portal: Portal): Router {
  return Router();
}
