// Measuring sheets, and the measures that people keep.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function measureRoutes(_portal: Portal): Router {
  return Router();
}
