import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function complaintRoutes(_portal: Portal): Router {
  return Router();
}
