import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function entitlementRoutes(_portal: Portal): Router {
  return Router();
}
