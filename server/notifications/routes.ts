import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function inboxRoutes(_portal: Portal): Router {
  return Router();
}
