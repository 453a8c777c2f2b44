// Products in from spreadsheets, and out again.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function importRoutes(_portal: Portal): Router {
  return Router();
}
