import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function requestRoutes(_portal: Portal): Router {
  return Router();
}
