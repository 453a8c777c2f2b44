// Guided choice: plain questions, then what fits and why. No sign-in.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function guideRoutes(_portal: Portal): Router {
  return Router();
}
