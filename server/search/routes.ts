// What stands around the search: suggestions while typing, and a way to say what is missing.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function searchRoutes(_portal: Portal): Router {
  return Router();
}
