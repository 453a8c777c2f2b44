import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function supplierRoutes(_portal: Portal): Router {
  return Router();
}
