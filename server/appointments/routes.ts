import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function appointmentRoutes(_portal: Portal): Router {
  return Router();
}
