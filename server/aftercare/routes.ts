import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function aftercareRoutes(_portal: Portal): Router {
  return Router();
}
